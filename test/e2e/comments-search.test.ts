import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InteractionOutcome } from "#sandbox/types.ts";
import { buttonsOf, type House, importPage, menusOf, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", [
    { author: "wren", text: "Der Käse ist **sehr** gut, see https://example.org/kase" },
    { author: "kenji", text: "昨日、黒猫を見ました。かわいいコメントですね" },
    { author: "wren", text: "Sour dough bread, and bread again" },
    { author: "yuna", text: "한국어로 댓글을 씁니다" },
  ]);
});
afterEach(() => house.close());

const search = (query: string, options = {}, who = house.members[0]): Promise<InteractionOutcome> =>
  who.runCommand(house.world.channels.general, "comments search", { query, ...options });
const found = async (query: string, options = {}): Promise<string> => textOf(await succeed(search(query, options)));

async function post(text: string): Promise<string> {
  const { id } = await house.members[1].post(threadId, text);
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

describe("/comments search", () => {
  it("finds words, phrases, beginnings and filters, in any script, and marks the hits", async () => {
    const text = await found("kase");
    expect(text).toContain("Der **Käse** ist \\*\\*sehr\\*\\* gut, see https://example.org/kase");
    expect(text).toContain("on [The page](");
    expect(await found('"sour dough"')).toContain("**Sour dough** bread");
    expect(await found('"dough sour"')).toContain("Nothing found");
    expect(await found("bre*")).toContain("**bread**, and **bread** again");
    expect(await found("bread -again")).toContain("Nothing found");
    expect(await found("猫")).toContain("黒**猫**を見ました");
    expect(await found("黒猫")).toContain("**黒猫**を");
    expect(await found("コメント")).toContain("**コメント**");
    expect(await found("댓글")).toContain("**댓글**을");
    expect(await found("author:wren has:link")).toMatch(/Käse/);
    expect(await found("author:wren has:link")).not.toMatch(/dough/);
    expect(await found("article:page bread")).toContain("Sour");
    expect(await found("article:other bread")).toContain("no article here with “other”");
    expect(await found("brea")).toContain("words that begin with them");
    const question = await post("Which oven?");
    const { id } = await house.members[2].post(threadId, { content: "The stone one", replyTo: question });
    await until("the reply", () => house.store.get("comment", id));
    expect(await found("stone")).toContain("Reply to Sam");
    expect(await found("oven")).toContain("1 reply");
  });

  it("gives a hint, never an error, for what it does not understand", async () => {
    await post("'; DROP TABLE comment; -- NEAR(a b) col:x ^y");
    for (const [query, answer] of [
      ["   ", "word to look for"],
      ["😀".repeat(150), "word to look for"],
      ['"open bread', "not closed"],
      ["-bread", "leave words out"],
      ["before:2025-02-30 bread", "no date I can read"],
      ["has:cake bread", "has:link"],
      ["'; DROP TABLE comment; --", "**DROP** **TABLE** **comment**"],
      ["NEAR(a b)", "**NEAR(a** **b**)"],
      ["col:x ^y", "**col:x** ^**y**"],
      ['"" * ( ) {} ^', "word to look for"],
      [`\u202Eأهلا بالعالم\u202C`, "Nothing found"],
      ["<@123> @everyone [x](http://y)", "Nothing found"],
    ] as const) {
      expect([query, await found(query)]).toEqual([query, expect.stringContaining(answer)]);
    }
  });

  it("turns its pages, jumps, and changes the order, also after a restart and with a long query", async () => {
    for (let number = 1; number <= 12; number++) await post(`crumb number ${number} ${"crumb ".repeat(number)}`);
    const long = `crumb ${"-nothing ".repeat(8)} author:sam`;
    const first = await succeed(search(long, { order: "newest" }));
    const numbers = (outcome: InteractionOutcome): number[] =>
      [...textOf(outcome).matchAll(/number\*{0,2} (\d+)/g)].map(([, number]) => Number(number));
    expect(numbers(first)).toEqual([12, 11, 10, 9, 8]);
    expect(textOf(first)).toContain("1–5 of 12");
    await house.restart();
    const [aiko] = house.members;
    const { general } = house.world.channels;
    const press = (page: InteractionOutcome, label: string): Promise<InteractionOutcome> =>
      succeed(aiko.click(general, page.message?.id ?? "", buttonsOf(page).get(label) ?? ""));
    const second = await press(first, "Next ▶");
    expect(numbers(second)).toEqual([7, 6, 5, 4, 3]);
    expect(numbers(await press(second, "◀ Previous"))).toEqual([12, 11, 10, 9, 8]);
    const [, [jump, pages] = ["", []]] = menusOf(second);
    expect(pages).toEqual(["0", "5", "10"]);
    const third = await succeed(aiko.select(general, second.message?.id ?? "", jump, ["10"]));
    expect(numbers(third)).toEqual([2, 1]);
    expect(numbers(await press(third, "Best first"))).not.toEqual([12, 11, 10, 9, 8]);
    const [[open, ids] = ["", []]] = menusOf(third);
    const shown = await succeed(aiko.select(general, third.message?.id ?? "", open, [ids[0] ?? ""]));
    expect(textOf(shown)).toContain("crumb number 2");
  });

  it("never shows what was removed, deleted or edited away, nor what cannot be read", async () => {
    const removed = await post("pumpernickel one");
    const deleted = await post("pumpernickel two");
    const edited = await post("pumpernickel three");
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: removed }));
    await house.members[1].delete(threadId, deleted);
    await house.members[1].edit(threadId, edited, "rye");
    await until("the edit", async () => (await house.store.get("comment", edited))?.text === "rye");
    await until("the deletion", async () => (await house.store.get("comment", deleted))?.state === "deleted");
    expect(await found("pumpernickel")).toContain("Nothing found");
    expect(await found("author:sam")).toContain("1–1 of 1");

    const { moderators, general } = house.world.channels;
    await succeed(house.publisher.runCommand(general, "setup", { articles: moderators }));
    await importPage(house, "Secret page", [{ author: "wren", text: "Hidden bread" }]);
    expect(await found("bread")).toContain("1–1 of 1");
    expect(await found("article:secret bread")).toContain("no article here");
    const forModerator = textOf(await succeed(search("bread", { order: "newest" }, house.moderator)));
    expect(forModerator).toContain("Hidden **bread**");
    expect(forModerator).toContain("1–2 of 2");
  });

  it("says that a page is too old when it no longer knows what was searched for", async () => {
    await post("More bread");
    const long = `bread ${"-nothing ".repeat(8)}`;
    const page = await succeed(search(long));
    const other = buttonsOf(page).get("Newest first") ?? "";
    const [, code = ""] = other.split(":");
    await house.store.update((tx) => tx.delete("view", code.slice(1)));
    expect(
      await refused(house.members[0].click(house.world.channels.general, page.message?.id ?? "", other)),
    ).toContain("too old");
  });
});
