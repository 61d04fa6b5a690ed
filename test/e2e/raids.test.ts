import { OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import type { Raid } from "#src/domain/raid.ts";
import {
  buttonsOf,
  type House,
  importPage,
  newcomers,
  oldTimer,
  openHouse,
  overwrite,
  refused,
  setOverwrites,
  succeed,
  textOf,
} from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
let strangers: Actor[];
/** Where cards are posted. */
let place: string;
/** How far the bot's clock is ahead of the sandbox's. */
let aheadMs: number;

const CALM_MS = 11 * 60_000;
const PITCH =
  "Great post, thanks for sharing! We offer the best web design services at the lowest prices, contact us today for a free quote.";
const REMARKS = [
  "Nice maps",
  "I like it",
  "Where is that?",
  "Which river?",
  "So green",
  "When?",
  "How far is it?",
  "Hm",
];

beforeEach(async () => {
  aheadMs = 0;
  house = await openHouse({ detector: true, bot: { now: () => Date.now() + aheadMs } });
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
  place = house.world.channels.moderators;
  strangers = newcomers(house, REMARKS.length);
});
afterEach(() => house.close());

const idle = () => until("all is done", () => house.store.catalog.listOutbox().length === 0);

/** Each posts in turn; waits until nothing is left to judge or to show. */
async function post(actor: Actor | undefined, content: string): Promise<string> {
  const { id } = (await actor?.post(threadId, content)) ?? { id: "" };
  await until("the comment", () => house.store.get("comment", id));
  await idle();
  return id;
}

/** What is sent at once arrives while slow mode is not on yet. */
async function raid(): Promise<string[]> {
  const sent = [];
  for (const [index, stranger] of strangers.entries()) sent.push(await post(stranger, REMARKS[index] ?? ""));
  return sent;
}

const theRaid = async (): Promise<Raid> => {
  const found = await house.store.get("raid", threadId);
  if (!found) throw new Error("no raid");
  return found;
};
const slowSeconds = (): number => house.sandbox.world.channel(threadId).rate_limit_per_user ?? 0;
const cards = () => house.moderator.messages(place);
const raidCards = () => cards().filter((message) => textOf({ message }).includes("Raid"));
const card = () => {
  const [message] = raidCards();
  if (!message) throw new Error("no card");
  return message;
};
const cardText = (): string => textOf({ message: card() });
const press = (label: string, who: Actor = house.moderator) =>
  who.click(place, card().id, buttonsOf({ message: card() }).get(label) ?? "");
const calmDown = async (): Promise<void> => {
  aheadMs += CALM_MS;
  await house.bot.app.raids.look();
  await idle();
};
const logged = async (): Promise<string[]> => {
  const ids = house.store.catalog.listLog({ guildId: house.world.guildId, limit: 50 });
  const rows = await house.store.getMany("log", ids);
  return rows.flatMap((row) => (row?.action.startsWith("raid") ? [row.action] : []));
};

describe("a raid", () => {
  it("of many new members is slowed down, told on one card, and ends by itself, with the thread as it was", async () => {
    const ids = await raid();
    expect(slowSeconds()).toBe(30);
    expect(await theRaid()).toMatchObject({ kind: "members", commentIds: ids, slow: { state: "on", caseNumber: 1 } });
    expect(raidCards().length).toBe(1);
    for (const part of ["Many new members write at once", "8 comments of 8 members", "Slow mode is on", "case #1"])
      expect(cardText()).toContain(part);
    for (const remark of REMARKS) expect(cardText()).not.toContain(remark);
    const before = cards().length;
    const [late] = house.members;
    const flagged = await post(late, PITCH);
    expect(await house.store.get("screening", flagged)).toMatchObject({ outcome: "open" });
    expect(cards().length).toBe(before);
    // Who has nothing to do with it has a card of their own.
    await post(oldTimer(house, "Ada"), PITCH.replace("design", "hosting"));
    expect(cards().length).toBe(before + 1);
    await house.bot.app.raids.look();
    const status = textOf(await succeed(house.moderator.runCommand(threadId, "detector status")));
    expect(status).toContain("**Raid** <#");
    expect(status).toContain("**Aiko** · Held");

    await calmDown();
    expect(slowSeconds()).toBe(0);
    expect(cardText()).toContain("Raid over");
    expect(cardText()).toContain("Slow mode is as it was before");
    expect(await house.store.get("case", `${house.world.guildId}-3`)).toMatchObject({ action: "slow", undoes: 1 });
    expect(await logged()).toEqual(["raid.begin", "raid.end"]);
    expect(await house.bot.app.raids.running(house.world.guildId)).toEqual([]);
    expect(await house.store.catalog.verify()).toEqual([]);
  });

  it("is ended by a moderator with one click, for an hour, and by nobody else", async () => {
    // Where everybody can press its buttons.
    place = house.world.channels.general;
    await succeed(house.publisher.runCommand(place, "setup", { moderators: place }));
    await raid();
    expect(await refused(press("End: lift slow mode", house.members[1]))).toContain("for moderators");
    expect(await refused(press("Look at them, to remove", house.members[1]))).toContain("for moderators");
    expect(slowSeconds()).toBe(30);
    const label = "End: lift slow mode";
    const pressed = await Promise.all([press(label), press(label)]);
    expect(pressed.filter((outcome) => textOf(outcome).includes("over already")).length).toBe(1);
    await idle();
    expect(slowSeconds()).toBe(0);
    expect(cardText()).toContain(`Ended by ${house.moderator.user.global_name}`);
    await raid();
    expect(slowSeconds()).toBe(0);
    await house.restart();
    await raid();
    expect([slowSeconds(), raidCards().length]).toEqual([0, 1]);
  });

  it("is cleared away by a purge of exactly its comments, which comes back with its undoing", async () => {
    const other = await post(oldTimer(house, "Ada"), "I was here before");
    const ids = await raid();
    const preview = await succeed(press("Look at them, to remove"));
    expect(textOf(preview)).toContain("**8 comments** of **8 people** on **1 article**");
    const [, remove = ""] = [...buttonsOf(preview)].find(([label]) => label.startsWith("Remove 8")) ?? [];
    await succeed(house.moderator.click(place, preview.message?.id ?? "", remove));
    const states = async () => (await house.store.getMany("comment", [...ids, other])).map((one) => one?.state);
    expect(await states()).toEqual([...ids.map(() => "removed"), "visible"]);
    await succeed(house.moderator.runCommand(threadId, "mod undo", { number: 2 }));
    expect(new Set(await states())).toEqual(new Set(["visible"]));
  });

  it("outlives a restart, and what a moderator set meanwhile is left alone", async () => {
    await raid();
    await house.restart();
    expect((await house.bot.app.raids.running(house.world.guildId)).length).toBe(1);
    await succeed(house.moderator.runCommand(threadId, "thread slowmode", { time: "2m" }));
    await calmDown();
    expect(slowSeconds()).toBe(120);
    expect(cardText()).toContain("Somebody changed the slow mode");
  });

  it("is slowed down once, however often the bot crashes while it asks for that", async () => {
    const { faults } = house.sandbox;
    const lost = faults.add({ kind: "hang", method: "PATCH", path: new RegExp(`/channels/${threadId}$`) });
    for (const [index, stranger] of strangers.entries()) await stranger.post(threadId, REMARKS[index] ?? "");
    await until("it is asked for", () => lost.count > 0);
    await house.restart(async () => {
      lost.remove();
      await Promise.resolve();
    });
    await idle();
    expect(slowSeconds()).toBe(30);
    expect(raidCards().length).toBe(1);
    expect(await theRaid()).toMatchObject({ slow: { state: "on", caseNumber: 1 } });
    await calmDown();
    expect(slowSeconds()).toBe(0);
  });

  it("takes over the slow mode of a raid before that could not be put back yet", async () => {
    await raid();
    const { faults } = house.sandbox;
    const down = faults.add({ kind: "status", status: 503, path: new RegExp(`/channels/${threadId}$`) });
    aheadMs += CALM_MS;
    await house.bot.app.raids.look();
    await until("it is asked for", () => down.count > 0);
    aheadMs = 0;
    const first = (await theRaid()).id;
    // Others: those of before have to wait.
    for (const [index, other] of newcomers(house, REMARKS.length).entries())
      await other.post(threadId, REMARKS[index] ?? "");
    await until("the next raid", async () => (await theRaid()).id !== first);
    down.remove();
    await until("all is done", () => house.store.catalog.listOutbox().length === 0, 30_000);
    expect(slowSeconds()).toBe(30);
    await calmDown();
    expect(slowSeconds()).toBe(0);
    expect(house.store.catalog.countCases({ guildId: house.world.guildId, action: "slow" }) % 2).toBe(0);
  });

  it("leaves a slower thread as slow as it is", async () => {
    await succeed(house.moderator.runCommand(threadId, "thread slowmode", { time: "5m" }));
    await raid();
    expect(slowSeconds()).toBe(300);
    expect(cardText()).toContain("a slow mode of its own");
    await calmDown();
    expect(slowSeconds()).toBe(300);
  });

  it("is told of where the thread may not be slowed down, too", async () => {
    const { articles } = house.world.channels;
    const denied = overwrite(house.world.roles.bot, OverwriteType.Role, 0n, P.ManageThreads);
    setOverwrites(house, articles, [denied]);
    await raid();
    expect(slowSeconds()).toBe(0);
    expect(cardText()).toContain("I need the permission Manage Threads");
    await calmDown();
    expect(cardText()).toContain("Raid over");
  });

  it("is only written down where the server wants it so, and not looked for where it does not", async () => {
    await succeed(house.publisher.runCommand(threadId, "detector settings", { log_only: true }));
    await raid();
    expect([slowSeconds(), raidCards().length]).toEqual([0, 0]);
    expect(await logged()).toEqual(["raid.begin"]);
    await calmDown();
    expect(await logged()).toEqual(["raid.begin", "raid.end"]);
    await succeed(house.publisher.runCommand(threadId, "detector settings", { log_only: false, raids: false }));
    await raid();
    expect([slowSeconds(), raidCards().length]).toEqual([0, 0]);
    expect((await logged()).length).toBe(2);
  });
});
