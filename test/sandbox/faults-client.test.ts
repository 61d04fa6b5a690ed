import { Client, Events, GatewayDispatchEvents, GatewayIntentBits } from "discord.js";
import type { Message } from "discord.js";
import { afterEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { SandboxOptions } from "#sandbox/types.ts";
import { openSandbox, until } from "../support/sandbox.ts";

type Stage = { sandbox: Sandbox; world: SeededWorld; client: Client<true>; heard: string[]; happened: string[] };

const opened: Stage[] = [];

/** The real client, logged in; `heard` are the texts of the messages it was told of, `happened` the shard's adventures. */
async function open(options: SandboxOptions = {}): Promise<Stage> {
  const { sandbox, world } = await openSandbox(options);
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent];
  const client = new Client({ intents, rest: { api: sandbox.apiUrl } });
  const heard: string[] = [];
  const happened: string[] = [];
  client.on(Events.Raw, (packet: { t: string | null; d: { content?: string } }) => {
    if (packet.t === GatewayDispatchEvents.MessageCreate) heard.push(packet.d.content ?? "");
  });
  for (const name of [Events.ShardReconnecting, Events.ShardResume, Events.ShardDisconnect] as const) {
    client.on(name, () => happened.push(name));
  }
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  const stage = { sandbox, world, client: await ready, heard, happened };
  opened.push(stage);
  return stage;
}

async function say({ sandbox, world }: Stage, ...texts: string[]): Promise<void> {
  const person = sandbox.actor(world.people.members[0]);
  for (const text of texts) await person.post(world.channels.general, text);
}

async function send({ client, world }: Stage, nonce: string): Promise<Message> {
  const channel = await client.channels.fetch(world.channels.general);
  if (!channel?.isSendable()) throw new Error("no text channel");
  return channel.send({ content: "an article", nonce, enforceNonce: true });
}

async function closeAll(): Promise<void> {
  const stages = opened.splice(0);
  for (const { client, sandbox } of stages) {
    await client.destroy();
    await sandbox.close();
  }
  expect(stages.flatMap(({ sandbox }) => sandbox.violations)).toEqual([]);
}

afterEach(closeAll);

describe("the connection", () => {
  test.each([
    ["is cut without a word", { kind: "closeSocket" }],
    ["is closed with 4000", { kind: "closeSocket", code: 4000 }],
    ["is asked to reconnect", { kind: "reconnect" }],
    ["is told of a session that can be resumed", { kind: "invalidSession", resumable: true }],
  ] as const)("that %s is resumed, and what was said meanwhile is not lost", async (_, fault) => {
    const stage = await open();
    const handle = stage.sandbox.faults.add(fault);
    expect(handle.count).toBe(1);
    await say(stage, "while you were away");
    await until("the resume", () => stage.happened.includes(Events.ShardResume));
    await say(stage, "after you came back");
    await until("both messages", () => stage.heard.length === 2);
    expect(stage.heard).toEqual(["while you were away", "after you came back"]);
    expect(stage.sandbox.sessionStarts()).toBe(1);
  });

  test("whose session is gone begins a new one, and what was said meanwhile is lost", async () => {
    const stage = await open();
    stage.sandbox.faults.add({ kind: "invalidSession", resumable: false });
    await say(stage, "while you were away");
    await until("a new session", () => stage.sandbox.sessionStarts() === 2);
    await until("a ready client", () => stage.client.isReady());
    await say(stage, "after you came back");
    await until("a message", () => stage.heard.length > 0);
    expect(stage.heard).toEqual(["after you came back"]);
  });

  test("that acknowledges no heartbeat is given up by the client and resumed", async () => {
    const stage = await open({ heartbeatMs: 100 });
    const zombie = stage.sandbox.faults.add({ kind: "zombie" });
    await until("the client to notice", () => stage.happened.includes(Events.ShardReconnecting));
    expect(zombie.count).toBeGreaterThan(0);
    zombie.remove();
    await until("the resume", () => stage.happened.includes(Events.ShardResume));
    await say(stage, "after you came back");
    await until("a message", () => stage.heard.length === 1);
  });
});

describe("dispatches reach the client", () => {
  test("twice", async () => {
    const stage = await open();
    stage.sandbox.faults.add({ kind: "duplicate", event: /^MESSAGE_CREATE$/, times: 1 });
    await say(stage, "a", "b");
    await until("three", () => stage.heard.length === 3);
    expect(stage.heard).toEqual(["a", "a", "b"]);
  });

  test("out of order", async () => {
    const stage = await open();
    stage.sandbox.faults.add({ kind: "reorder", event: /^MESSAGE_CREATE$/, times: 1 });
    await say(stage, "a", "b", "c");
    await until("three", () => stage.heard.length === 3);
    expect(stage.heard).toEqual(["b", "a", "c"]);
  });

  test("late", async () => {
    const stage = await open();
    const delay = stage.sandbox.faults.add({ kind: "delay", milliseconds: 60_000, times: 1 });
    await say(stage, "a", "b");
    await until("one", () => stage.heard.length === 1);
    delay.remove();
    await until("two", () => stage.heard.length === 2);
    expect(stage.heard).toEqual(["b", "a"]);
  });
});

describe("a post whose answer is lost", () => {
  test("exists, and the same nonce finds it again instead of posting twice", async () => {
    const stage = await open();
    stage.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /\/messages$/, times: 1 });
    await expect(send(stage, "1")).rejects.toThrow("other side closed");
    const found = await send(stage, "1");
    const there = stage.sandbox.actor(stage.world.people.publisher).messages(stage.world.channels.general);
    expect(there.map(({ id }) => id)).toEqual([found.id]);
  });

  test("is repeated by the client itself after a reset, and posted once all the same", async () => {
    const stage = await open();
    stage.sandbox.faults.add({ kind: "lostAnswer", reset: true, method: "POST", path: /\/messages$/, times: 1 });
    const found = await send(stage, "1");
    const there = stage.sandbox.actor(stage.world.people.publisher).messages(stage.world.channels.general);
    expect(there.map(({ id }) => id)).toEqual([found.id]);
  });
});
