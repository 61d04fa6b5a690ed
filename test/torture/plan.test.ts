import { describe, expect, it } from "vitest";
import { type Deed, faultNames } from "../../torture/plan/deeds.ts";
import { makePlan } from "../../torture/plan/plan.ts";

const deedsOf = (seed: number, seconds: number): Deed[] => makePlan({ seed, seconds }).steps.flat();

describe("a history", () => {
  it("is the same for the same seed, down to every deed, person, thread and message", () => {
    const [first, again] = [makePlan({ seed: 7, seconds: 30 }), makePlan({ seed: 7, seconds: 30 })];
    expect(again).toEqual(first);
    expect(makePlan({ seed: 8, seconds: 30 }).history).not.toBe(first.history);
    expect(makePlan({ seed: 7, seconds: 31 }).history).not.toBe(first.history);
  });

  it("has everything in it that people do and that goes wrong, at the latest within ten minutes", () => {
    const deeds = deedsOf(3, 600);
    const kinds = new Set(deeds.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      "article",
      "bulkDelete",
      "burst",
      "changeThread",
      "clearReactions",
      "delete",
      "deleteThread",
      "dropFiles",
      "edit",
      "editTwice",
      "elsewhere",
      "fault",
      "foreignPost",
      "kill",
      "pin",
      "post",
      "preview",
      "quote",
      "react",
      "remove",
      "report",
      "restore",
      "start",
      "stop",
      "unreact",
    ]);
    const faults = new Set(deeds.flatMap((deed) => (deed.kind === "fault" ? [deed.fault] : [])));
    expect([...faults].sort()).toEqual([...faultNames].sort());
  });

  it("says nothing twice, so that every text that is found later can be told from the others", () => {
    const texts = deedsOf(5, 120).flatMap((deed) => {
      if (deed.kind === "burst") return deed.posts.map(({ text }) => text);
      return "text" in deed ? [deed.text] : [];
    });
    expect(texts.length).toBeGreaterThan(1_000);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("starts the bot again each time that it ended it", () => {
    for (const seed of [1, 2, 3]) {
      const changes = deedsOf(seed, 120).filter(({ kind }) => kind === "kill" || kind === "stop" || kind === "start");
      expect(changes.filter((_, index) => index % 2 === 1).every(({ kind }) => kind === "start")).toBe(true);
      expect(changes.filter((_, index) => index % 2 === 0).every(({ kind }) => kind !== "start")).toBe(true);
    }
  });
});
