import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FaultHandle } from "#sandbox/faults/types.ts";
import { changeThread } from "#sandbox/world/threads.ts";
import { snowflakeTime } from "#src/domain/snowflake.ts";
import { type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

const DAY_MS = 86_400_000;
let house: House;
let threadId: string;
/** How far the bot's clock is ahead of the sandbox's. */
let aheadMs: number;
/** Where the bot's clock stands still. */
let stillMs: number | null;
const now = (): number => stillMs ?? Date.now() + aheadMs;

beforeEach(async () => {
  aheadMs = 0;
  stillMs = null;
  house = await openHouse({ bot: { now } });
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
});
afterEach(() => house.close());

const guildId = (): string => house.world.guildId;
const channel = () => house.sandbox.world.channel(threadId);
const isClosed = (): boolean => channel().thread?.locked === true && channel().thread?.archived === true;
const caseCount = (): number => house.store.catalog.countCases({ guildId: guildId() });
const setup = (days: number) =>
  succeed(house.publisher.runCommand(house.world.channels.general, "setup", { "close-after": days }));
const thread = (name: string, options: Record<string, string | number> = {}) =>
  house.moderator.runCommand(threadId, `thread ${name}`, options);
const caughtUp = () => until("caught up", () => house.bot.app.catchUp.state().status === "done");
const look = async (): Promise<void> => {
  await caughtUp();
  await house.bot.app.quietClosing.look();
};
async function post(content: string): Promise<string> {
  const { id } = await house.members[0].post(threadId, content);
  await until("the comment", () => house.store.get("comment", id));
  return id;
}
const said = (): string[] =>
  house.sandbox.world
    .messagesOf(threadId)
    .filter(({ message }) => message.author.id === house.bot.identity.botId && !message.webhook_id)
    .map(({ message }) => textOf({ message }));

describe("a quiet thread", () => {
  it("stays open unless the server says otherwise, then is closed, is a case, and can be opened again", async () => {
    aheadMs = 100 * DAY_MS;
    await look();
    expect(isClosed()).toBe(false);
    aheadMs = 0;
    expect(textOf(await setup(14))).toContain("nobody writes for 14 days");
    aheadMs = 13.9 * DAY_MS;
    await look();
    expect(isClosed()).toBe(false);
    aheadMs = 14.1 * DAY_MS;
    await look();
    expect(isClosed()).toBe(true);
    expect(said().at(-1)).toContain("Nobody has written here for 14 days");
    const record = await house.store.get("case", `${guildId()}-1`);
    expect(record).toMatchObject({ action: "close", reason: "14 quiet days", actorName: "Talkback" });

    await succeed(house.moderator.runCommand(threadId, "mod undo", { number: 1 }));
    expect(isClosed()).toBe(false);
    await look();
    expect([isClosed(), caseCount()]).toEqual([false, 2]);
  });

  it("is not closed again behind the back of whoever opened it by hand", async () => {
    await setup(2);
    aheadMs = 3 * DAY_MS;
    await look();
    expect(isClosed()).toBe(true);
    changeThread(house.sandbox.world, channel(), house.world.people.moderator, { archived: false, locked: false });
    await until("the bot knows", async () => (await house.store.get("thread", threadId))?.isLocked === false);
    await look();
    expect([isClosed(), caseCount()]).toEqual([false, 1]);
    aheadMs += 2.5 * DAY_MS;
    await look();
    expect([isClosed(), caseCount()]).toEqual([true, 2]);
  });

  it("counts from the last comment, whatever the article says goes before the server, and a locked one is left alone", async () => {
    await setup(2);
    const said = textOf(await succeed(thread("close-after", { days: 5 })));
    expect(said).toContain("“The page” is closed once nobody has written for 5 days");
    expect(await refused(thread("close-after", { days: 5 }))).toContain("so already");
    aheadMs = 3 * DAY_MS;
    await look();
    expect(isClosed()).toBe(false);
    await succeed(thread("close-after", { days: 0 }));
    aheadMs = 300 * DAY_MS;
    await look();
    expect(isClosed()).toBe(false);
    expect(textOf(await succeed(thread("close-after")))).toContain("follows the server: closed after 2 days");
    aheadMs = 0;
    await succeed(thread("lock", { reason: "By us" }));
    aheadMs = 300 * DAY_MS;
    await look();
    expect([channel().thread?.archived, caseCount()]).toEqual([false, 1]);
    const rows = await house.store.getMany(
      "log",
      house.store.catalog.listLog({ guildId: guildId(), action: "thread.quiet", limit: 9 }),
    );
    expect(rows.map((row) => row && "after" in row && row.after)).toEqual([
      { quietDays: 5 },
      { quietDays: 0 },
      { quietDays: null },
    ]);
  });

  it("stays open when somebody writes just before it is closed", async () => {
    await setup(2);
    aheadMs = 3 * DAY_MS;
    // The comment exists on Discord, but the bot has not heard of it yet.
    const late = house.sandbox.faults.add({ kind: "delay", event: /^MESSAGE_CREATE$/, milliseconds: 60_000, times: 1 });
    const { id } = await house.members[0].post(threadId, "One more thing");
    await look();
    expect([channel().thread?.locked, channel().thread?.archived, caseCount()]).toEqual([false, false, 0]);
    expect(said().filter((text) => text.includes("closed"))).toEqual([]);
    late.remove();
    await until("the comment", () => house.store.get("comment", id));
    expect(house.store.catalog.listOutbox()).toEqual([]);
  });

  it("is opened again for a comment that came between the look and the lock", async () => {
    await setup(2);
    aheadMs = 3 * DAY_MS;
    const hang = house.sandbox.faults.add({ kind: "hang", method: "PATCH", path: /^\/channels\/\d+$/, times: 1 });
    const looking = look();
    await until("it is about to be locked", () => hang.count === 1);
    await house.members[0].post(threadId, "Wait!");
    // The request goes again, and locks a thread that is not quiet any more.
    hang.remove();
    await looking;
    expect([channel().thread?.locked, channel().thread?.archived, caseCount()]).toEqual([false, false, 0]);
    expect(said().filter((text) => text.includes("closed"))).toEqual([]);
  });

  it("is closed after what was missed is read, when it was due while the bot was away", async () => {
    await setup(2);
    const other = await importPage(house, "Another page", [{ author: "wren", text: "Old" }]);
    await post("A comment");
    const stuck = { kind: "hang", method: "GET", path: new RegExp(`^/channels/${threadId}/messages$`) } as const;
    let hang: FaultHandle | undefined;
    await house.restart(async () => {
      hang = house.sandbox.faults.add(stuck);
      const { id } = await house.members[0].post(threadId, "Written while it was away");
      stillMs = snowflakeTime(id) + 2 * DAY_MS - 1;
    });
    // Nothing is asked of a thread that is not read yet.
    await house.bot.app.quietClosing.look();
    hang?.remove();
    await look();
    expect(channel().thread?.locked).toBe(false);
    expect(house.sandbox.world.channel(other).thread?.locked).toBe(true);
  });

  it("is not told of it when it is archived, and is closed once after a crash", async () => {
    await setup(2);
    changeThread(house.sandbox.world, channel(), house.world.people.moderator, { archived: true });
    aheadMs = 3 * DAY_MS;
    const before = said().length;
    const broken = house.sandbox.faults.add({ kind: "lostAnswer", method: "PATCH", path: /^\/channels\/\d+$/ });
    await look();
    expect(broken.count).toBeGreaterThan(0);
    await house.restart(async () => broken.remove());
    await until("the case", () => caseCount() === 1);
    await until("the end", () => house.store.catalog.listOutbox().length === 0);
    await look();
    expect([isClosed(), said().length, caseCount()]).toEqual([true, before, 1]);
  });
});
