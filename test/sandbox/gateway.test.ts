import { once } from "node:events";
import { GatewayIntentBits as I, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { SandboxOptions } from "#sandbox/types.ts";
import { openSandbox, until } from "../support/sandbox.ts";
import { connect } from "./support/client.ts";

type Packet = { op: number; s: number | null; t: string | null; d: Record<string, unknown> };

let sandbox: Sandbox;
let world: SeededWorld;
let nowMs: number;

async function open(options: SandboxOptions = {}): Promise<void> {
  ({ sandbox, world } = await openSandbox({ now: () => nowMs, ...options }));
}

beforeEach(() => {
  nowMs = Date.now();
  return open();
});

async function closeSandbox(): Promise<void> {
  await sandbox.close();
  expect(sandbox.violations).toEqual([]);
}

afterEach(closeSandbox);

/** A client as bare as can be. */
async function dial() {
  const socket = new WebSocket(`${sandbox.origin.replace("http", "ws")}/gateway?v=10&encoding=json`);
  const packets: Packet[] = [];
  const closed = once(socket, "close").then(([code]) => code as number);
  socket.on("message", (raw: Buffer) => packets.push(JSON.parse(raw.toString()) as Packet));
  await until("hello", () => packets.length === 1);
  const say = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  const identify = (intents: number, token: string = sandbox.token) => say(2, { token, intents, properties: {} });
  const told = (t: string) => packets.filter((packet) => packet.t === t);
  return { socket, packets, closed, say, identify, told };
}

async function logIn(intents: number) {
  const line = await dial();
  line.identify(intents);
  await until("the guild", () => line.told("GUILD_CREATE").length === 1);
  return line;
}

const aiko = () => sandbox.actor(world.people.members[0]);

describe("a connection is closed", () => {
  test("with the code that says why", async () => {
    const endings: [number, (line: Awaited<ReturnType<typeof dial>>) => void][] = [
      [4001, ({ say }) => say(99, null)],
      [4002, ({ socket }) => socket.send("no JSON")],
      [4003, ({ say }) => say(8, { guild_id: world.guildId, query: "", limit: 0 })],
      [4004, ({ identify }) => identify(I.Guilds, "wrong")],
      [4013, ({ identify }) => identify(-1)],
      [4014, ({ identify }) => identify(I.Guilds | I.GuildPresences)],
      [4008, ({ say }) => Array.from({ length: 122 }).forEach(() => say(3, {}))],
    ];
    for (const [code, offend] of endings.slice(0, -1)) {
      const line = await dial();
      offend(line);
      expect(await line.closed).toBe(code);
    }
    const busy = await logIn(I.Guilds);
    endings.at(-1)?.[1](busy);
    expect(await busy.closed).toBe(4008);
  });

  test("when it identifies twice, or says nothing for long", async () => {
    const twice = await logIn(I.Guilds);
    twice.identify(I.Guilds);
    expect(await twice.closed).toBe(4005);
    await sandbox.close();
    await open({ heartbeatMs: 20 });
    expect(await (await dial()).closed).toBe(4009);
  });
});

describe("a session begins", () => {
  test("with the guilds by id, then each whole, but only with active threads and few members", async () => {
    const message = await aiko().post(world.channels.articles, "an article");
    const active = await aiko().openThread(world.channels.articles, { name: "active", messageId: message.id });
    const asleep = await aiko().openThread(world.channels.articles, { name: "asleep" });
    await sandbox.actor(world.people.moderator).changeThread(asleep.id, { archived: true });
    const line = await logIn(I.Guilds | I.GuildMembers);
    const [{ d: ready } = { d: {} }] = line.told("READY");
    const [{ d: guild } = { d: {} }] = line.told("GUILD_CREATE");
    expect(ready).toMatchObject({ guilds: [{ id: world.guildId, unavailable: true }] });
    expect(guild).toMatchObject({
      threads: [{ id: active.id }],
      members: [{ user: { id: sandbox.applicationId } }],
      member_count: 6,
    });
    line.socket.close(1000);
  });

  test("and is counted against the starts of the day", async () => {
    const { client } = await connect(sandbox);
    const remaining = async () => {
      const answer = (await client.rest.get(Routes.gatewayBot())) as { session_start_limit: { remaining: number } };
      return answer.session_start_limit.remaining;
    };
    const before = await remaining();
    const line = await logIn(I.Guilds);
    expect(await remaining()).toBe(before - 1);
    line.socket.close(1000);
    await client.destroy();
  });

  test("with flags that tell which privileged intents are switched on", async () => {
    const flagsOf = async () => {
      const { client } = await connect(sandbox, I.Guilds);
      const application = await client.application.fetch();
      await client.destroy();
      return application.flags.toArray();
    };
    expect(await flagsOf()).toEqual(["GatewayGuildMembersLimited", "GatewayMessageContentLimited"]);
    await sandbox.close();
    await open({ privilegedIntents: [] });
    expect(await flagsOf()).toEqual([]);
  });
});

describe("intents", () => {
  test("decide what is told", async () => {
    const [some, all] = [await logIn(I.Guilds), await logIn(I.Guilds | I.GuildMessages | I.GuildMessageReactions)];
    const { id } = await aiko().post(world.channels.general, "hello");
    await aiko().react(world.channels.general, id, "👍");
    await until("the reaction", () => all.told("MESSAGE_REACTION_ADD").length === 1);
    const thread = await aiko().openThread(world.channels.general, { name: "a thread" });
    await until("the thread", () => some.told("THREAD_CREATE").length === 1);
    expect(some.told("THREAD_CREATE")[0]?.d["id"]).toBe(thread.id);
    expect([...some.told("MESSAGE_CREATE"), ...some.told("MESSAGE_REACTION_ADD")]).toEqual([]);
    for (const { socket } of [some, all]) socket.close(1000);
  });

  test("without that for content hide what people write, but not what is meant for the bot", async () => {
    const line = await logIn(I.Guilds | I.GuildMessages);
    const { client } = await connect(sandbox, I.Guilds);
    const secret = await aiko().post(world.channels.general, { content: "secret" });
    await aiko().post(world.channels.general, `<@${sandbox.applicationId}> for you`);
    const body = { content: "my own", message_reference: { message_id: secret.id } };
    await client.rest.post(Routes.channelMessages(world.channels.general), { body });
    await until("three messages", () => line.told("MESSAGE_CREATE").length === 3);
    const read = line.told("MESSAGE_CREATE").map(({ d }) => d);
    expect(read.map((message) => message["content"])).toEqual(["", `<@${sandbox.applicationId}> for you`, "my own"]);
    expect(read[2]).toMatchObject({ referenced_message: { id: secret.id, content: "" } });
    line.socket.close(1000);
    await client.destroy();
  });

  test("that are not switched on hide it from REST too", async () => {
    await sandbox.close();
    await open({ privilegedIntents: [] });
    await aiko().post(world.channels.general, "secret");
    const { client } = await connect(sandbox, I.Guilds);
    const page = (await client.rest.get(Routes.channelMessages(world.channels.general))) as { content: string }[];
    expect(page.map(({ content }) => content)).toEqual([""]);
    await expect(client.rest.get(Routes.guildMembers(world.guildId))).rejects.toMatchObject({ code: 50_001 });
    await client.destroy();
  });
});

describe("a session that was lost", () => {
  async function lose(intents: number = I.Guilds | I.GuildMessages | I.MessageContent) {
    const line = await logIn(intents);
    const id = String(line.told("READY")[0]?.d["session_id"]);
    await aiko().post(world.channels.general, "heard");
    await until("the message", () => line.told("MESSAGE_CREATE").length === 1);
    const seq = line.packets.at(-1)?.s ?? 0;
    line.socket.terminate();
    await line.closed;
    return { id, seq };
  }
  const resume = async (session_id: string, seq: number) => {
    const line = await dial();
    line.say(6, { token: sandbox.token, session_id, seq });
    return line;
  };

  test("is resumed with all that was missed, once, in order and numbered", async () => {
    const { id, seq } = await lose();
    for (const text of ["one", "two"]) await aiko().post(world.channels.general, text);
    const line = await resume(id, seq);
    await until("the end of the replay", () => line.told("RESUMED").length === 1);
    expect(line.told("MESSAGE_CREATE").map(({ s, d }) => [s, d["content"]])).toEqual([
      [seq + 1, "one"],
      [seq + 2, "two"],
    ]);
    line.socket.close(1000);
  });

  test("is over after a while, when it was closed in order, or with numbers that never were", async () => {
    const first = await lose();
    const wrong = await resume(first.id, first.seq + 100);
    await until("the refusal", () => wrong.packets.some(({ op, d }) => op === 9 && !d));
    const second = await lose();
    nowMs += 300_001;
    const late = await resume(second.id, second.seq);
    await until("the refusal", () => late.packets.some(({ op }) => op === 9));
    const third = await logIn(I.Guilds);
    third.socket.close(1000);
    await third.closed;
    const ended = await resume(String(third.told("READY")[0]?.d["session_id"]), 1);
    await until("the refusal", () => ended.packets.some(({ op }) => op === 9));
    for (const { socket } of [wrong, late, ended]) socket.close(1000);
  });
});
