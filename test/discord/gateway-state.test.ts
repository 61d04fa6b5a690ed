import { Events } from "discord.js";
import { afterEach, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SandboxOptions } from "#sandbox/types.ts";
import { createClient } from "#src/discord/client.ts";
import { followGateway, type GatewayState } from "#src/discord/gateway-state.ts";
import { openSandbox, until } from "../support/sandbox.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; state: () => GatewayState }> {
  const { sandbox } = await openSandbox(options);
  const client = createClient(sandbox.apiUrl);
  closers.push(async () => {
    await client.destroy();
    await sandbox.close();
  });
  const state = followGateway(client, Date.now);
  expect(state()).toMatchObject({ connection: "connecting", sessions: 0, pingMs: null, lastEventAtMs: null });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  await ready;
  return { sandbox, state };
}

it("a gateway that is up is ready, with the time of its last event and heartbeat", async () => {
  const before = Date.now();
  const { state } = await open({ heartbeatMs: 50 });
  expect(state()).toMatchObject({ connection: "ready", sessions: 1, reconnects: 0, resumes: 0, invalidSessions: 0 });
  expect(state().lastEventAtMs).toBeGreaterThanOrEqual(before);
  const beat = await until("a heartbeat", () => state().lastHeartbeatAckAtMs);
  expect(beat).toBeGreaterThanOrEqual(before);
  expect(state().pingMs).toBeGreaterThanOrEqual(0);
});

it("a connection that was cut and resumed counts as both, and begins no session", async () => {
  const { sandbox, state } = await open();
  sandbox.faults.add({ kind: "closeSocket" });
  await until("not ready", () => state().connection !== "ready");
  await until("resumed", () => state().resumes === 1);
  expect(state()).toMatchObject({ connection: "ready", sessions: 1, reconnects: 1, invalidSessions: 0 });
});

it("a close for good is told as disconnected", async () => {
  const { sandbox, state } = await open();
  sandbox.faults.add({ kind: "closeSocket", code: 4014 });
  await until("disconnected", () => state().connection === "disconnected");
});
