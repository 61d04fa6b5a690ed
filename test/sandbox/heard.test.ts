import { afterEach, beforeEach, expect, test } from "vitest";
import { GatewayIntentBits as I } from "discord.js";
import { WebSocket } from "ws";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox, until } from "../support/sandbox.ts";

type Packet = { op: number; s: number | null; t: string | null; d: Record<string, unknown> };

let sandbox: Sandbox;
let world: SeededWorld;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
});

afterEach(() => sandbox.close());

async function dial() {
  const socket = new WebSocket(`${sandbox.origin.replace("http", "ws")}/gateway?v=10&encoding=json`);
  const packets: Packet[] = [];
  socket.on("message", (raw: Buffer) => packets.push(JSON.parse(raw.toString()) as Packet));
  const say = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  await until("hello", () => packets.length === 1);
  return { socket, say, told: (t: string) => packets.filter((packet) => packet.t === t) };
}

test("an event counts as heard once the client said so, with a heartbeat or when it resumes, and once only", async () => {
  const heard: string[] = [];
  sandbox.onHeard(({ t, d }) => {
    if (t === "MESSAGE_CREATE") heard.push((d as { content: string }).content);
  });
  const line = await dial();
  expect(sandbox.isConnected()).toBe(false);
  line.say(2, { token: sandbox.token, intents: I.Guilds | I.GuildMessages | I.MessageContent, properties: {} });
  await until("the guild", () => line.told("GUILD_CREATE").length === 1);
  expect(sandbox.isConnected()).toBe(true);
  const aiko = sandbox.actor(world.people.members[0]);
  for (const text of ["one", "two", "three"]) await aiko.post(world.channels.general, text);
  const [one, two] = (await until("three messages", () => line.told("MESSAGE_CREATE").slice(2).length === 1))
    ? line.told("MESSAGE_CREATE")
    : [];
  expect(heard).toEqual([]);
  line.say(1, one?.s);
  line.say(1, one?.s);
  await until("the first", () => heard.length === 1);
  line.socket.terminate();
  await until("the end of the connection", () => !sandbox.isConnected());
  const again = await dial();
  again.say(6, {
    token: sandbox.token,
    session_id: line.told("READY")[0]?.d["session_id"],
    seq: two?.s,
  });
  await until("the third again", () => again.told("RESUMED").length === 1);
  expect(again.told("MESSAGE_CREATE").map(({ d }) => d["content"])).toEqual(["three"]);
  expect(heard).toEqual(["one", "two"]);
});
