import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { compareSnowflakes } from "#src/domain/snowflake.ts";
import { FIRST_HASH, hashLogEntry } from "#src/domain/log-entry.ts";
import { commentsOf, type House, importPage, openHouse, succeed } from "../support/bot.ts";
import { createLines } from "../support/lines.ts";
import { until } from "../support/sandbox.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JUMPS = [
  ["forward", 5 * HOUR_MS],
  ["back", -5 * HOUR_MS],
] as const;

/** The time that it really is, whatever this machine believes. */
const trueNow = (): number => Math.floor(performance.timeOrigin + performance.now());

let house: House;
let lines: ReturnType<typeof createLines>;
let aheadMs: number;

beforeEach(() => {
  aheadMs = 0;
  vi.spyOn(Date, "now").mockImplementation(() => trueNow() + aheadMs);
  lines = createLines();
});

afterEach(async () => {
  await house.close();
  vi.restoreAllMocks();
});

async function demandChain(guildId: string): Promise<void> {
  const ids = house.store.catalog.listLog({ guildId, limit: 100 });
  let previous = FIRST_HASH;
  for (const entry of await house.store.getMany("log", ids)) {
    if (!entry) throw new Error("a row is missing");
    expect(entry.previousHash).toBe(previous);
    expect(hashLogEntry(entry)).toBe(entry.hash);
    expect(Math.abs(Date.parse(entry.at) - trueNow())).toBeLessThan(HOUR_MS);
    previous = entry.hash;
  }
}

describe("a clock that jumps", () => {
  it.each(JUMPS)("%s by hours changes no order, no time and no count", async (_, jumpMs) => {
    house = await openHouse({ log: lines.log, now: trueNow });
    const threadId = await importPage(house, "Before", [{ author: "wren", text: "Old" }]);
    const earlier = await house.members[0].post(threadId, "before the jump");
    await until("the first", async () => (await house.store.get("thread", threadId))?.checkpoint === earlier.id);
    aheadMs = jumpMs;
    const later = await house.members[1].post(threadId, "after the jump");
    await until("the second", async () => (await house.store.get("thread", threadId))?.checkpoint === later.id);
    await until("the new count", () =>
      JSON.stringify(
        house.sandbox.world.messagesOf(house.world.channels.articles).map(({ message }) => message.components),
      ).includes("3 comments"),
    );
    await importPage(house, "After", [{ author: "wren", text: "Old too" }]);
    const { guildId } = house.world;
    const [newest = "", older = ""] = house.store.catalog.listArticles({ guildId, order: "newest", limit: 2 });
    expect(compareSnowflakes(newest, older)).toBeGreaterThan(0);
    expect((await house.store.get("article", newest))?.title).toBe("After");
    expect((await commentsOf(house, threadId)).map(({ text }) => text)).toEqual([
      "Old",
      "before the jump",
      "after the jump",
    ]);
    await demandChain(guildId);
    expect(lines.of("set it right")).toHaveLength(1);
  });

  it("back by hours does not make requests wait for hours", async () => {
    house = await openHouse({ log: lines.log, now: trueNow, rateLimits: true, bot: { requestsPerSecond: 50 } });
    const threadId = await importPage(house, "Page", []);
    const many = Array.from({ length: 5 }, (_, index) => ({ author: "wren", text: `Number ${index}` }));
    // The webhook's limit is spent, and with it what discord.js remembers of it.
    await importPage(house, "Another", many);
    aheadMs = -5 * HOUR_MS;
    const begunMs = performance.now();
    await importPage(house, "A third", many);
    await house.bot.app.catchUp.readThread(threadId);
    expect(performance.now() - begunMs).toBeLessThan(15_000);
    expect(lines.of("clock was set")).toHaveLength(1);
  }, 40_000);

  it("forward by months erases nothing before its time", async () => {
    house = await openHouse({ log: lines.log, now: trueNow });
    const threadId = await importPage(house, "Page", [{ author: "wren", text: "Old" }]);
    const [old] = await commentsOf(house, threadId);
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: old?.id ?? "" }));
    aheadMs = 90 * DAY_MS;
    expect(await house.bot.app.moderation.eraseExpired()).toBe(0);
    expect(await house.store.get("sealed", old?.id ?? "")).toMatchObject({ comment: { text: "Old" } });
    await succeed(house.moderator.runCommand(threadId, "mod restore", { comment: old?.id ?? "" }));
  });
});
