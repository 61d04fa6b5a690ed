import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InteractionOutcome } from "#sandbox/types.ts";
import {
  buttonsOf,
  commentsOf,
  type House,
  importPage,
  menusOf,
  openHouse,
  refused,
  succeed,
  textOf,
} from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
const LONG = Array.from({ length: 400 }, (_, index) => `Sentence number ${index} of it.`).join(" ");

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: LONG }]);
});
afterEach(() => house.close());

const show = (comment: string, who = house.members[0]): Promise<InteractionOutcome> =>
  succeed(who.runCommand(threadId, "comments show", { comment }));
const press = (page: InteractionOutcome, label: string, who = house.members[0]): Promise<InteractionOutcome> =>
  who.click(threadId, page.message?.id ?? "", buttonsOf(page).get(label) ?? "");

async function post(text: string, replyTo?: string): Promise<string> {
  const { id } = await house.members[1].post(threadId, replyTo === undefined ? text : { content: text, replyTo });
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

async function edit(id: string, text: string): Promise<void> {
  await house.members[1].edit(threadId, id, text);
  await until("the edit", async () => (await house.store.get("comment", id))?.text === text);
}

describe("/comments show", () => {
  it("reads a long text to its end, part by part", async () => {
    const id = (await commentsOf(house, threadId))[0]?.id ?? "";
    let page = await show(id);
    const read: string[] = [];
    for (let part = 1; ; part++) {
      expect(textOf(page)).toContain(`part ${part} of `);
      read.push(...(textOf(page).match(/Sentence number \d+ of it\./g) ?? []));
      if (!buttonsOf(page).has("Read on ▶")) break;
      page = await succeed(press(page, "Read on ▶"));
    }
    expect(read.join(" ")).toBe(LONG);
    expect(textOf(await succeed(press(page, "◀ Previous")))).toContain("part ");
  });

  it("leads to what it answers, and to its replies in pages", async () => {
    const question = await post("A question");
    for (let number = 1; number <= 7; number++) await post(`Answer ${number}`, question);
    const page = await show(question);
    expect(textOf(page)).toMatch(/7 replies\nSam: Answer 1[\s\S]*Answer 5/);
    expect(textOf(page)).not.toContain("Answer 6");
    const [[open, ids] = ["", []]] = menusOf(page);
    const [aiko] = house.members;
    const answer = await succeed(aiko.select(threadId, page.message?.id ?? "", open, [ids[1] ?? ""]));
    expect(textOf(answer)).toMatch(/Reply to Sam[\s\S]*Answer 2/);
    expect(textOf(await succeed(press(answer, "What it answers")))).toContain("A question");
    const replies = await succeed(press(page, "All 7 replies"));
    expect(textOf(replies)).toMatch(/Replies to Sam[\s\S]*A question[\s\S]*Answer 1[\s\S]*1–5 of 7/);
    expect(textOf(await succeed(press(replies, "Next ▶")))).toMatch(/Answer 7[\s\S]*6–7 of 7/);
  });

  it("shows what edits changed to moderators, and to all where the server wants it", async () => {
    const id = await post("The cat sat on the old mat.\nSee https://example.org/a");
    await edit(id, "The cat sat on the *new* mat.\nSee https://example.org/b");
    await edit(id, "The dog sat on the *new* mat.\nSee https://example.org/b");
    const forMember = await show(id);
    expect(textOf(forMember)).toContain("edited 2 times");
    expect(buttonsOf(forMember).has("2 edits")).toBe(false);

    const history = textOf(await succeed(press(await show(id, house.moderator), "2 edits", house.moderator)));
    expect(history).toContain("The ~~cat~~**dog** sat on the");
    expect(history).toContain("~~old~~");
    expect(history).toContain("new");
    expect(history).toContain("https:\\//example.org/");
    expect(history.indexOf("dog")).toBeLessThan(history.indexOf("~~old"));

    await succeed(house.publisher.runCommand(threadId, "setup", { history: "everyone" }));
    const open = await succeed(press(await show(id), "2 edits"));
    expect(textOf(open)).toContain("~~cat~~**dog**");
    await succeed(house.publisher.runCommand(threadId, "setup", { history: "moderators" }));
    expect(textOf(await succeed(press(open, "Back to the comment")))).toContain("The dog sat");
    await house.members[1].delete(threadId, id);
    await until("it is gone", async () => (await house.store.get("comment", id))?.state === "deleted");
    expect(textOf(await show(id, house.moderator))).not.toMatch(/dog|cat/);
  });

  it("shows what was removed to moderators only, while it can be restored", async () => {
    const id = await post("rude words");
    const open = await show(id);
    expect(textOf(open)).toContain("rude words");
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    expect(textOf(await show(id))).toBe("This comment was removed by a moderator.");
    expect(textOf(await show(id, house.moderator))).toMatch(/restore it until[\s\S]*> rude words/);
  });

  it("shows what is held back to moderators only", async () => {
    const id = await post("perhaps spam");
    await succeed(house.moderator.runCommand(threadId, "mod hold", { comment: id }));
    expect(textOf(await show(id))).toContain("held back");
    expect(textOf(await show(id, house.moderator))).toContain("perhaps spam");
  });

  it("says so when the comment of a button is gone without a trace", async () => {
    const question = await post("A question");
    await post("An answer", question);
    const page = await show(question);
    await house.store.update((tx) => tx.delete("comment", question));
    expect(await refused(press(page, "The reply"))).toContain("I know no comment");
  });
});
