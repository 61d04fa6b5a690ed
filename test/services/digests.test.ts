import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Digest } from "#src/domain/digest.ts";
import { mintSnowflake } from "#src/domain/snowflake.ts";
import { UserError } from "#src/errors.ts";
import { createLog } from "#src/log.ts";
import { createDigests, type Digests } from "#src/services/digests.ts";
import { createIds } from "#src/services/ids.ts";
import { createOutbox, type Outbox } from "#src/services/outbox.ts";
import { createScheduler, type Scheduler } from "#src/services/scheduler.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";
import { until } from "../support/sandbox.ts";

const NOW = Date.parse("2026-11-23T13:00:00.000Z");
const DAY_MS = 86_400_000;

let folder: string;
let store: Store;
let outbox: Outbox;
let scheduler: Scheduler;
let digests: Digests;
let nowMs: number;
let isMember: boolean;
let failure: "none" | "lost answer" | "unknown channel" | "forbidden";
/** The keys of what stands on Discord. */
let standing: string[];
const PLACE = { channelId: "70", messageId: "71" };
/** How often the outbox was asked for one. */
let jobs: number;

/** Discord as a stranger to nonces: only who looks finds out what was sent. */
function send(key: string): void {
  if (failure === "unknown channel") throw new UserError("unknownChannel", {});
  if (failure === "forbidden") throw new UserError("missingAccess", {});
  standing.push(key);
  if (failure === "lost answer") throw new Error("nobody knows whether it was sent");
}

async function begin(): Promise<void> {
  const log = createLog("silent");
  outbox = createOutbox({ store, log, firstRetryMs: 5 });
  scheduler = createScheduler({ now: () => nowMs, log });
  digests = await createDigests({
    store,
    outbox,
    mirror: { inCommit: () => undefined },
    scheduler,
    port: {
      describeMember: async () => ({ name: "Somebody", isMember, joinedAt: null }),
      findNotice: async ({ key }) => (standing.includes(key) ? PLACE : null),
      findDigest: async ({ key }) => (standing.includes(key) ? PLACE.messageId : null),
      updateDigest: async () => undefined,
      hasChannel: () => true,
      isWiderAudience: () => false,
      mayPost: async () => true,
      mayRead: async () => true,
      missingPermissions: () => [],
      async postDigest({ key }) {
        send(key);
        return PLACE.messageId;
      },
      async sendNotice({ key }) {
        send(key);
        return PLACE;
      },
    },
    access: { places: async () => ["4"] },
    ids: createIds(() => nowMs),
    isLevel: () => true,
    now: () => nowMs,
    log,
  });
}

async function end(): Promise<void> {
  await Promise.allSettled([scheduler.stop(), outbox.stop()]);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-digests-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  await store.update((tx) => tx.put("article", "2", anArticle("2", { threadId: "50" })));
  [nowMs, isMember, failure, standing, jobs] = [NOW, true, "none", [], 0];
  store.onStored("outbox", (_, job) => {
    if (job) jobs++;
  });
  await begin();
});

afterEach(async () => {
  await end();
  await store.close();
  rmSync(folder, { recursive: true });
});

const daily = (channelId: string | null): Promise<Digest> =>
  digests.begin({
    owner: { guildId: "1", memberId: "9", isModerator: true },
    channelId,
    article: null,
    schedule: { weekday: null, hour: 9, zone: "UTC" },
    locale: "en",
  });

let sequence = 0;
function say(): Promise<void> {
  const id = mintSnowflake(nowMs, ++sequence);
  return store.update((tx) => tx.put("comment", id, aComment(id, { createdAt: new Date(nowMs).toISOString() })));
}

/** The process ends, time goes by, another begins. */
async function pass(ms: number): Promise<void> {
  await end();
  nowMs += ms;
  await begin();
  await outbox.resume();
}

const known = async (): Promise<Digest[]> =>
  (await store.getMany("digest", store.catalog.listDigests({ limit: 10 }))).filter((one) => one !== undefined);
const untilQuiet = (): Promise<unknown> =>
  until("all that is due was seen to", async () => {
    const isAhead = (await known()).every((one) => one.ended !== null || Date.parse(one.nextAt) > nowMs);
    return isAhead && store.catalog.listOutbox().length === 0;
  });

describe.each([
  ["by direct message", null],
  ["into a channel", "4"],
])("a digest %s", (_, channelId) => {
  it("is one, however many times were missed, of all that was written meanwhile", async () => {
    await daily(channelId);
    await say();
    await pass(10 * DAY_MS);
    await untilQuiet();
    expect([standing.length, jobs]).toEqual([1, 1]);
    expect((await known())[0]).toMatchObject({ since: "2026-12-03T13:00:00.000Z", nextAt: "2026-12-04T09:00:00.000Z" });
  });

  it("is sent once when its answer was lost and the process ended before the next attempt", async () => {
    await daily(channelId);
    await say();
    failure = "lost answer";
    await pass(DAY_MS);
    await until("it was sent", () => standing.length > 0);
    failure = "none";
    await pass(60_000);
    await untilQuiet();
    expect(standing).toHaveLength(1);
  });

  it("is not sent where nothing is new, and then tells of all that came since", async () => {
    await daily(channelId);
    await pass(DAY_MS);
    await untilQuiet();
    expect(standing).toEqual([]);
    expect((await known())[0]?.since).toBe("2026-11-23T13:00:00.000Z");
    await say();
    await pass(DAY_MS);
    await untilQuiet();
    expect(standing).toHaveLength(1);
  });

  it("is not sent to whoever ended it before it was", async () => {
    const { id } = await daily(channelId);
    await say();
    await digests.end({ guildId: "1", memberId: "9", isModerator: true }, id);
    await pass(DAY_MS);
    await untilQuiet();
    expect([standing.length, jobs]).toEqual([0, 0]);
  });
});

describe("a digest that cannot arrive", () => {
  it("ends when its channel is gone, which its owner is told once", async () => {
    await daily("4");
    await say();
    failure = "unknown channel";
    await pass(DAY_MS);
    await untilQuiet();
    const owner = { guildId: "1", memberId: "9" };
    const ended = digests.untoldEnds(owner);
    expect(ended.map((one) => one.ended)).toEqual(["channelGone"]);
    await digests.noteTold(ended);
    expect(digests.untoldEnds(owner)).toEqual([]);
    expect(await known()).toEqual([]);
  });

  it("stays when it is refused once, and brings all of it the next time", async () => {
    await daily("4");
    await say();
    failure = "forbidden";
    await pass(DAY_MS);
    await untilQuiet();
    failure = "none";
    await pass(DAY_MS);
    await untilQuiet();
    expect(standing).toHaveLength(1);
  });

  it("is forgotten with whoever left the server", async () => {
    await daily(null);
    await say();
    isMember = false;
    await pass(DAY_MS);
    await until("it is forgotten", async () => (await known()).length === 0);
    expect(standing).toEqual([]);
  });
});
