import { once } from "node:events";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { openSandbox, until } from "../support/sandbox.ts";
import { closeBoth, connect } from "./support/client.ts";

/** A bot that begins a session and is gone without a word, as when its process is killed. */
async function comeAndGo(sandbox: Sandbox): Promise<void> {
  const socket = new WebSocket(`${sandbox.origin.replace("http", "ws")}/gateway?v=10&encoding=json`);
  const ready = new Promise<void>((resolve) => {
    socket.on("message", (raw: Buffer) => {
      if ((JSON.parse(raw.toString()) as { t: string | null }).t === "GUILD_CREATE") resolve();
    });
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ op: 2, d: { token: sandbox.token, intents: 513, properties: {} } }));
  await ready;
  socket.terminate();
  await once(socket, "close");
  // Nobody is left to be asked.
  await until("the sandbox to notice", () => sandbox.faults.add({ kind: "reconnect" }).count === 0);
}

test("a fault strikes who listens, not a session that was left behind", async () => {
  const { sandbox, world } = await openSandbox();
  await comeAndGo(sandbox);
  const bot = await connect(sandbox);
  const fault = sandbox.faults.add({ kind: "duplicate", event: /^MESSAGE_CREATE$/, times: 1 });
  await sandbox.actor(world.people.members[0]).post(world.channels.general, "hello");
  await until("the message, twice", () => bot.told("MESSAGE_CREATE").length === 2);
  expect(fault.count).toBe(1);
  await closeBoth(bot, sandbox);
});
