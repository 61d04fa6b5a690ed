import { describe, expect, it } from "vitest";
import { asksSomething } from "#src/domain/digest.ts";
import { createDigestChoice } from "#src/domain/digest-choice.ts";

describe("a comment", () => {
  it.each([
    ["Who bakes?", true],
    ["Who bakes? I do not.", true],
    ["誰が焼きますか？", true],
    ["من يخبز؟", true],
    ['He asked "why?"', true],
    ["> Who bakes?\nI do.", false],
    ["See https://example.org/?page=2", false],
    ["No question.", false],
    ["", false],
  ])("asks something or not: %s", (text, isQuestion) => {
    expect(asksSomething(text)).toBe(isQuestion);
  });
});

describe("what a digest names", () => {
  it("is the best of very many, the newer one of equals", () => {
    const choice = createDigestChoice();
    for (let id = 1; id <= 5_000; id++) {
      const reactions = id === 7 ? 90 : id % 50;
      const base = { id: String(id), authorId: String(id % 10), createdMs: id, reactions };
      choice.take({ ...base, replies: id === 2_000 ? 3 : 0, isQuestion: id % 100 === 0 });
    }
    const { comments, authorIds, reacted, replied, unanswered, latest } = choice.choose();
    expect(reacted.slice(0, 3).map(({ id }) => id)).toEqual(["7", "4999", "4949"]);
    expect(replied.map(({ id }) => id)).toEqual(["2000"]);
    expect(latest[0]?.id).toBe("5000");
    // One of the fifty was answered.
    expect([comments, authorIds.size, unanswered]).toEqual([5_000, 10, 49]);
  });
});
