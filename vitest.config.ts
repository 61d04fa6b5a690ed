import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: "forks",
    // Most tests wait for a thread, a process or a page: more of them than there are processors.
    maxWorkers: 4,
  },
});
