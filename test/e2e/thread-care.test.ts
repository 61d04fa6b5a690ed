import { PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { changeMember } from "#sandbox/world/members.ts";
import { presentChannel } from "#sandbox/world/present.ts";
import { changeThread } from "#sandbox/world/threads.ts";
import type { Case } from "#src/domain/case.ts";
import { buttonsOf, commentsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
});
afterEach(() => house.close());

type Options = Record<string, string | number | boolean>;
const guildId = (): string => house.world.guildId;
const thread = (name: string, options: Options = {}, who: Actor = house.moderator, where: string = threadId) =>
  who.runCommand(where, `thread ${name}`, options);
const undo = (number: number) => house.moderator.runCommand(threadId, "mod undo", { number });
const caseOf = async (number: number): Promise<Case | undefined> => house.store.get("case", `${guildId()}-${number}`);
const caseCount = (): number => house.store.catalog.countCases({ guildId: guildId() });
const channel = () => house.sandbox.world.channel(threadId);
const stand = () => ({
  locked: channel().thread?.locked,
  archived: channel().thread?.archived,
  slow: channel().rate_limit_per_user,
});
const OPEN = { locked: false, archived: false, slow: 0 };
const byHand = (change: { locked?: boolean; archived?: boolean }) =>
  changeThread(house.sandbox.world, channel(), house.world.people.moderator, change);

/** What Talkback said in the thread, without the starter. */
const said = (): string[] =>
  house.sandbox.world
    .messagesOf(threadId)
    .map(({ message }) => message)
    .filter(({ author, webhook_id }) => author.id === house.bot.identity.botId && !webhook_id)
    .map((message) => textOf({ message }))
    .filter((text) => text !== "");

describe("locking, slowing and closing a thread", () => {
  it("happens on Discord, is said in the thread, is a case, a row of the log, and can be undone", async () => {
    const locked = await succeed(thread("lock", { reason: "Too heated" }));
    expect(textOf(locked)).toContain("Case 1: the thread of “The page” was locked.");
    expect(stand()).toEqual({ ...OPEN, locked: true });
    expect(said()).toEqual([expect.stringContaining("This discussion is locked")]);
    expect(await caseOf(1)).toMatchObject({
      action: "lock",
      reason: "Too heated",
      targetName: "The page",
      thread: { threadId, before: { isLocked: false }, after: { isLocked: true }, announced: "yes" },
    });
    const [row] = await house.store.getMany(
      "log",
      house.store.catalog.listLog({ guildId: guildId(), action: "thread.lock", limit: 1 }),
    );
    expect(row).toMatchObject({ targetId: threadId, caseNumber: 1, reason: "Too heated", after: { isLocked: true } });
    expect(await refused(thread("lock"))).toContain("locked already");

    const [, button = ""] = [...buttonsOf(locked)].find(([label]) => label.startsWith("Undo")) ?? [];
    const back = await succeed(house.moderator.click(threadId, locked.message?.id ?? "", button));
    expect(textOf(back)).toContain("was unlocked");
    expect(stand()).toEqual(OPEN);
    expect(said().at(-1)).toContain("unlocked");
    expect(await caseOf(1)).toMatchObject({ undoneBy: 2 });
    expect(await refused(undo(1))).toContain("taken back before");
    expect((await commentsOf(house, threadId)).map(({ text }) => text)).toEqual(["An old comment"]);
  });

  it("sets a slow mode, and its undoing brings back the one before", async () => {
    await succeed(thread("slowmode", { time: "5m", announce: false }));
    const changed = textOf(await succeed(thread("slowmode", { time: "1h 30m" })));
    expect(changed).toContain("Slow mode: 1 hour, 30 minutes (before: 5 minutes)");
    expect(stand().slow).toBe(5_400);
    expect(said()).toEqual([expect.stringContaining("every 1 hour, 30 minutes")]);
    await succeed(undo(2));
    expect(stand().slow).toBe(300);
    expect(await refused(thread("slowmode", { time: "5 min" }))).toContain("just this slow mode");
    expect(await refused(undo(2))).toContain("taken back before");
    await succeed(thread("slowmode", { time: "off" }));
    expect(await refused(undo(3))).toContain("somebody has changed the thread since");
    expect(await refused(thread("slowmode", { time: `${"😀".repeat(900)} *x*` }))).toContain("no time I can use");
    const times = await house.moderator.autocomplete(threadId, "thread slowmode", { time: "90m" }, "time");
    expect(times[0]).toMatchObject({ name: "1 hour, 30 minutes", value: "5400" });
  });

  it("leaves an archived thread archived, and closes and opens one from elsewhere", async () => {
    byHand({ archived: true });
    await succeed(thread("lock", {}, house.moderator, threadId));
    expect(stand()).toEqual({ ...OPEN, locked: true, archived: true });
    expect(said().length).toBe(1);
    await succeed(undo(1));
    expect(stand()).toEqual({ ...OPEN, archived: true });
    byHand({ archived: false });
    const { general } = house.world.channels;
    const [choice] = await house.moderator.autocomplete(general, "thread close", { article: "The" }, "article");
    await succeed(thread("close", { article: String(choice?.value) }, house.moderator, general));
    expect(stand()).toEqual({ locked: true, archived: true, slow: 0 });
    expect(await refused(thread("close"))).toContain("closed already");
    await succeed(undo(3));
    expect(stand()).toEqual(OPEN);
    expect(await refused(thread("open"))).toContain("open already");
    expect(await refused(thread("lock", {}, house.moderator, general))).toContain("no article's thread");
    expect(await refused(thread("lock", { article: "123" }, house.moderator, general))).toContain("no such article");
  });

  it("is mirrored and left alone when somebody does it by hand", async () => {
    byHand({ locked: true });
    await until("the lock", async () => (await house.store.get("thread", threadId))?.isLocked);
    expect(await refused(thread("lock"))).toContain("locked already");
    await succeed(thread("unlock"));
    byHand({ locked: true });
    expect(await refused(undo(1))).toContain("somebody has changed the thread since");
    expect([stand().locked, caseCount()]).toEqual([true, 1]);
  });

  it("is done once by two moderators at once", async () => {
    const both = await Promise.all([thread("lock"), thread("lock", {}, house.publisher)]);
    expect(both.filter((outcome) => textOf(outcome).includes("was locked")).length).toBe(1);
    expect([caseCount(), said().length]).toEqual([1, 1]);
  });
});

describe("rights over threads", () => {
  it("are asked of whoever orders it, in that channel", async () => {
    const { world, sandbox } = house;
    const { general } = world.channels;
    await succeed(thread("slowmode", { time: "5s" }));
    const parentId = channel().parent_id ?? "";
    const parent = sandbox.world.channel(parentId);
    const deny = { id: world.roles.moderator, type: 0, allow: "0", deny: String(PermissionFlagsBits.ManageThreads) };
    const closed = { ...parent, permission_overwrites: [...parent.permission_overwrites, deny] };
    sandbox.world.tables.put("channel", parentId, closed);
    sandbox.world.dispatch({ t: "CHANNEL_UPDATE", d: presentChannel(closed), guildId: guildId(), channelId: parentId });
    const [choice] = await house.moderator.autocomplete(general, "thread lock", { article: "The" }, "article");
    const article = String(choice?.value);
    // Discord lets them use it elsewhere; what counts is the channel of the thread.
    const away = (name: string, options: Options = {}) =>
      thread(name, { article, ...options }, house.moderator, general);
    await until("the bot knows", async () => textOf(await away("unlock")).includes("Manage Threads"));
    expect(await refused(away("lock"))).toContain("which you do not have");
    expect(await refused(away("close-after", { days: 3 }))).toContain("Manage Threads");
    expect(await refused(house.moderator.runCommand(general, "mod undo", { number: 1 }))).toContain("Manage Threads");
    expect([stand(), caseCount()]).toEqual([{ ...OPEN, slow: 5 }, 1]);
  });

  it("are asked of the bot, which names what it lacks", async () => {
    const { world, sandbox, bot } = house;
    const me = { guildId: guildId(), userId: world.people.publisher, targetId: bot.identity.botId };
    changeMember(sandbox.world, me, { roles: [] });
    await until("the bot knows", async () => textOf(await thread("lock")).includes("I lack"));
    expect(await refused(thread("lock"))).toMatch(/I lack: \*\*Manage Threads\*\*/);
    expect([stand(), caseCount(), house.store.catalog.listOutbox()]).toEqual([OPEN, 0, []]);
  });

  it("that turn out to be missing leave the thread as it stood, and no case", async () => {
    byHand({ archived: true });
    // Opening it is allowed, what was asked is not.
    const no = house.sandbox.faults.add({
      kind: "missingPermission",
      method: "POST",
      path: new RegExp(`^/channels/${threadId}/messages$`),
      times: 1,
    });
    const told = textOf(await succeed(thread("lock")));
    expect([no.count, told.includes("could not be told")]).toEqual([1, true]);
    expect(stand()).toEqual({ ...OPEN, locked: true, archived: true });
    house.sandbox.faults.add({ kind: "missingPermission", method: "PATCH", times: 1 });
    expect(await refused(thread("unlock"))).toContain("Manage Threads");
    expect([stand().archived, stand().locked, caseCount()]).toEqual([true, true, 1]);
    expect(house.store.catalog.listOutbox()).toEqual([]);
  });
});

describe("a crash in the middle", () => {
  it.each([
    ["before it is said", "status"],
    ["after it was said", "lostAnswer"],
  ] as const)("%s is finished after the start, once", async (_, kind) => {
    byHand({ archived: true });
    const path = new RegExp(`^/channels/${threadId}/messages$`);
    const fault = kind === "status" ? { kind, status: 503 } : { kind };
    const broken = house.sandbox.faults.add({ ...fault, method: "POST", path });
    expect(await refused(thread("lock", { reason: "Enough" }))).toContain("did not answer");
    expect(stand()).toEqual({ ...OPEN, locked: true });
    expect(caseCount()).toBe(0);
    await house.restart(async () => broken.remove());
    await until("the case", () => caseCount() === 1);
    await until("the end", () => house.store.catalog.listOutbox().length === 0);
    expect(stand()).toEqual({ ...OPEN, locked: true, archived: true });
    expect(said().length).toBe(1);
    expect(await caseOf(1)).toMatchObject({ action: "lock", reason: "Enough" });
  });
});
