import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageFacts } from "#src/domain/change.ts";
import { mintSnowflake } from "#src/domain/snowflake.ts";
import type { WatchTarget } from "#src/domain/watching.ts";
import { createLog } from "#src/log.ts";
import { createMirror, type Mirror } from "#src/services/mirror.ts";
import { createOutbox, type Outbox } from "#src/services/outbox.ts";
import type { WatchedNews } from "#src/services/ports.ts";
import { loadThreads } from "#src/services/threads.ts";
import { createWatching, type WatchingService } from "#src/services/watching.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { anArticle } from "../support/documents.ts";
import { until } from "../support/sandbox.ts";

const NOW = Date.parse("2026-11-23T13:00:00.000Z");
const AUTHOR = { id: "7", name: "Aiko", avatar: null, isBot: false };
const ON_ARTICLE: WatchTarget = { kind: "article", articleId: "2", name: "Article 2" };

let folder: string;
let store: Store;
let mirror: Mirror;
let outbox: Outbox;
let watching: WatchingService;
let nowMs: number;
/** What was sent, by member. */
let sent: Map<string, WatchedNews[]>;
const PLACE = { channelId: "70", messageId: "71" };
/** Members whose messages fail, and how. */
let failing: Map<string, "closed" | "error" | "hang" | "lost answer">;
let hanging: PromiseWithResolvers<void>;

/** A process that begins on the store as it is. */
async function begin(): Promise<void> {
  const log = createLog("silent");
  mirror = createMirror({ store, threads: await loadThreads(store), now: () => nowMs });
  outbox = createOutbox({ store, log, firstRetryMs: 5 });
  watching = await createWatching({
    store,
    mirror,
    outbox,
    port: {
      describeMember: async () => ({ name: "Somebody", isMember: true, joinedAt: null }),
      findNotice: async ({ memberId, key }) => ((sent.get(`${memberId} ${key}`) ?? []).length > 0 ? PLACE : null),
      async sendNotice({ memberId, key }, notice) {
        const failure = failing.get(memberId);
        if (failure === "closed") return "closed";
        if (failure === "hang") await hanging.promise;
        if (failure === "error") throw new Error("Discord is down");
        if (notice.kind !== "watched") throw new Error("another notice");
        for (const name of [memberId, `${memberId} ${key}`]) sent.set(name, [...(sent.get(name) ?? []), notice.news]);
        if (failure === "lost answer") throw new Error("nobody knows whether it was sent");
        return PLACE;
      },
    },
    access: { mayRead: async () => true },
    now: () => nowMs,
    log,
    pace: { gatherMs: 0, minuteMs: 60_000 },
  });
}

async function end(): Promise<void> {
  watching.close();
  await outbox.stop();
  await mirror.drain();
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-watching-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  const thread = { parentChannelId: "4", name: "Thread", isArchived: false, isLocked: false };
  const place = { v: 1, id: "50", guildId: "1", articleId: "2", checkpoint: null, deletedAt: null } as const;
  await store.update((tx) => {
    tx.put("article", "2", anArticle("2", { threadId: "50" }));
    tx.put("thread", "50", { ...place, ...thread });
  });
  [nowMs, sent, failing, hanging] = [NOW, new Map(), new Map(), Promise.withResolvers()];
  await begin();
});

afterEach(async () => {
  await end();
  await store.close();
  rmSync(folder, { recursive: true });
});

let sequence = 0;
function post(text: string, change: Partial<MessageFacts> & { readAt?: number | null } = {}): Promise<unknown> {
  const { readAt = null, ...said } = change;
  const id = mintSnowflake(nowMs, ++sequence);
  const createdAt = new Date(nowMs).toISOString();
  const facts = { attachments: [], replyTo: null, createdAt, editedAt: null, reactions: null, isOwn: false };
  const message = { id, threadId: "50", author: AUTHOR, text, ...facts, ...said };
  return mirror.apply({ kind: "shown", threadId: "50", message, readAt });
}

const watch = (memberId: string, target: WatchTarget = ON_ARTICLE) =>
  watching.add({ guildId: "1", memberId, locale: "en" }, target);
const textsFor = (memberId: string): string[][] =>
  (sent.get(memberId) ?? []).map(({ comments }) => comments.map(({ comment }) => comment.text));
const untilQuiet = (): Promise<unknown> =>
  until("nothing is to be told any more", () => store.catalog.listOutbox().length === 0);

describe("new comments", () => {
  it("reach each of a thousand who watch, once", async () => {
    const members = Array.from({ length: 1_000 }, (_, at) => String(1_000 + at));
    for (const memberId of members) await watch(memberId);
    await Promise.all([post("one"), post("two"), post("three")]);
    await untilQuiet();
    const told = members.map((memberId) => textsFor(memberId).flat().toSorted().join());
    expect(new Set(told)).toEqual(new Set(["one,three,two"]));
  }, 30_000);

  it("reach each once when the process ends in the middle of writing down whom they concern", async () => {
    const members = Array.from({ length: 400 }, (_, at) => String(1_000 + at));
    for (const memberId of members) await watch(memberId);
    let commits = 0;
    const unlisten = store.onStored("outbox", (id, job) => {
      if (id === "match-50" && job?.kind === "match-watches" && job.matching !== null && ++commits === 1)
        void outbox.stop();
    });
    await post("one");
    await until("it is in the middle", () => commits > 0);
    unlisten();
    await end();
    expect(await store.get("outbox", "match-50")).toMatchObject({ matching: { after: expect.any(String) } });
    await begin();
    for (const id of store.catalog.listOutbox()) {
      const job = await store.get("outbox", id);
      if (job?.kind === "tell-watcher") await outbox.run(job);
    }
    await outbox.resume();
    await untilQuiet();
    expect(members.filter((memberId) => textsFor(memberId).length !== 1)).toEqual([]);
  }, 30_000);

  it("are no news when they are older than a day, edited, imported, or said before", async () => {
    await watch("1");
    const old = new Date(nowMs - 25 * 3_600_000).toISOString();
    await post("a flood of the past", { createdAt: old, readAt: mirror.moment() });
    await post("while we were away", { createdAt: new Date(nowMs - 3_600_000).toISOString(), readAt: mirror.moment() });
    await untilQuiet();
    nowMs += 3_600_000;
    const id = mintSnowflake(NOW, 9_000);
    await post("first", { id });
    await untilQuiet();
    nowMs += 3_600_000;
    await post("edited", { id, editedAt: new Date(nowMs).toISOString() });
    await untilQuiet();
    expect(textsFor("1")).toEqual([["while we were away"], ["first"]]);
  });

  it("wait until the pace allows, also over a restart, and come together", async () => {
    await watch("1");
    await post("one");
    await untilQuiet();
    await post("two");
    await until("it is known whom it concerns", async () => (await store.get("outbox", "match-50")) === undefined);
    await end();
    nowMs += 10 * 60_000;
    await begin();
    await outbox.resume();
    await post("three");
    await until("it is known whom it concerns", () => !store.catalog.listOutbox().includes("match-50"));
    expect(textsFor("1")).toEqual([["one"]]);
    await end();
    nowMs += 5 * 60_000;
    await begin();
    await outbox.resume();
    await untilQuiet();
    expect(textsFor("1")).toEqual([["one"], ["two", "three"]]);
  });
});

describe("one whose message fails", () => {
  it("keeps nobody else waiting, and is told in the end", async () => {
    for (const memberId of ["1", "2", "3"]) await watch(memberId);
    failing.set("1", "error").set("2", "hang");
    await post("one");
    await until("the others are told", () => textsFor("3").length === 1);
    failing.delete("1");
    await until("it is tried again", () => textsFor("1").length === 1);
    hanging.resolve();
    await untilQuiet();
    expect(textsFor("2")).toEqual([["one"]]);
  });

  it("is told once where only the answer was lost", async () => {
    await watch("1");
    failing.set("1", "lost answer");
    await post("one");
    await untilQuiet();
    expect(textsFor("1")).toEqual([["one"]]);
  });

  it("is given up after a day, and the next comments are told", async () => {
    await watch("1");
    failing.set("1", "error");
    await post("one");
    await until("it was tried", async () => {
      const job = await store.get("outbox", "tell-1-1");
      return job?.kind === "tell-watcher" && job.sending !== null;
    });
    nowMs += 25 * 3_600_000;
    await untilQuiet();
    failing.clear();
    await post("two");
    await untilQuiet();
    expect(textsFor("1")).toEqual([["two"]]);
  });

  it("pauses who takes no messages: nothing is gathered for them", async () => {
    await watch("1");
    failing.set("1", "closed");
    await post("one");
    await until("it is noticed", () => watching.hasUntoldPause({ guildId: "1", memberId: "1" }));
    failing.clear();
    await post("two");
    await untilQuiet();
    await watching.resume({ guildId: "1", memberId: "1" });
    await post("three");
    await untilQuiet();
    expect(textsFor("1")).toEqual([["three"]]);
  });
});
