import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Config, readConfig } from "#src/config.ts";
import { StartupError } from "#src/errors.ts";
import { createLog } from "#src/log.ts";
import { describeRun, type Running, startTalkback } from "#src/talkback.ts";
import { ask } from "./watched-house.ts";

let folder: string;
let running: Running | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-watch-"));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function configOf(env: Record<string, string>): Config {
  return readConfig({
    STORE_URL: `sqlite://${folder}/talkback.sqlite`,
    SANDBOX_FILE: `${folder}/sandbox.sqlite`,
    SANDBOX_PORT: "0",
    ...env,
  });
}

const start = (env: Record<string, string>): Promise<Running> =>
  startTalkback(configOf(env), { log: createLog("silent"), hasPage: false });

describe("METRICS_PORT", () => {
  it("opens nothing when it is not set", async () => {
    running = await start({});
    expect(running.watchServer).toBeNull();
    expect(describeRun(running)).not.toContain("/metrics");
  });

  it("opens figures and health of the whole program, and says where", async () => {
    running = await start({ METRICS_PORT: "0" });
    const { watchServer } = running;
    if (!watchServer) throw new Error("nothing is served");
    expect(describeRun(running)).toContain(`${watchServer.origin}/metrics`);
    expect((await ask(watchServer, "/healthz")).status).toBe(200);
    const { text } = await ask(watchServer, "/metrics");
    expect(text).toContain('talkback_gateway_state{state="ready"} 1');
    expect(text).toContain('talkback_rest_requests_total{method="GET",route="/gateway/bot",status="200"} 1');
    expect(text).toMatch(/talkback_commits_total\{outcome="ok"\} [1-9]/);
    expect(text).toContain("talkback_gateway_sessions_total 1");
    await running.stop();
    await expect(ask(watchServer, "/healthz")).rejects.toThrow(/ECONNREFUSED/);
  });

  it("that is taken stops the start with one message, and leaves nothing open", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const port = String((taken.address() as AddressInfo).port);
    await expect(start({ METRICS_PORT: port })).rejects.toThrow(StartupError);
    await new Promise((resolve) => taken.close(resolve));
    // The store was not left locked: the next start has it.
    running = await start({ METRICS_PORT: port });
    expect(running.watchServer?.origin).toContain(port);
  });
});
