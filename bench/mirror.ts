import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Events } from "discord.js";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { type SeededWorld, seedWorld } from "#sandbox/seed.ts";
import { startBot } from "#src/bot.ts";
import { createClient } from "#src/discord/client.ts";
import { createLog } from "#src/log.ts";
import { openStore } from "#src/store/store.ts";
import { counted, pour } from "./pour.ts";
import { atLeast, median, type Row } from "./row.ts";

const TARGET = 0.5;

/** Gateway event to durable record, against the same client with an empty handler. Both hear the same events over a socket. */
export async function benchMirror({ quick }: { quick: boolean }): Promise<Row[]> {
  const events = quick ? 20_000 : 50_000;
  const rounds = quick ? 2 : 4;
  const ratios: { empty: number; mirror: number }[] = [];
  for (let round = 0; round < rounds; round++)
    ratios.push({ empty: await measureEmpty(events), mirror: await measureMirror(events) });
  const [empty, mirror] = [median(ratios.map((one) => one.empty)), median(ratios.map((one) => one.mirror))];
  const ratio = median(ratios.map((one) => one.mirror / one.empty));
  return [
    { name: "the client with an empty handler", size: null, value: Math.round(empty), unit: "events/s" },
    {
      name: "live mirror: event to durable record",
      size: null,
      value: Math.round(mirror),
      unit: "events/s",
      ratio,
      ...atLeast(TARGET, "of it", ratio),
    },
  ];
}

async function measureEmpty(events: number): Promise<number> {
  const { sandbox, world } = await openWorld();
  const client = createClient(sandbox.apiUrl);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  await ready;
  let heard = 0;
  const startedMs = performance.now();
  const all = new Promise<void>((resolve) => {
    client.on(Events.Raw, (packet: { t: string }) => {
      if (packet.t === "MESSAGE_CREATE" && ++heard === events) resolve();
    });
  });
  await pour(sandbox, world.channels.general, world.people.members[0], counted(events));
  await all;
  const seconds = (performance.now() - startedMs) / 1_000;
  await client.destroy();
  await sandbox.close();
  return events / seconds;
}

async function measureMirror(events: number): Promise<number> {
  const { sandbox, world } = await openWorld();
  const folder = await mkdtemp(path.join(tmpdir(), "talkback-bench-"));
  const store = await openStore({ url: `sqlite://${path.join(folder, "talkback.sqlite")}` });
  const bot = await startBot({
    store,
    token: sandbox.token,
    api: sandbox.apiUrl,
    log: createLog("fatal"),
    requestsPerSecond: Infinity,
  });
  const article = {
    url: null,
    title: "Bench",
    author: null,
    publishedAt: null,
    publishedZone: null,
    lengthSeconds: null,
  };
  const source = {
    article: { ...article, summary: null, body: "x", statedCommentCount: null, tags: [] },
    comments: [],
  };
  const place = { guildId: world.guildId, channelId: world.channels.articles };
  const posted = await bot.app.articles.submit({ ...place, source, createdBy: null });
  const threadId = posted.article.threadId ?? "";
  const durable = new Promise<void>((resolve) => {
    let left = events;
    bot.app.mirror.onStored(({ commentIds }) => {
      left -= commentIds.length;
      if (left <= 0) resolve();
    });
  });
  const startedMs = performance.now();
  await pour(sandbox, threadId, world.people.members[0], counted(events));
  await durable;
  const seconds = (performance.now() - startedMs) / 1_000;
  const stored = store.catalog.countComments({ articleId: posted.article.id });
  if (stored !== events) throw new Error(`${stored} of ${events} events became comments`);
  await bot.stop();
  await store.close();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
  return events / seconds;
}

async function openWorld(): Promise<{ sandbox: Sandbox; world: SeededWorld }> {
  const sandbox = await startSandbox({ rateLimits: false });
  return { sandbox, world: seedWorld(sandbox) };
}
