import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor, InteractionOutcome } from "#sandbox/types.ts";
import type { Case } from "#src/domain/case.ts";
import { buttonsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
let aiko: Actor;
let sam: Actor;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
  [aiko, sam] = house.members;
});
afterEach(() => house.close());

const guildId = (): string => house.world.guildId;
const mod = (name: string, options: Record<string, string | number> = {}, who: Actor = house.moderator) =>
  who.runCommand(threadId, `mod ${name}`, options);
const caseOf = async (number: number): Promise<Case> => {
  const record = await house.store.get("case", `${guildId()}-${number}`);
  if (!record) throw new Error(`no case ${number}`);
  return record;
};
const contents = (): string[] => house.moderator.messages(threadId).map(({ content }) => content);

async function post(actor: Actor, content: string, where: string = threadId): Promise<string> {
  const { id } = await actor.post(where, content);
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

async function postAll(actor: Actor, words: string[]): Promise<string[]> {
  const ids = [];
  for (const content of words) ids.push(await post(actor, content));
  return ids;
}

const statesOf = async (ids: string[]): Promise<(string | undefined)[]> =>
  (await house.store.getMany("comment", ids)).map((comment) => comment?.state);

function press(outcome: InteractionOutcome, label: RegExp, who: Actor = house.moderator) {
  const found = [...buttonsOf(outcome)].find(([name]) => label.test(name));
  if (!found) throw new Error(`no button ${String(label)} in ${textOf(outcome)}`);
  return who.click(threadId, outcome.message?.id ?? "", found[1]);
}

describe("a purge", () => {
  it("shows first, then removes exactly what it showed, and its undoing restores all of it", async () => {
    const spam = await postAll(aiko, ["Buy *cheap* pills", "Cheap pills here", "pills, pills", "cheap cheap"]);
    const fine = await post(sam, "I liked the page");
    const preview = await succeed(mod("purge", { member: aiko.user.id, reason: "Spam" }));
    expect(textOf(preview)).toContain("nothing is removed yet");
    expect(textOf(preview)).toContain("**4 comments** of **1 person** on **1 article**");
    expect(textOf(preview)).toContain("Buy \\*cheap\\* pills");
    expect(await statesOf(spam)).toEqual(["visible", "visible", "visible", "visible"]);
    const later = await post(aiko, "Posted after the preview");

    const done = await succeed(press(preview, /^Remove 4 comments/));
    expect(textOf(done)).toContain("4 of 4 comments removed");
    expect(await statesOf([...spam, fine, later])).toEqual([
      "removed",
      "removed",
      "removed",
      "removed",
      "visible",
      "visible",
    ]);
    expect(contents().filter((content) => content.includes("pills"))).toEqual([]);
    expect(await caseOf(1)).toMatchObject({ action: "purge", targetName: "Aiko", reason: "Spam" });
    expect((await caseOf(1)).purge).toMatchObject({
      total: 4,
      counts: { done: 4, gone: 0, refused: {} },
      isOver: true,
    });

    const back = await succeed(press(done, /^Undo/));
    expect(textOf(back)).toContain("4 of 4 comments restored");
    expect(await statesOf(spam)).toEqual(["visible", "visible", "visible", "visible"]);
    expect(contents().filter((content) => content.includes("pills")).length).toBe(3);
    expect(await caseOf(2)).toMatchObject({ action: "unpurge", undoes: 1 });
    expect(await caseOf(1)).toMatchObject({ undoneBy: 2 });
    expect(await refused(mod("undo", { number: 1 }))).toContain("taken back before");
    expect(textOf(await succeed(mod("case", { number: 1 })))).toContain("4 of 4 comments removed");
    expect(house.store.catalog.listOutbox()).toEqual([]);
    expect(await house.store.catalog.verify()).toEqual([]);
  });
});
