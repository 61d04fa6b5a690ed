import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeMember } from "#sandbox/world/members.ts";
import { changeThread } from "#sandbox/world/threads.ts";
import type { Actor, InteractionOutcome } from "#sandbox/types.ts";
import type { Case } from "#src/domain/case.ts";
import { buttonsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
let aiko: Actor;
let sam: Actor;
/** How far the bot's clock is ahead of the sandbox's. */
let aheadMs: number;

beforeEach(async () => {
  aheadMs = 0;
  house = await openHouse({ bot: { now: () => Date.now() + aheadMs } });
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

  it("is confirmed once, while whoever made it is a moderator, and soon", async () => {
    const [id = ""] = await postAll(aiko, ["cheap pills"]);
    const { moderator, sandbox, world } = house;
    const rights = (roles: string[]) =>
      changeMember(
        sandbox.world,
        { guildId: guildId(), userId: world.people.publisher, targetId: world.people.moderator },
        { roles },
      );
    const preview = await succeed(mod("purge", { words: "pills" }));
    rights([]);
    expect(await refused(press(preview, /^Remove/))).toContain("⚠️");
    expect(await statesOf([id])).toEqual(["visible"]);
    rights([world.roles.moderator]);
    const late = await succeed(mod("purge", { words: "pills" }));
    // Another moderator did not see the preview.
    const [, confirmId = ""] = [...buttonsOf(late)].find(([label]) => label.startsWith("Remove")) ?? [];
    const other = { guildId: guildId(), channelId: threadId, actorId: world.people.publisher, actorName: "Other" };
    const purgeId = confirmId.split(":")[1] ?? "";
    await expect(house.bot.app.purges.confirm(purgeId, other, () => undefined)).rejects.toThrow("purgeNotYours");
    aheadMs += 3_600_000;
    expect(await refused(press(late, /^Remove/))).toContain("too old");
    expect(await statesOf([id])).toEqual(["visible"]);
    // Pressed twice at once: one of them is the first.
    const again = await succeed(mod("purge", { words: "pills" }));
    const pressed = await Promise.all([press(again, /^Remove/), press(again, /^Remove/)]);
    expect(pressed.filter((outcome) => textOf(outcome).includes("⚠️")).length).toBe(1);
    expect(await statesOf([id])).toEqual(["removed"]);
    expect(moderator.messages(threadId).some(({ content }) => content === "cheap pills")).toBe(false);
  });

  it("takes nothing where it is discarded, or where nothing fits", async () => {
    const ids = await postAll(aiko, ["cheap pills"]);
    const preview = await succeed(mod("purge", { words: "pills" }));
    expect(textOf(await succeed(press(preview, /^Cancel/)))).toContain("Nothing was removed");
    const none = await succeed(mod("purge", { words: "unheard of" }));
    expect(textOf(none)).toContain("No visible or held comment");
    expect(buttonsOf(none).size).toBe(0);
    expect(await statesOf(ids)).toEqual(["visible"]);
  });

  it("deletes what is too old for Discord's bulk one by one, in archived threads too, which stay archived", async () => {
    const spam = await postAll(aiko, ["cheap pills", "more pills", "pills again"]);
    const channel = () => house.sandbox.world.channel(threadId);
    changeThread(house.sandbox.world, channel(), house.world.people.moderator, { archived: true });
    await until("it is known", async () => (await house.store.get("thread", threadId))?.isArchived === true);
    aheadMs += 20 * 86_400_000;
    const paths: string[] = [];
    house.sandbox.onRequest(({ method, path }) => paths.push(`${method} ${path}`));
    const done = await succeed(press(await succeed(mod("purge", { words: "pills" })), /^Remove 3/));
    expect(textOf(done)).toContain("3 of 3 comments removed");
    expect(await statesOf(spam)).toEqual(["removed", "removed", "removed"]);
    expect(paths.filter((path) => path.startsWith("DELETE")).length).toBe(3);
    expect(paths.filter((path) => path.includes("bulk-delete"))).toEqual([]);
    expect(channel().thread?.archived).toBe(true);
  });

  it("takes held comments along, and brings everything back as it was; after the window nothing", async () => {
    const [held = "", seen = ""] = await postAll(aiko, ["cheap pills", "other pills"]);
    await succeed(mod("hold", { comment: held }));
    await until("it is held", async () => (await statesOf([held]))[0] === "held");
    await succeed(press(await succeed(mod("purge", { member: aiko.user.id })), /^Remove 2/));
    expect(await statesOf([held, seen])).toEqual(["removed", "removed"]);
    await succeed(mod("undo", { number: 2 }));
    expect(await statesOf([held, seen])).toEqual(["held", "visible"]);
    await succeed(press(await succeed(mod("purge", { words: "other" })), /^Remove 1/));
    aheadMs += 31 * 86_400_000;
    await house.restart();
    await until("the words are erased", async () => (await house.store.get("sealed", seen)) === undefined);
    expect(await refused(mod("undo", { number: 4 }))).toMatch(/30 days/);
    expect(await statesOf([seen])).toEqual(["removed"]);
  });

  it("stops after the request under way when it is told to, with exact counts, and only one is at work", async () => {
    const spam = await postAll(
      aiko,
      Array.from({ length: 12 }, (_, index) => `pills ${index}`),
    );
    // One by one, so that there is a middle to stop in.
    aheadMs += 20 * 86_400_000;
    const preview = await succeed(mod("purge", { words: "pills" }));
    const second = await succeed(mod("purge", { words: "pills" }));
    let deleted = 0;
    const { faults } = house.sandbox;
    const hang = () => faults.add({ kind: "hang", method: "DELETE", path: /messages/ });
    const hanging: ReturnType<typeof hang>[] = [];
    house.sandbox.onRequest(({ method }) => {
      if (method === "DELETE" && ++deleted === 3) hanging.push(hang());
    });
    const running = press(preview, /^Remove 12/);
    await until("it is in the middle", () => (hanging[0]?.count ?? 0) > 0);
    expect(await refused(press(second, /^Remove/))).toContain("A purge or its undoing is at work");
    expect(textOf(await succeed(mod("purge-cancel")))).toContain("It stops");
    hanging[0]?.remove();
    expect(textOf(await succeed(running))).toMatch(/not tried/);
    const removed = (await statesOf(spam)).filter((state) => state === "removed").length;
    expect(removed).toBeGreaterThan(0);
    expect(removed).toBeLessThan(12);
    expect((await caseOf(1)).purge).toMatchObject({ total: 12, counts: { done: removed } });
    expect(contents().filter((content) => content.startsWith("pills")).length).toBe(12 - removed);
    expect(await refused(mod("purge-cancel"))).toContain("No purge is at work");
    await succeed(mod("undo", { number: 1 }));
    expect(new Set(await statesOf(spam))).toEqual(new Set(["visible"]));
  });

  it.each<[Record<string, string>, string]>([
    [{}, "Please say what to purge"],
    [{ words: "   " }, "is empty"],
    [{ from: "soon" }, "no time I can read"],
    [{ from: "2026-11-23", until: "2026-11-22" }, "Nothing lies between"],
    [{ pattern: "(" }, "no regular expression"],
    [{ host: "not a host" }, "is no host"],
    [{ like: "123456789012345678" }, "⚠️"],
    [{ article: "123456789012345678" }, "no such article"],
    [{ words: "author:aiko" }, "I cannot purge by"],
  ])("explains what was typed wrongly: %j", async (options, answer) => {
    const said = textOf(await mod("purge", options));
    expect(said).toContain("⚠️");
    expect(said).toContain(answer);
    expect(house.store.catalog.listOutbox()).toEqual([]);
  });

  it("refuses a pattern that explodes, and goes on answering", async () => {
    await post(aiko, `${"a".repeat(40)}!`);
    const slow = mod("purge", { pattern: "^(a+)+$" });
    expect(textOf(await succeed(mod("reports")))).not.toContain("⚠️");
    expect(await refused(slow)).toContain("takes too long");
  });
});
