import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InteractionOutcome } from "#sandbox/types.ts";
import { aComment } from "../support/documents.ts";
import { buttonsOf, type House, importPage, menusOf, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: "Imported" }]);
});
afterEach(() => house.close());

async function post(text: string, replyTo?: string): Promise<string> {
  const { id } = await house.members[1].post(threadId, replyTo === undefined ? text : { content: text, replyTo });
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

const outline = (options = {}): Promise<InteractionOutcome> =>
  succeed(house.members[0].runCommand(threadId, "comments thread", options));
const press = (page: InteractionOutcome, label: string): Promise<InteractionOutcome> =>
  succeed(house.members[0].click(threadId, page.message?.id ?? "", buttonsOf(page).get(label) ?? ""));
const open = (page: InteractionOutcome, commentId: string): Promise<InteractionOutcome> =>
  succeed(house.members[0].select(threadId, page.message?.id ?? "", menusOf(page)[0]?.[0] ?? "", [commentId]));
/** The lines of the outline: as deep in as they stand, by their words. */
const treeIn = (page: InteractionOutcome): string[] =>
  [
    ...textOf(page).matchAll(
      /^(?:-# )?(\u2003*)(?:↳ )?(?:\*\*\w+\*\* (\w+)|(… \d+ more)|\*(a comment that is gone))/gm,
    ),
  ].map(([, depth = "", words, more, gone]) => `${"·".repeat(depth.length)}${words ?? more ?? gone}`);

describe("/comments thread", () => {
  it("tells who answered whom, opens a branch, and leads back up", async () => {
    const question = await post("question");
    const answers: string[] = [];
    for (let number = 1; number <= 5; number++) answers.push(await post(`answer${number}`, question));
    const deep = await post("deep", answers[0]);
    const deeper = await post("deeper", deep);
    await post("deepest", deeper);
    await post("other");
    const page = await outline();
    expect(treeIn(page)).toEqual([
      "Imported",
      "question",
      "·answer1",
      "··deep",
      "···… 1 more",
      "·answer2",
      "·answer3",
      "·… 2 more",
      "other",
    ]);
    const branch = await open(page, answers[0] ?? "");
    expect(textOf(branch)).toMatch(/Discussion of The page[\s\S]*question[\s\S]*What Sam was answered[\s\S]*answer1/);
    expect(treeIn(branch).slice(1)).toEqual(["deep", "·deeper", "··deepest"]);
    await house.restart();
    expect(treeIn(await press(branch, "▲ Up"))).toContain("answer5");
    expect(treeIn(await outline({ order: "replies" }))[0]).toBe("question");
    expect(textOf(await outline({ order: "replies" }))).toContain("1–1 of 1");
  });

  it("keeps the place of a comment that is gone while answers hang on it, without its words", async () => {
    const question = await post("question");
    const answer = await post("answer", question);
    await house.members[1].delete(threadId, question);
    await until("it is gone", async () => (await house.store.get("comment", question))?.state === "deleted");
    expect(treeIn(await outline())).toEqual(["Imported", "a comment that is gone", "·answer"]);
    await house.members[1].delete(threadId, answer);
    await until("it is gone", async () => (await house.store.get("comment", answer))?.state === "deleted");
    expect(treeIn(await outline())).toEqual(["Imported"]);
    expect(textOf(await outline())).not.toContain("question");
  });

  it("is quick for a thread of thousands, page by page to its end", async () => {
    const [first] = house.store.catalog.listComments({ threadId, order: "oldest", limit: 1 });
    const imported = await house.store.get("comment", first ?? "");
    if (!imported) throw new Error("no comment");
    const { guildId, articleId } = imported;
    const ids = Array.from({ length: 3_000 }, (_, index) => String(BigInt(imported.id) + BigInt(index + 1)));
    for (let start = 0; start < ids.length; start += 150) {
      await house.store.update((tx) => {
        for (const [index, id] of ids.slice(start, start + 150).entries()) {
          const number = start + index;
          const parentId = number % 10 === 0 ? null : (ids[number - (number % 10)] ?? null);
          tx.put("comment", id, aComment(id, { guildId, articleId, threadId, parentId, text: `n${number}` }));
        }
      });
    }
    let page = await outline();
    const seen = new Set<string>();
    for (let turns = 0; turns < 100; turns++) {
      for (const line of treeIn(page)) if (!line.startsWith("·")) seen.add(line);
      if (!buttonsOf(page).has("Next ▶")) break;
      page = await press(page, "Next ▶");
    }
    expect(seen.size).toBe(301);
    expect(textOf(page)).toContain("of 301");
  });

  it("reads well when nobody has said anything, and refuses what it does not know", async () => {
    const quiet = await importPage(house, "Quiet page", []);
    const [aiko] = house.members;
    expect(textOf(await succeed(aiko.runCommand(quiet, "comments thread")))).toContain("No comments yet");
    expect(await refused(aiko.runCommand(house.world.channels.general, "comments thread"))).toContain("no article's");
    expect(await refused(aiko.runCommand(quiet, "comments thread", { article: "1 OR 1" }))).toContain(
      "no such article",
    );
    const lonely = await post("lonely");
    const shown = await succeed(aiko.runCommand(threadId, "comments show", { comment: lonely }));
    expect(buttonsOf(shown).has("In the discussion")).toBe(false);
    const answer = await post("answer", lonely);
    const reply = await succeed(aiko.runCommand(threadId, "comments show", { comment: answer }));
    expect(textOf(await press(reply, "In the discussion"))).toMatch(/What Sam was answered[\s\S]*lonely/);
  });
});
