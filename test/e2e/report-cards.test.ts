import { ChannelType } from "discord-api-types/v10";
import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { buttonsOf, type House, importPage, newcomers, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

afterEach(() => house.close());

async function open(): Promise<void> {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
}

async function post(content: string, actor: Actor = house.members[0]): Promise<string> {
  const { id } = await actor.post(threadId, content);
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

async function report(actor: Actor, messageId: string, fields: Record<string, string[]> = {}) {
  const { modal } = await actor.runContextMenu(threadId, "Report comment", messageId);
  if (!modal) throw new Error("no modal");
  return actor.submitModal(modal, { reason: ["spam"], note: "see for yourself", ...fields });
}

type Message = ReturnType<Actor["messages"]>[number];

/** The cards in the moderators' channel, oldest first. */
const cards = (): Message[] =>
  house.moderator
    .messages(house.world.channels.moderators)
    .filter((message) => JSON.stringify(message.components).includes("mod-claim:"))
    .toReversed();

async function untilCard(says: string): Promise<Message> {
  return until(`a card that says “${says}”`, () => cards().find((message) => textOf({ message }).includes(says)));
}

const press = (card: Message, label: string, who: Actor = house.moderator) =>
  who.click(house.world.channels.moderators, card.id, buttonsOf({ message: card }).get(label) ?? "");

const direct = (actor: Actor): string[] => {
  const channelId = house.sandbox.world.tables.direct.get(actor.user.id)?.channel_id;
  if (!channelId) return [];
  return house.sandbox.world.messagesOf(channelId).map(({ message }) => textOf({ message }));
};

describe("a report card", () => {
  it("is one for each comment, however many report it, and shows what happened", async () => {
    await open();
    const [, sam, priya] = house.members;
    const id = await post("Buy **my** things");
    await succeed(report(sam, id));
    await succeed(report(priya, id, { reason: ["offtopic"] }));
    const card = await untilCard("2 reports");
    expect(cards().length).toBe(1);
    const text = textOf({ message: card });
    for (const part of ["Aiko", "Buy \\*\\*my\\*\\* things", "Spam", "Off-topic", "Sam", "Priya", "see for yourself"])
      expect(text).toContain(part);
    expect(text).toMatch(/account made <t:\d+:R> · joined <t:\d+:R> · 1 comment · 0 removed/);
    expect(card).toMatchObject({ mentions: [], mention_everyone: false });

    const { modal } = await press(card, "Remove");
    if (!modal) throw new Error("no modal");
    await succeed(house.moderator.submitModal(modal, { reason: "advertising" }));
    const done = await untilCard("Decided");
    expect(cards().length).toBe(1);
    expect(textOf({ message: done })).toContain("Case 1: comment removed, Aiko · by Jonas");
    expect([...buttonsOf({ message: done }).keys()]).toEqual(["Undo case 1", "Claim", "Note", "Watch phrase"]);
    await succeed(press(done, "Undo case 1"));
    await untilCard("taken back by case 2");
    expect(house.members[1].messages(threadId).some(({ content }) => content === "Buy **my** things")).toBe(true);
  });

  it("works after a restart, and is safe when two moderators press at once", async () => {
    await open();
    const id = await post("Look here");
    await succeed(report(house.members[1], id));
    const card = await untilCard("1 report");
    await house.restart();
    const both = await Promise.all([press(card, "Dismiss"), press(card, "Dismiss", house.publisher)]);
    expect(both.filter((outcome) => textOf(outcome).includes("dismissed")).length).toBe(1);
    expect(both.filter((outcome) => textOf(outcome).includes("no open reports")).length).toBe(1);
    await untilCard("Decided");
    expect(house.store.catalog.countCases({ guildId: house.world.guildId })).toBe(1);
    // The reports come back when the dismissal is taken back.
    await succeed(house.moderator.runCommand(threadId, "mod undo", { number: 1 }));
    await untilCard("Reported comment");
    expect(house.store.catalog.countOpenReports(house.world.guildId)).toBe(1);
  });

  it("is claimed by one, who can let it go", async () => {
    await open();
    await succeed(report(house.members[1], await post("Look here")));
    await succeed(press(await untilCard("1 report"), "Claim"));
    const claimed = await untilCard("Jonas looks after it");
    expect(await refused(press(claimed, "Release", house.publisher))).toContain("Jonas looks after that comment");
    await succeed(press(claimed, "Release"));
    await until("it is free", () => cards().every((message) => !textOf({ message }).includes("looks after")));
  });

  it("is posted once where the answer was lost, and comes back when somebody deleted it", async () => {
    await open();
    const [, sam, priya] = house.members;
    const id = await post("Look here");
    const path = new RegExp(`/channels/${house.world.channels.moderators}/messages$`);
    const lost = house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path });
    await succeed(report(sam, id));
    await until("the answer was lost", () => lost.count >= 1);
    await house.restart(async () => lost.remove());
    await until("nothing is left to do", () => house.store.catalog.listOutbox().length === 0);
    expect(cards().length).toBe(1);
    await house.moderator.delete(house.world.channels.moderators, cards()[0]?.id ?? "");
    await succeed(report(priya, id));
    await untilCard("2 reports");
    expect(cards().length).toBe(1);
  });

  it("is a forum post with a tag, where the channel is a forum", async () => {
    await open();
    const { world, publisher, members, moderator } = house;
    const forum = house.sandbox.world.channel(world.channels.forum);
    const available_tags = ["Open", "Done"].map((name, index) => ({
      id: String(700 + index),
      name,
      moderated: false,
      emoji_id: null,
      emoji_name: null,
    }));
    house.sandbox.world.tables.put("channel", forum.id, { ...forum, available_tags });
    await succeed(publisher.runCommand(threadId, "setup", { moderators: forum.id }));
    const id = await post("Look here");
    const lost = house.sandbox.faults.add({
      kind: "lostAnswer",
      method: "POST",
      path: new RegExp(`/channels/${forum.id}/threads$`),
    });
    await succeed(report(members[1], id));
    await until("the answer was lost", () => lost.count >= 1);
    await house.restart(async () => lost.remove());
    const threads = () =>
      [...house.sandbox.world.tables.channel.values()].filter((channel) => channel.parent_id === forum.id);
    const [thread] = await until("the post", () => (threads().length > 0 ? threads() : null));
    expect(thread).toMatchObject({ type: ChannelType.PublicThread, thread: { applied_tags: ["700"] } });
    const card = moderator.messages(thread?.id ?? "").find((message) => textOf({ message }).includes("Look here"));
    await succeed(moderator.click(thread?.id ?? "", card?.id ?? "", `mod-dismiss:${id}`));
    await until("the tag of what is done", () => threads()[0]?.thread?.applied_tags?.includes("701"));
    await until("nothing is left to do", () => house.store.catalog.listOutbox().length === 0);
    expect(threads().length).toBe(1);
  });
});

describe("reports", () => {
  it("are closed by whatever is done to the comment or to its author because of it", async () => {
    await open();
    const { store, members, moderator, world } = house;
    const states = (): string[] =>
      ["upheld", "dismissed", "open"].map((state) =>
        String(store.catalog.countReports({ guildId: world.guildId, state: state as "open" })),
      );
    const [warned, listed, noted] = [await post("one"), await post("two"), await post("three")];
    for (const id of [warned, listed, noted]) await succeed(report(members[1], id));
    await succeed(moderator.runCommand(threadId, "mod warn", { comment: warned, reason: "Stop" }));
    await succeed(moderator.runCommand(threadId, "mod remove", { comment: listed }));
    await succeed(moderator.runCommand(threadId, "mod note", { comment: noted, reason: "Watch them" }));
    expect(states()).toEqual(["2", "0", "1"]);
    for (const says of ["Told by direct message", "comment removed", "note, Aiko"]) await untilCard(says);
    await succeed(moderator.runCommand(threadId, "mod undo", { number: 1 }));
    await untilCard("taken back by case 4");
  });

  it("tell the reporter what became of them, if they like, and once", async () => {
    await open();
    const [, sam, priya] = house.members;
    const id = await post("Look here");
    await succeed(report(sam, id, { tell: ["yes"] }));
    await succeed(report(priya, id));
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await until("the word", () => direct(sam).length === 1);
    expect(direct(sam)[0]).toContain("The moderators agreed");
    expect(direct(priya)).toEqual([]);
  });

  it("can be filed again after an edit, by the same person, and not before", async () => {
    await open();
    const [aiko, sam] = house.members;
    const id = await post("Fine words");
    await succeed(report(sam, id));
    expect(await refused(report(sam, id))).toContain("reported that comment before");
    await succeed(house.moderator.runCommand(threadId, "mod reports"));
    await succeed(press(await untilCard("1 report"), "Dismiss"));
    expect(await refused(report(sam, id))).toContain("reported that comment before");
    await aiko.edit(threadId, id, "Buy my things");
    await until("the edit", async () => (await house.store.get("comment", id))?.text === "Buy my things");
    await succeed(report(sam, id));
    await untilCard("Buy my things");
    expect(house.store.catalog.countOpenReports(house.world.guildId)).toBe(1);
  });

  it("show what was reported, whatever its author makes of it, and nothing of it once that is deleted", async () => {
    await open();
    const [aiko, sam] = house.members;
    const id = await post("Buy my things");
    await succeed(report(sam, id));
    expect(textOf({ message: await untilCard("Buy my things") })).not.toContain("Edited since");
    await aiko.edit(threadId, id, "Fine words");
    const text = textOf({ message: await untilCard("Edited since") });
    expect(text.indexOf("Buy my things")).toBeLessThan(text.indexOf("Fine words"));
    expect(text).toContain("Buy my things");
    await aiko.delete(threadId, id);
    await until(
      "the words are gone",
      () => !cards().some((card) => /Buy my things|Fine words/.test(textOf({ message: card }))),
    );
    expect(cards().length).toBe(1);
  });

  it("of enough different people hold the comment, however many the server asks for", async () => {
    await open();
    const readers = newcomers(house, 6);
    const [first, second] = [await post("one"), await post("two")];
    const state = async (id: string) => (await house.store.get("comment", id))?.state;
    for (const reader of readers.slice(0, 4)) await succeed(report(reader, first));
    expect(await state(first)).toBe("visible");
    await succeed(report(readers[4] as Actor, first));
    expect(await state(first)).toBe("held");
    const held = await untilCard("waiting for a decision");
    expect(textOf({ message: held })).toContain("one");
    await succeed(press(held, "Approve"));
    expect(await state(first)).toBe("visible");

    await succeed(house.publisher.runCommand(threadId, "setup", { hold: "off" }));
    for (const reader of readers) await succeed(report(reader, second));
    expect(await state(second)).toBe("visible");
  });

  it("of people who were often wrong weigh less", async () => {
    await open();
    const readers = newcomers(house, 3);
    await succeed(house.publisher.runCommand(threadId, "setup", { hold: "3" }));
    for (let round = 0; round < 3; round++) {
      const id = await post(`harmless ${round}`);
      await succeed(report(readers[0] as Actor, id));
      await succeed(house.moderator.runCommand(threadId, "mod reports"));
      await succeed(press(await untilCard(`harmless ${round}`), "Dismiss"));
    }
    expect(house.bot.app.reports.weightOf(house.world.guildId, readers[0]?.user.id ?? "")).toBe(0.5);
    const id = await post("the fourth");
    for (const reader of readers) await succeed(report(reader, id));
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible" });
    await succeed(report(house.members[1], id));
    expect(await house.store.get("comment", id)).toMatchObject({ state: "held" });
  });

  it("are all closed with their comment's, however many there are", async () => {
    await open();
    const id = await post("Buy my things");
    await succeed(report(house.members[1], id));
    const card = await untilCard("1 report");
    const [own = ""] = house.store.catalog.listReports({ guildId: house.world.guildId, commentId: id, limit: 1 });
    const first = await house.store.get("report", own);
    if (!first) throw new Error("no report");
    for (let part = 0; part < 3; part++)
      await house.store.update((tx) => {
        for (let index = 0; index < 90; index++) {
          const reporterId = `70000000000000${100 + part * 100 + index}`;
          tx.put("report", `${id}-${reporterId}`, { ...first, reporterId, wantsOutcome: false });
        }
      });
    expect(house.store.catalog.countOpenReports(house.world.guildId)).toBe(271);
    await succeed(press(card, "Dismiss"));
    await until("all are closed", () => house.store.catalog.countOpenReports(house.world.guildId) === 0);
    await until("nothing is left to do", () => house.store.catalog.listOutbox().length === 0);
    const records = { guildId: house.world.guildId, commentId: id, state: "dismissed" as const, limit: 500 };
    expect(house.store.catalog.listReports(records).length).toBe(271);
    await untilCard("Decided");
  });

  it("come in as fast as a person can read, not a hundred a second", async () => {
    await open();
    const [aiko, sam] = house.members;
    const ids: string[] = [];
    for (let index = 0; index < 100; index++) ids.push((await aiko.post(threadId, `comment ${index}`)).id);
    await until("the comments", () => house.store.get("comment", ids.at(-1) ?? ""));
    const outcomes = await Promise.all(ids.map((id) => report(sam, id)));
    const taken = outcomes.filter((outcome) => textOf(outcome).includes("Thank you")).length;
    const told = outcomes.filter((outcome) => textOf(outcome).includes("in a minute")).length;
    expect([taken, told]).toEqual([10, 90]);
    expect(house.store.catalog.countOpenReports(house.world.guildId)).toBe(10);
    await until("a card for each", () => cards().length === 10);
  });
});
