import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { setDirectClosed } from "#sandbox/world/direct.ts";
import { changeMember } from "#sandbox/world/members.ts";
import { tombstone } from "#src/domain/apply-message.ts";
import type { Case } from "#src/domain/case.ts";
import { openStore } from "#src/store/store.ts";
import { buttonsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
let aiko: Actor;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
  [aiko] = house.members;
});
afterEach(() => house.close());

const guildId = (): string => house.world.guildId;
const mod = (name: string, options: Record<string, string | number>, who: Actor = house.moderator) =>
  who.runCommand(threadId, `mod ${name}`, options);
const caseNumber = async (number: number): Promise<Case> => {
  const record = await house.store.get("case", `${guildId()}-${number}`);
  if (!record) throw new Error(`no case ${number}`);
  return record;
};
const caseCount = (): number => house.store.catalog.countCases({ guildId: guildId() });
const isMember = (actor: Actor): boolean => house.sandbox.world.tables.member.has(`${guildId()}-${actor.user.id}`);
const isBanned = (actor: Actor): boolean => house.sandbox.world.tables.ban.has(`${guildId()}-${actor.user.id}`);

/** What someone's direct messages from the bot say. */
function directTexts(actor: Actor): string[] {
  const channelId = house.sandbox.world.tables.direct.get(actor.user.id)?.channel_id;
  if (!channelId) return [];
  return house.sandbox.world.messagesOf(channelId).map(({ message }) => textOf({ message }));
}

async function post(actor: Actor, content: string): Promise<string> {
  const { id } = await actor.post(threadId, content);
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

describe("a warning", () => {
  it("is told by direct message, once, and is a case", async () => {
    const comment = await post(aiko, "You fool");
    const text = textOf(await succeed(mod("warn", { comment, reason: "No insults, *please*" })));
    expect(text).toContain("Case 1: Aiko was warned.");
    expect(text).toContain("Told by direct message");
    const [notice, ...more] = directTexts(aiko);
    expect(more).toEqual([]);
    expect(notice).toContain("No insults, \\*please\\*");
    expect(notice).toContain("You fool");
    expect(await caseNumber(1)).toMatchObject({ action: "warn", notice: "sent", commentId: comment });
  });

  it("says so where the member takes no messages", async () => {
    setDirectClosed(house.sandbox.world, aiko.user.id, true);
    const text = textOf(await succeed(mod("warn", { member: aiko.user.id, reason: "Stop" })));
    expect(text).toContain("Not told");
    expect(await caseNumber(1)).toMatchObject({ notice: "closed" });
  });

  it("is not sent twice when every answer is lost", async () => {
    const lost = house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /\/channels\/\d+\/messages$/ });
    const text = textOf(await succeed(mod("warn", { member: aiko.user.id, reason: "Stop" })));
    expect(lost.count).toBeGreaterThan(1);
    expect(text).toContain("Told by direct message");
    expect(directTexts(aiko).length).toBe(1);
  });

  it("needs a reason, and a member", async () => {
    expect(await refused(mod("warn", { member: aiko.user.id }))).toContain("give a reason");
    expect(await refused(mod("warn", { reason: "x" }))).toContain("import");
    const [choice] = await house.moderator.autocomplete(threadId, "mod warn", { reason: "insul" }, "reason");
    expect(choice?.name).toBe("insul");
    expect(caseCount()).toBe(0);
  });
});

describe("a time-out, a kick and a ban", () => {
  it("happen on Discord, with the reason in its own log, and can be undone as far as that goes", async () => {
    await succeed(mod("timeout", { member: aiko.user.id, minutes: "60", reason: "Cool down" }));
    const member = () => house.sandbox.world.tables.member.get(`${guildId()}-${aiko.user.id}`);
    expect(Date.parse(member()?.communication_disabled_until ?? "")).toBeGreaterThan(Date.now() + 3_500_000);
    const audited = [...house.sandbox.world.tables.audit.values()].at(-1);
    expect(audited?.reason).toContain("Cool down");
    expect(textOf(await succeed(mod("undo", { number: 1 })))).toContain("Case 2: the time-out of Aiko was lifted");
    expect(member()?.communication_disabled_until).toBeFalsy();
    expect(await caseNumber(1)).toMatchObject({ undoneBy: 2 });
    expect(await refused(mod("undo", { number: 1 }))).toContain("taken back before");

    await succeed(mod("kick", { member: aiko.user.id }));
    expect(isMember(aiko)).toBe(false);
    expect(await refused(mod("undo", { number: 3 }))).toContain("invitation");
    expect(await refused(mod("kick", { member: aiko.user.id }))).toContain("no member");
    await succeed(mod("ban", { member: aiko.user.id, reason: "Enough" }));
    expect(isBanned(aiko)).toBe(true);
    expect(await refused(mod("ban", { member: aiko.user.id }))).toContain("banned already");
    await succeed(mod("undo", { number: 4 }));
    expect(isBanned(aiko)).toBe(false);
    expect(caseCount()).toBe(5);
    const history = textOf(await succeed(mod("history", { member: aiko.user.id })));
    expect(history).toMatch(/Case 5[\s\S]*takes back case 4[\s\S]*Case 4: ban[\s\S]*Case 1: time-out/);
    expect(textOf(await succeed(mod("case", { number: 4 })))).toContain("Enough");
    expect(await refused(mod("case", { number: 99 }))).toContain("no case 99");
  });

  it("are refused by rank and right, before anything happens", async () => {
    const [, sam] = house.members;
    const { moderator, publisher, world } = house;
    const change = (userId: string, roles: string[]) =>
      changeMember(
        house.sandbox.world,
        { guildId: guildId(), userId: world.people.publisher, targetId: userId },
        { roles },
      );
    expect(await refused(mod("ban", { member: moderator.user.id }))).toContain("to yourself");
    expect(await refused(mod("ban", { member: publisher.user.id }))).toContain("owner");
    expect(await refused(mod("kick", { member: house.bot.identity.botId }))).toContain("to myself");
    change(sam.user.id, [world.roles.moderator]);
    expect(await refused(mod("ban", { member: sam.user.id }))).toContain("Your highest role");
    // Who is a moderator by the role of /setup alone has none of Discord's powers over members.
    const role = house.sandbox.world.role(guildId(), world.roles.moderator);
    house.sandbox.world.tables.put("role", role.id, { ...role, permissions: String(1n << 13n) });
    const { guild_id: _, ...bare } = role;
    const d = { guild_id: guildId(), role: { ...bare, permissions: String(1n << 13n) } };
    house.sandbox.world.dispatch({ t: "GUILD_ROLE_UPDATE", d, guildId: guildId(), channelId: null });
    await until("the bot knows of the role", async () =>
      (await refused(mod("ban", { member: aiko.user.id }))).includes("Ban Members"),
    );
    expect(await refused(mod("timeout", { member: aiko.user.id }))).toContain("which you do not have");
    expect([isMember(aiko), isMember(sam), caseCount()]).toEqual([true, true, 0]);
  });

  it("write no case where Discord says no, and one where the answer was lost", async () => {
    const no = house.sandbox.faults.add({ kind: "missingPermission", method: "PUT", times: 1 });
    expect(await refused(mod("ban", { member: aiko.user.id }))).toContain("I lack the permission **Ban Members**");
    expect([no.count, caseCount(), isBanned(aiko)]).toEqual([1, 0, false]);
    const lost = house.sandbox.faults.add({ kind: "lostAnswer", method: "DELETE", path: /\/members\/\d+$/ });
    expect(await refused(mod("kick", { member: aiko.user.id }))).toContain("did not answer");
    await house.restart(async () => lost.remove());
    await until("the case", () => caseCount() === 1);
    expect(await caseNumber(1)).toMatchObject({ action: "kick" });
    expect(house.store.catalog.listOutbox()).toEqual([]);
  });

  it("happen once, however many moderators press", async () => {
    const both = await Promise.all(
      [house.moderator, house.publisher].map((who) => mod("ban", { member: aiko.user.id }, who)),
    );
    expect(both.filter((outcome) => textOf(outcome).includes("was banned")).length).toBe(1);
    expect(both.filter((outcome) => textOf(outcome).includes("⚠️")).length).toBe(1);
    expect(caseCount()).toBe(1);
  });

  it("reach someone whom the bot never met, by id, and nobody for an id of nobody's", async () => {
    const stranger = house.sandbox.createUser({ name: "stranger", displayName: "Stranger" });
    await succeed(mod("note", { member: stranger.id, reason: "Announced a raid" }));
    await succeed(mod("ban", { member: stranger.id }));
    expect(house.sandbox.world.tables.ban.has(`${guildId()}-${stranger.id}`)).toBe(true);
    expect(await caseNumber(2)).toMatchObject({ targetName: "Stranger" });
  });
});

describe("a ban with all comments", () => {
  const visible = (): string[] =>
    house.store.catalog.listComments({
      guildId: guildId(),
      authorId: aiko.user.id,
      states: ["visible"],
      order: "oldest",
      limit: 100,
    });
  const finished = (number: number): Promise<unknown> =>
    until("the sweep is over", async () => (await caseNumber(number)).sweep?.isOver === true);

  it("removes every one of them, counted exactly across a crash, and its undoing restores them", async () => {
    const said = ["one", "two", "three", "four", "five", "six"];
    const ids = [];
    for (const words of said) ids.push(await post(aiko, words));
    const kept = await post(house.members[1], "somebody else's");
    const hang = house.sandbox.faults.add({ kind: "lostAnswer", method: "DELETE", path: /\/messages\/\d+$/ });
    await succeed(mod("ban", { member: aiko.user.id, comments: "remove", reason: "Spam" }));
    await until("the first deletion", () => hang.count >= 1);
    await house.restart(async () => hang.remove());
    await finished(1);
    expect((await caseNumber(1)).sweep).toEqual({ total: 6, done: 6, failed: 0, isOver: true });
    expect(visible()).toEqual([]);
    expect(await house.store.get("comment", kept)).toMatchObject({ state: "visible" });
    const shown = house.moderator.messages(threadId).map(({ content }) => content);
    expect(said.filter((words) => shown.includes(words))).toEqual([]);
    expect(textOf(await succeed(mod("case", { number: 1 })))).toContain("6 of 6 comments removed.");

    await succeed(mod("undo", { number: 1, reason: "Wrong person" }));
    await finished(2);
    expect((await caseNumber(2)).sweep).toEqual({ total: 6, done: 6, failed: 0, isOver: true });
    expect(visible()).toEqual(ids);
    const again = house.moderator.messages(threadId).map(({ content }) => content);
    for (const words of said) expect(again.filter((content) => content === words)).toEqual([words]);
    expect(await house.store.catalog.verify()).toEqual([]);
  });

  it("finishes what it deleted before a crash, also when the deletion's own event was heard first", async () => {
    const id = await post(aiko, "the only one");
    const comment = await house.store.get("comment", id);
    if (!comment) throw new Error("no comment");
    const hang = house.sandbox.faults.add({ kind: "hang", method: "DELETE", path: /\/messages\/\d+$/ });
    await succeed(mod("ban", { member: aiko.user.id, comments: "remove" }));
    await until("the deletion hangs", () => hang.count >= 1);
    await house.restart(async () => {
      hang.remove();
      const store = await openStore({ url: `sqlite://${house.storeFile}` });
      expect(await store.get("sealed", id)).toMatchObject({ sweptBy: 1 });
      await store.update((tx) => tx.put("comment", id, tombstone(comment, comment.stateChangedAt)));
      await store.close();
    });
    await finished(1);
    expect((await caseNumber(1)).sweep).toMatchObject({ total: 1, done: 1, failed: 0 });
    expect(await house.store.get("comment", id)).toMatchObject({ state: "removed" });
    await succeed(mod("undo", { number: 1 }));
    await finished(2);
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible", text: "the only one" });
  });

  it("leaves what Discord does not let it delete, and says how many", async () => {
    await post(aiko, "one");
    const stuck = await post(aiko, "two");
    house.sandbox.faults.add({ kind: "missingPermission", method: "DELETE", path: new RegExp(`/messages/${stuck}$`) });
    await succeed(mod("ban", { member: aiko.user.id, comments: "remove" }));
    await finished(1);
    expect((await caseNumber(1)).sweep).toMatchObject({ total: 2, done: 1, failed: 1 });
    expect(textOf(await succeed(mod("case", { number: 1 })))).toContain("1 of 2 comments removed, 1 could not be");
    expect(await house.store.get("sealed", stuck)).toBeUndefined();
  });
});

describe("holding a comment", () => {
  it("takes it out of sight until it is approved under its author's name, or removed", async () => {
    const [first, second] = [await post(aiko, "Is this fine?"), await post(aiko, "And this?")];
    expect(textOf(await succeed(mod("hold", { comment: first })))).toContain("held back");
    expect(await house.store.get("comment", first)).toMatchObject({ state: "held", text: "", messageIds: [] });
    expect(house.members[1].messages(threadId).some(({ id }) => id === first)).toBe(false);
    expect(await refused(mod("hold", { comment: first }))).toContain("held back already");
    const show = (who: Actor) => who.runCommand(threadId, "comments show", { comment: first });
    expect(textOf(await show(house.members[1]))).not.toContain("Is this fine");
    expect(textOf(await show(house.moderator))).toContain("Is this fine?");
    const back = await succeed(mod("approve", { comment: first }));
    expect(textOf(back)).toContain("approved");
    const [shown] = aiko.messages(threadId);
    expect(shown).toMatchObject({ content: "Is this fine?", author: { username: "Aiko" } });
    expect(await refused(mod("approve", { comment: first }))).toContain("not held back");

    await succeed(mod("hold", { comment: second }));
    await succeed(mod("remove", { comment: second }));
    expect(await house.store.get("comment", second)).toMatchObject({ state: "removed" });
    expect((await house.store.get("sealed", second))?.comment.text).toBe("And this?");
    await succeed(mod("restore", { comment: second }));
    expect(await house.store.get("comment", second)).toMatchObject({ state: "visible", text: "And this?" });
  });

  it("ends with the restore window: without its words nobody can approve it", async () => {
    const id = await post(aiko, "Nobody decides");
    await succeed(mod("hold", { comment: id }));
    const later = Date.now() + 31 * 86_400_000;
    await house.restart(undefined, { now: () => later });
    await until("it is given up", async () => (await house.store.get("comment", id))?.state === "removed");
    expect(await house.store.get("sealed", id)).toBeUndefined();
  });
});

describe("a right-click on a message", () => {
  it("offers everything that can be done, by forms", async () => {
    const id = await post(aiko, "Look at me");
    const card = await succeed(house.moderator.runContextMenu(threadId, "Moderate comment", id));
    const buttons = buttonsOf(card);
    expect([...buttons.keys()]).toEqual(["Remove", "Hold", "Note", "History", "Warn", "Time out", "Kick", "Ban"]);
    const { modal } = await house.moderator.click(threadId, card.message?.id ?? "", buttons.get("Time out") ?? "");
    if (!modal) throw new Error("no modal");
    const done = await succeed(house.moderator.submitModal(modal, { reason: "Calm down", minutes: ["1440"] }));
    expect(textOf(done)).toContain("timed out");
    const record = await caseNumber(1);
    expect(Date.parse(record.until ?? "") - Date.parse(record.createdAt)).toBeGreaterThan(86_000_000);
  });

  it("lets nobody in who lost the role while the form was open", async () => {
    const id = await post(aiko, "Look at me");
    const { modal } = await house.moderator.runContextMenu(threadId, "Remove comment", id);
    if (!modal) throw new Error("no modal");
    changeMember(
      house.sandbox.world,
      { guildId: guildId(), userId: house.world.people.publisher, targetId: house.moderator.user.id },
      { roles: [] },
    );
    expect(await refused(house.moderator.submitModal(modal, { reason: "x" }))).toContain("for moderators");
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible" });
    expect(caseCount()).toBe(0);
  });
});
