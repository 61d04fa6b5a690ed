import { describe, expect, it } from "vitest";
import { type Concern, createWatchIndex, type WatchIndex } from "#src/domain/watch-index.ts";
import { isWatchable, newWatching, type WatchTarget } from "#src/domain/watching.ts";

const AUTHOR = { id: "7", name: "Aiko", avatar: null, isBot: false };
const comment = (text: string, change: Partial<Concern> = {}): Concern => ({
  articleId: "100",
  author: AUTHOR,
  parentId: null,
  text,
  ...change,
});

function watch(index: WatchIndex, memberId: string, ...targets: WatchTarget[]): void {
  const watches = targets.map((target, at) => ({ number: at + 1, target }));
  index.set(memberId, { ...newWatching("1", memberId, "en"), watches });
}

const word = (text: string): WatchTarget => ({ kind: "word", text });

/** Whether a comment of this text is told to someone who watches for these words. */
function finds(words: string, text: string): boolean {
  const index = createWatchIndex();
  watch(index, "1", word(words));
  const isFound = index.watchersOf(comment(text), null).has("1");
  expect(index.mayConcern(comment(text))).toBe(isFound);
  return isFound;
}

describe("a watched word", () => {
  it.each([
    ["butter", "Bread and BUTTER!", true],
    ["butter", "Buttermilk", false],
    ["Ärger", "nur ARGER damit", true],
    ["cafe", "un café.", true],
    ["sour dough", "sour, dough", true],
    ["sour dough", "sour old dough", false],
    ["sour dough", "the sour", false],
    ["the the end", "the the the end", true],
    ["漢字", "この漢字は", true],
    ["漢字", "漢 字", false],
    ["漢字", "字漢", false],
    ["한국", "한국어로", true],
    ["ｆｕｌｌ", "a full width", true],
    ["C3PO", "c3po", true],
    ["don't", "I don’t know", true],
  ])("%s in “%s”: %s", (words, text, isFound) => {
    expect(finds(words, text)).toBe(isFound);
  });

  it("must be more than one letter, or one character of a script without spaces", () => {
    expect(["a", "🍞", " ! ", "\u202e", ""].filter(isWatchable)).toEqual([]);
    expect(["ab", "7b", "猫", "é à", "x 🍞 y"].filter((text) => !isWatchable(text))).toEqual([]);
  });
});

describe("the index", () => {
  it("finds those who watch the article, the author, the comment answered, or replies to themselves", () => {
    const index = createWatchIndex();
    watch(index, "1", { kind: "article", articleId: "100", name: "" });
    watch(index, "2", { kind: "member", memberId: "7", name: "" });
    watch(index, "3", { kind: "comment", commentId: "55", name: "" });
    watch(index, "4", { kind: "replies" });
    expect([...index.watchersOf(comment("x"), null).keys()]).toEqual(["1", "2"]);
    const reply = comment("x", { articleId: "101", author: { ...AUTHOR, id: "8" }, parentId: "55" });
    expect([...index.watchersOf(reply, "4").keys()]).toEqual(["3", "4"]);
    expect([...index.watchersOf(reply, "5").keys()]).toEqual(["3"]);
    expect(index.mayConcern(comment("x", { articleId: "101", author: { ...AUTHOR, id: "8" }, parentId: "9" }))).toBe(
      true,
    );
  });

  it("names every watch that fits, each once, and never one's own comments", () => {
    const index = createWatchIndex();
    watch(index, "1", word("bread"), { kind: "article", articleId: "100", name: "" }, word("rye bread"), word("oats"));
    watch(index, "7", word("bread"), { kind: "replies" });
    expect(index.watchersOf(comment("bread, rye bread, bread"), "7")).toEqual(new Map([["1", [2, 1, 3]]]));
    watch(index, "1");
    expect(index.mayConcern(comment("bread"))).toBe(false);
  });

  it("forgets what is not watched any more, and nothing else", () => {
    const index = createWatchIndex();
    watch(index, "1", word("rye bread"), word("rye"));
    watch(index, "2", word("rye bread today"));
    watch(index, "1", word("rye"));
    expect(index.watchersOf(comment("rye bread today"), null)).toEqual(
      new Map([
        ["1", [1]],
        ["2", [1]],
      ]),
    );
    index.set("2", null);
    expect(index.watchersOf(comment("rye bread today"), null)).toEqual(new Map([["1", [1]]]));
    index.set("1", null);
    expect(index.isEmpty()).toBe(true);
    expect(index.watchersOf(comment("rye"), null).size).toBe(0);
  });
});
