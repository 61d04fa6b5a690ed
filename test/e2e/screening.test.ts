import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { buttonsOf, type House, importPage, oldTimer, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

afterEach(() => house.close());

async function open(): Promise<void> {
  house = await openHouse({ detector: true });
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
}

const ADVERTISEMENT =
  "Great post, thanks for sharing! We offer the best web design services, visit our website https://cheap-sites.example.com for offers.";
/** A newcomer's, with no link: suspicious, but no more than its text. */
const PITCH =
  "Great post, thanks for sharing! We offer the best web design services at the lowest prices, contact us today for a free quote.";
const QUESTION = "In the second step the plot stays empty for me. Which version of the library did you use?";

type Message = ReturnType<Actor["messages"]>[number];

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

/** Posts and waits until nothing is left to judge or to show. */
async function post(content: string, actor: Actor = house.members[0]): Promise<string> {
  const { id } = await actor.post(threadId, content);
  await until("the comment", () => house.store.get("comment", id));
  await until("all is judged", () => house.store.catalog.listOutbox().length === 0);
  return id;
}

describe("the detector on live comments", () => {
  it("holds a newcomer's advertisement, with one card, a case of its own, and a way back", async () => {
    await open();
    const id = await post(ADVERTISEMENT);
    expect(await house.store.get("comment", id)).toMatchObject({ state: "held", text: "" });
    const card = await untilCard("Comment held back");
    const text = textOf({ message: card });
    expect(cards().length).toBe(1);
    for (const part of ["The detector says", "first link here", "cheap-sites.example.com", "by Talkback"])
      expect(text).toContain(part);
    await succeed(press(card, "Approve"));
    await untilCard("Decided");
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible", text: ADVERTISEMENT });
    expect(await house.store.get("screening", id)).toMatchObject({ verdict: "hold", outcome: "reversed" });
  });

  it("only flags what would not come back whole: a comment with files of which there are no copies", async () => {
    await open();
    const files = [{ name: "offer.txt", data: new TextEncoder().encode("An offer") }];
    const { id } = await house.members[0].post(threadId, { content: ADVERTISEMENT, files });
    await untilCard("The detector flagged a comment");
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible" });
    expect(await house.store.get("screening", id)).toMatchObject({ verdict: "flag" });
  });

  it("shows a flagged comment where it stands, and counts what moderators make of its verdicts", async () => {
    await open();
    const [ada, ben] = [oldTimer(house, "Ada"), oldTimer(house, "Ben")];
    const first = await post(PITCH, ada);
    expect(await house.store.get("comment", first)).toMatchObject({ state: "visible" });
    const card = await untilCard("The detector flagged a comment");
    expect(textOf({ message: card })).toContain("Reads like advertising left under articles: “");
    await succeed(press(card, "Dismiss"));
    await untilCard("Decided");

    const second = await post(PITCH.replace("design", "hosting"), ben);
    const { modal } = await press(await untilCard("The detector flagged a comment"), "Remove");
    if (!modal) throw new Error("no modal");
    const removal = await succeed(house.moderator.submitModal(modal, { reason: "advertising" }));
    expect([...buttonsOf(removal).keys()]).toEqual(["Restore", "Watch phrase"]);
    expect(await house.store.get("screening", first)).toMatchObject({ verdict: "flag", outcome: "reversed" });
    expect(await house.store.get("screening", second)).toMatchObject({ verdict: "flag", outcome: "confirmed" });
    const status = textOf(await succeed(house.moderator.runCommand(threadId, "detector status")));
    expect(status).toContain("**Flagged** 2: 1 confirmed by moderators, 1 reversed, 0 not decided");
    expect(status).toContain("**50%** of 2");
    // Taking the decisions back takes them out of the record, or turns them over.
    await succeed(house.moderator.runCommand(threadId, "mod undo", { number: 1 }));
    await succeed(house.moderator.runCommand(threadId, "mod undo", { number: 2 }));
    expect(await house.store.get("screening", first)).toMatchObject({ outcome: "open" });
    expect(await house.store.get("screening", second)).toMatchObject({ outcome: "reversed" });
  });

  it("leaves a comment alone that moderators let stand, whatever AutoMod says of it later", async () => {
    await open();
    const id = await post(PITCH, oldTimer(house, "Ada"));
    await succeed(press(await untilCard("The detector flagged a comment"), "Dismiss"));
    const { autoMod } = house.bot.app;
    const about = { guildId: house.world.guildId, ruleId: "1", trigger: "spam" };
    await autoMod.note({ ...about, channelId: threadId, messageId: id });
    await until("it is judged again", () => house.store.catalog.listOutbox().length === 0);
    expect(await house.store.get("screening", id)).toMatchObject({ verdict: "flag", outcome: "reversed" });
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible" });
  });

  it("is borne out by a purge, and proved wrong when that is undone", async () => {
    await open();
    const ada = oldTimer(house, "Ada");
    const ids = [await post(PITCH, ada), await post(PITCH.replace("design", "hosting"), ada)];
    const preview = await succeed(house.moderator.runCommand(threadId, "mod purge", { member: ada.user.id }));
    const [, remove = ""] = [...buttonsOf(preview)].find(([label]) => label.startsWith("Remove 2")) ?? [];
    await succeed(house.moderator.click(threadId, preview.message?.id ?? "", remove));
    const outcomes = async () => (await house.store.getMany("screening", ids)).map((found) => found?.outcome);
    await until("both are confirmed", async () => (await outcomes()).every((outcome) => outcome === "confirmed"));
    await succeed(house.moderator.runCommand(threadId, "mod undo", { number: 1 }));
    await until("both are reversed", async () => (await outcomes()).every((outcome) => outcome === "reversed"));
  });

  it("only writes down what it would do, where the server wants it so", async () => {
    await open();
    await succeed(house.publisher.runCommand(threadId, "detector settings", { log_only: true }));
    const id = await post(ADVERTISEMENT);
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible" });
    expect(await house.store.get("screening", id)).toMatchObject({ verdict: "hold", isLogOnly: true });
    expect(cards()).toEqual([]);
    const log = textOf(await succeed(house.moderator.runCommand(threadId, "mod log", { action: "comment.flag" })));
    expect(log).toContain("comment flagged by the detector");
  });

  it("says what it noted of a comment that it let pass, where a moderator looks at it", async () => {
    await open();
    const id = await post("I wrote more on this: https://example.net/more", oldTimer(house, "Ada"));
    expect(await house.store.get("screening", id)).toMatchObject({ verdict: "pass" });
    const view = await succeed(house.moderator.runContextMenu(threadId, "Moderate comment", id));
    expect(textOf(view)).toContain("**The detector says**\n- The author's first link here: example.net");
    expect(cards()).toEqual([]);
  });

  it("lets moderators and members with the trusted role pass", async () => {
    await open();
    const byModerator = await post(ADVERTISEMENT, house.moderator);
    const role = house.world.roles.moderator;
    await succeed(house.publisher.runCommand(threadId, "detector settings", { trusted: role }));
    expect(await house.store.get("screening", byModerator)).toMatchObject({ verdict: "pass" });
    expect(await house.store.get("comment", byModerator)).toMatchObject({ state: "visible" });
    const everyone = { trusted: house.world.guildId };
    expect(await refused(house.publisher.runCommand(threadId, "detector settings", everyone))).toContain("Everybody");
  });

  it("judges an edit, and says that the comment was approved before", async () => {
    await open();
    const [aiko, sam] = [oldTimer(house, "Ada"), oldTimer(house, "Ben")];
    const id = await post(PITCH, aiko);
    await succeed(press(await untilCard("The detector flagged a comment"), "Dismiss"));
    await untilCard("Decided");
    await aiko.edit(threadId, id, ADVERTISEMENT);
    await until("it is judged anew", async () => (await house.store.get("screening", id))?.editedAt);
    await until("all is done", () => house.store.catalog.listOutbox().length === 0);
    const again = textOf({ message: await untilCard("Comment held back") });
    expect(again).toContain("Changed after a moderator approved it");
    const harmless = await post(QUESTION, sam);
    await sam.edit(threadId, harmless, ADVERTISEMENT);
    await until("it is held", async () => (await house.store.get("comment", harmless))?.state === "held");
  });

  it("knows a removed text again until it is restored, also after a restart", async () => {
    await open();
    const [aiko, sam, priya] = [oldTimer(house, "Ada"), oldTimer(house, "Ben"), oldTimer(house, "Cleo")];
    const words =
      "Come to the big meeting of our club on Saturday evening, everybody who likes trains is welcome there";
    const id = await post(words, aiko);
    expect(await house.store.get("screening", id)).not.toMatchObject({ verdict: "flag" });
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await house.restart();
    const copy = await post(words, sam);
    const codes = async (commentId: string) =>
      (await house.store.get("screening", commentId))?.reasons.map(({ code }) => code) ?? [];
    expect(await codes(copy)).toContain("sameAsRemoved");
    await succeed(house.moderator.runCommand(threadId, "mod restore", { comment: id }));
    const third = await post(words, priya);
    expect(await codes(third)).not.toContain("sameAsRemoved");
  });

  it("sees the same text elsewhere within minutes, also over a restart", async () => {
    await open();
    const words = "Everybody who likes trains should come to the big meeting of our club on Saturday evening";
    const elsewhere = await importPage(house, "Another page", [{ author: "wren", text: "Another old comment" }]);
    const third = await importPage(house, "A third page", [{ author: "wren", text: "A third old comment" }]);
    const ada = oldTimer(house, "Ada");
    await post(words, ada);
    await house.restart();
    const codesIn = async (place: string) => {
      const { id } = await ada.post(place, words);
      await until("it is judged", () => house.store.get("screening", id));
      return (await house.store.get("screening", id))?.reasons.map(({ code, values }) => [code, values]);
    };
    expect(await codesIn(elsewhere)).toContainEqual(["sameElsewhere", { threads: 1, minutes: 15 }]);
    expect(await codesIn(third)).toContainEqual(["sameElsewhere", { threads: 2, minutes: 15 }]);
  });

  it("forgets what a comment said when its author deletes it", async () => {
    await open();
    const ada = oldTimer(house, "Ada");
    const id = await post(PITCH, ada);
    await untilCard("The detector flagged a comment");
    await ada.delete(threadId, id);
    await until("the reasons are gone", async () => (await house.store.get("screening", id))?.reasons.length === 0);
    const done = textOf({ message: await untilCard("Decided") });
    expect(done).not.toContain("web design");
  });

  it("loses no verdict to a crash: what was stored is judged at the next start", async () => {
    await open();
    const lost = house.sandbox.faults.add({ kind: "status", status: 500, method: "DELETE", path: /messages/ });
    const { id } = await house.members[0].post(threadId, ADVERTISEMENT);
    await until("the hold was tried", () => lost.count >= 1);
    await house.restart(async () => lost.remove());
    await until("it is held", async () => (await house.store.get("comment", id))?.state === "held");
    await untilCard("Comment held back");
    await until("all is done", () => house.store.catalog.listOutbox().length === 0);
    expect(cards().length).toBe(1);
    expect(house.store.catalog.countCases({ guildId: house.world.guildId, action: "hold" })).toBe(1);
  });

  it("judges what was written and edited while it was away", async () => {
    await open();
    const [aiko, sam] = house.members;
    const harmless = await post(QUESTION, sam);
    let written = "";
    await house.restart(async () => {
      written = (await aiko.post(threadId, ADVERTISEMENT)).id;
      await sam.edit(threadId, harmless, ADVERTISEMENT.replace("web design", "garden design"));
    });
    for (const id of [written, harmless])
      await until("it is held", async () => (await house.store.get("comment", id))?.state === "held");
    await until("all is done", () => house.store.catalog.listOutbox().length === 0);
    expect(cards().length).toBe(2);
  });

  it("makes no flood of cards of one author's flood", async () => {
    await open();
    await succeed(house.publisher.runCommand(threadId, "detector settings", { strictness: "strict" }));
    const texts = Array.from({ length: 12 }, (_, index) => `${PITCH} Offer ${"abcdefghijkl"[index] ?? ""}`);
    for (const text of texts) await house.members[0].post(threadId, text);
    await until("all is judged", async () => {
      const [newest] = house.store.catalog.listComments({ threadId, order: "newest", limit: 1 });
      return house.store.catalog.listOutbox().length === 0 && (await house.store.get("screening", newest ?? "0"));
    });
    expect(cards().length).toBe(3);
  });

  it("says nothing of an ordinary comment", async () => {
    await open();
    const id = await post(QUESTION);
    expect((await house.store.get("comment", id))?.state).toBe("visible");
    expect(cards()).toEqual([]);
  });
});
