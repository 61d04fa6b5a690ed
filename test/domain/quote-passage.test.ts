import { describe, expect, it } from "vitest";
import { findPassage, passageText } from "#src/domain/quote-passage.ts";

const TEXT = "I like bread.\n\nSour  dough (the slow one) is best [really].";
const said = (passage: string): string | null => {
  const found = findPassage(TEXT, passage);
  return found && passageText(TEXT, found);
};

describe("a passage", () => {
  it("is found however its white space was typed, and quoted in the comment's own", () => {
    expect(said(" bread. Sour dough (the\nslow ")).toBe("… bread.\n\nSour  dough (the slow …");
  });

  it("that is all of the comment has no ellipsis around it", () => {
    expect(said(TEXT)).toBe(TEXT);
  });

  it("may leave something out in between, in the order of the comment", () => {
    expect(said("I like […] Sour dough [...] best")).toBe("I like […] Sour  dough […] best …");
    expect(said("best […] I like")).toBeNull();
  });

  it("keeps brackets that the comment itself holds", () => {
    expect(said("best [really].")).toBe("… best [really].");
  });

  it.each(["I love bread", "", "  \n", "[…]", "bread. […] cake", "i like"])("%j is none", (typed) => {
    expect(said(typed)).toBeNull();
  });
});
