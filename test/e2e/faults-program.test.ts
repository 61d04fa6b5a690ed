import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "#src/store/store.ts";
import { until } from "../support/sandbox.ts";

const root = path.resolve(import.meta.dirname, "../..");
let folder: string;
let running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-faults-"));
});

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

function start(script: string, args: string[] = [], env: Record<string, string> = {}) {
  const files = {
    STORE_URL: `sqlite://${folder}/talkback.sqlite`,
    SANDBOX_FILE: `${folder}/sandbox.sqlite`,
    SANDBOX_PORT: "0",
  };
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: folder,
    env: { ...process.env, ...files, LOG_LEVEL: "info", ...env },
  });
  running.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => void (text += chunk.toString()));
  const closed = once(child, "close").then(([code]) => code as number | null);
  return { child, closed, output: () => text };
}

async function demandWholeStore(): Promise<void> {
  const store = await openStore({ url: `sqlite://${folder}/talkback.sqlite` });
  expect(await store.catalog.verify()).toEqual([]);
  await store.close();
}

describe("the program", () => {
  it.each(["rejection", "exception"])(
    "tells of a bug that nobody catches (%s), closes the store and ends with 1",
    { timeout: 30_000 },
    async (kind) => {
      const { closed, output } = start("test/e2e/crash-child.ts", [kind]);
      expect(await closed).toBe(1);
      expect(output()).toContain("a bug: Talkback stops, and nothing stored is lost");
      expect(output()).toMatch(/nobody (listens to this promise|catches this)/);
      await demandWholeStore();
    },
  );

  it.each(["SIGTERM", "SIGINT"] as const)("ends with 0 within seconds on %s", { timeout: 30_000 }, async (signal) => {
    const { child, closed, output } = start("src/main.ts");
    await until("the greeting", () => output().includes("Open http"), 20_000);
    const begunMs = performance.now();
    child.kill(signal);
    expect(await closed).toBe(0);
    expect(performance.now() - begunMs).toBeLessThan(6_000);
    expect(output()).toContain("stopping");
    await demandWholeStore();
  });

  it("that cannot log in says why and ends with 1, with nothing left open", { timeout: 30_000 }, async () => {
    const { closed, output } = start("src/main.ts", [], {
      DISCORD_TOKEN: "AAAA.bbbb.cccc",
      DISCORD_API: "http://127.0.0.1:9/api",
    });
    expect(await closed).toBe(1);
    expect(output()).toContain("Discord cannot be reached");
    await demandWholeStore();
  });
});
