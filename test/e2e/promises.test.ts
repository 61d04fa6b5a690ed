import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Comment } from "#src/domain/comment.ts";
import { findComment } from "#src/services/change-applier.ts";
import { RESTORE_WINDOW_DAYS } from "#src/services/moderation-hiding.ts";
import { commentsOf, type House, importPage, openHouse, succeed } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

/** So seldom that a test never sees the second request of the background. */
const HARDLY_EVER = { reconcileRequestsPerSecond: 0.001 };

let house: House;
let threadId: string;
beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "A page", [{ author: "fern", text: "An old comment" }]);
});
afterEach(() => house.close());

function stored(messageId: string, isSo: (comment: Comment) => boolean = () => true): Promise<Comment> {
  return until(`comment ${messageId}`, async () => {
    const comment = await findComment(house.store, messageId);
    return comment && isSo(comment) ? comment : undefined;
  });
}

async function say(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number++)
    ids.push((await house.members[number % 3]?.post(threadId, `number ${number}`))?.id ?? "");
  await stored(ids.at(-1) ?? "");
  return ids;
}

const author = (index: number) => house.members[index % 3] ?? house.moderator;
const isCaughtUp = () => house.bot.app.catchUp.state().status === "done";
const check = async () => (await house.bot.app.checks.getMany([threadId]))[0];

/** The paths that the bot asked for from now on. */
function listenToRequests(): string[] {
  const paths: string[] = [];
  house.sandbox.onRequest(({ path, query }) => paths.push(`${path}?${query}`));
  return paths;
}

/** The random histories with random kills are `npm run torture`, and test/torture. */
describe("after things have gone quiet, the stored comments equal what Discord holds", () => {
  it("also where the newest messages, or all, were deleted while the bot was away", async () => {
    const ids = await say(4);
    await house.restart(async () => {
      for (const [index, id] of ids.entries()) if (index > 0) await author(index).delete(threadId, id);
    });
    for (const id of ids.slice(1)) await stored(id, ({ state }) => state === "deleted");
    await house.restart(async () => {
      for (const { message } of house.sandbox.world.messagesOf(threadId).slice())
        await house.moderator.delete(threadId, message.id);
    });
    await until("all is gone", async () =>
      (await commentsOf(house, threadId)).every(({ state }) => state === "deleted"),
    );
  });

  it("also the reactions to people's and imported comments that changed while the gateway was cut off", async () => {
    const [id = ""] = await say(1);
    const [old] = await commentsOf(house, threadId);
    await house.members[0].react(threadId, id, "👍");
    await stored(id, ({ reactions }) => reactions.length === 1);
    await house.restart(async () => {
      await house.members[0].unreact(threadId, id, "👍");
      for (const member of house.members) await member.react(threadId, id, "🎉");
      await house.moderator.react(threadId, old?.messageIds[0] ?? "", "👀");
    });
    await stored(
      id,
      ({ reactions }) => reactions.length === 1 && reactions[0]?.emoji === "🎉" && reactions[0].count === 3,
    );
    await stored(old?.messageIds[0] ?? "", ({ reactions }) => reactions[0]?.count === 1);
    // History counted three and named nobody: whether one of them is told of again, only the message knows.
    house.sandbox.faults.add({ kind: "duplicate", event: /^MESSAGE_REACTION/ });
    await house.members[1].unreact(threadId, id, "🎉");
    await house.members[1].react(threadId, id, "🎉");
    await house.members[2].unreact(threadId, id, "🎉");
    await until("nothing is in doubt", () => house.bot.app.reconcile.state().doubts === 0 && isCaughtUp());
    await stored(id, ({ reactions }) => reactions[0]?.count === 2);
  });

  it("also each part of a long imported comment", async () => {
    const text = Array.from({ length: 900 }, (_, number) => `word${number}`).join(" ");
    const long = await importPage(house, "A long page", [{ author: "fern", text }]);
    const [comment] = await commentsOf(house, long);
    const [first = "", second = ""] = comment?.messageIds ?? [];
    const count = async () => (await commentsOf(house, long))[0]?.reactions[0]?.count;
    await house.members[0].react(long, first, "👍");
    await until("one reaction", async () => (await count()) === 1);
    await house.restart(async () => {
      await house.members[0].react(long, second, "👍");
      await house.members[1].react(long, second, "👍");
    });
    await until("three reactions", async () => (await count()) === 3);
    await house.moderator.delete(long, second);
    await until("those of the part that is left", async () => (await count()) === 1);
  });
});

describe("changes of one thread are applied in order", () => {
  it("and what gathers while a commit is under way goes into one batch", async () => {
    const before = house.store.stats().commits;
    const posts = Array.from({ length: 60 }, (_, number) => house.members[0].post(threadId, `burst ${number}`));
    const ids = (await Promise.all(posts)).map(({ id }) => id);
    for (const id of ids) await stored(id);
    expect((await commentsOf(house, threadId)).slice(1).map(({ id }) => id)).toEqual(ids);
    expect(house.store.stats().commits - before).toBeLessThan(60);
  });
});

describe("a tombstone", () => {
  it("is final, whatever late creates and edits come", async () => {
    house.sandbox.faults.add({ kind: "delay", milliseconds: 300, event: /^MESSAGE_(CREATE|UPDATE)$/ });
    const { id } = await house.members[0].post(threadId, "gone before it came");
    await house.members[0].edit(threadId, id, "edited after that");
    await house.members[0].delete(threadId, id);
    house.sandbox.faults.clear();
    const [later = ""] = await say(1);
    const late = await house.members[1].post(threadId, "later");
    await stored(late.id);
    await until("the late events are through", () => house.bot.app.mirror.state().lanes.length === 0);
    expect((await findComment(house.store, id))?.state ?? "deleted").toBe("deleted");
    expect((await stored(later)).state).toBe("visible");
  });

  it("ends when Discord shows the message again", async () => {
    const [id = ""] = await say(1);
    await house.bot.app.mirror.apply({ kind: "gone", threadId, messageId: id, readAt: null });
    expect(await stored(id)).toMatchObject({ state: "deleted", text: "" });
    await house.bot.app.catchUp.readThread(threadId);
    expect(await stored(id)).toMatchObject({ state: "visible", text: "number 0", messageIds: [id] });
  });

  it("is not undone by a page of history that was asked for before the deletion", async () => {
    const { mirror, port } = house.bot.app;
    const { id } = await house.members[0].post(threadId, "seen in passing");
    await stored(id);
    const readAt = mirror.moment();
    const page = await port.readHistory(threadId, null);
    await house.members[0].delete(threadId, id);
    await stored(id, ({ state }) => state === "deleted");
    for (const message of page.messages) await mirror.apply({ kind: "shown", threadId, message, readAt });
    expect((await stored(id)).state).toBe("deleted");
  });
});

describe("an edit", () => {
  it("counts only when Discord's edit time moved and the text differs; each that does is kept until the text must go", async () => {
    const { id } = await house.members[0].post(threadId, "See https://example.org/a");
    house.sandbox.showPreview(threadId, id, { title: "A preview" });
    await house.members[0].edit(threadId, id, "first edit");
    await house.members[0].edit(threadId, id, "first edit");
    await house.members[0].edit(threadId, id, "second edit");
    const edited = await stored(id, ({ text }) => text === "second edit");
    expect(edited.edits.map(({ text }) => text)).toEqual(["See https://example.org/a", "first edit"]);
    await house.members[0].delete(threadId, id);
    expect((await stored(id, ({ state }) => state === "deleted")).edits).toEqual([]);
  });

  it("is not lost when the events come in another order", async () => {
    house.sandbox.faults.add({ kind: "delay", milliseconds: 200, event: /^MESSAGE_CREATE$/ });
    const { id } = await house.members[0].post(threadId, "what was posted");
    await house.members[0].edit(threadId, id, "what it says now");
    const late = await stored(id, ({ edits }) => edits.length === 1);
    expect(late).toMatchObject({ text: "what it says now", edits: [{ text: "what was posted" }] });
  });
});

describe("the checkpoint", () => {
  it("moves only after the commit, and catch-up starts at it", async () => {
    const ids = await say(3);
    await until("it moved", async () => (await house.store.get("thread", threadId))?.checkpoint === ids.at(-1));
    const asked: string[] = [];
    const { sandbox } = house;
    await house.restart(async () => {
      await house.members[0].post(threadId, "missed");
      sandbox.onRequest(({ path, query }) => asked.push(`${path}?${query}`));
    });
    await until("caught up", isCaughtUp);
    const pages = asked.filter((path) => path.includes(`/channels/${threadId}/messages`) && path.includes("after="));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain(`after=${ids.at(-1)}`);
  });
});

describe("reconcile", () => {
  it("reads the newest stretch at once, and the rest only as fast as its budget lets it", async () => {
    const ids = await say(250);
    await house.restart(async () => {
      for (const index of [4, 249]) await author(index).edit(threadId, ids[index] ?? "", `edited ${index}`);
    }, HARDLY_EVER);
    await stored(ids[249] ?? "", ({ text }) => text === "edited 249");
    await until("caught up", isCaughtUp);
    expect(house.bot.app.reconcile.isOwed(threadId)).toBe(true);
    expect((await stored(ids[4] ?? "")).text).toBe("number 4");
    await house.restart();
    const found = await stored(ids[4] ?? "", ({ text }) => text === "edited 4");
    expect(found.edits).toMatchObject([{ text: "number 4" }]);
    await until("compared whole", () => !house.bot.app.reconcile.isOwed(threadId));
    expect(await check()).toMatchObject({ found: { edits: 2, deletions: 0 } });
  });

  it("reads a thread whole at once where Discord's message_count disagrees with ours", async () => {
    const ids = await say(250);
    await house.restart(() => author(2).delete(threadId, ids[2] ?? ""), HARDLY_EVER);
    await stored(ids[2] ?? "", ({ state }) => state === "deleted");
    expect((await check())?.found.deletions).toBe(1);
    // Both agree now: nothing has to be read whole again.
    const asked: string[] = [];
    const { sandbox } = house;
    await house.restart(
      async () => void sandbox.onRequest(({ path, query }) => asked.push(`${path}?${query}`)),
      HARDLY_EVER,
    );
    await until("caught up", isCaughtUp);
    expect(asked.filter((path) => path.includes(`/channels/${threadId}/messages`) && path.includes("before="))).toEqual(
      [],
    );
  });

  it("leaves archived threads asleep, and asks nothing of those without news", async () => {
    await house.publisher.changeThread(threadId, { archived: true });
    const [old] = await commentsOf(house, threadId);
    await house.restart();
    await until("compared whole", () => !house.bot.app.reconcile.state().isRunning && isCaughtUp());
    const asked = listenToRequests();
    await house.bot.app.catchUp.levelGuild(house.world.guildId);
    await until("caught up", isCaughtUp);
    expect(asked.filter((path) => path.includes(`/channels/${threadId}/messages?after`))).toEqual([]);
    expect(house.sandbox.world.thread(threadId).archived).toBe(true);
    expect((await stored(old?.messageIds[0] ?? "")).state).toBe("visible");
  });
});

describe("what a comment said", () => {
  it("leaves the store when its author or a moderator deletes the message on Discord", async () => {
    const ids = await say(2);
    await author(0).delete(threadId, ids[0] ?? "");
    await house.moderator.delete(threadId, ids[1] ?? "");
    for (const id of ids) {
      const gone = await stored(id, ({ state }) => state === "deleted");
      expect(gone).toMatchObject({ text: "", edits: [], attachments: [], reactions: [] });
      expect(await house.store.get("sealed", id)).toBeUndefined();
    }
  });

  it("is sealed with the edits that were heard of before its removal, also where they waited to be stored", async () => {
    const [id = ""] = await say(1);
    const { mirror } = house.bot.app;
    const gate = Promise.withResolvers<void>();
    const held = mirror.runAlone(threadId, () => gate.promise);
    await house.members[0].edit(threadId, id, "what it said in the end");
    await until("the edits wait", () => (mirror.state().lanes.length > 0 ? true : null));
    const removal = house.moderator.runCommand(threadId, "mod remove", { comment: id, reason: "Spam" });
    await until("it is sealed", () => house.store.get("sealed", id));
    gate.resolve();
    await held;
    await succeed(removal);
    const sealed = await house.store.get("sealed", id);
    expect(sealed?.comment).toMatchObject({ text: "what it said in the end", edits: [{ text: "number 0" }] });
    expect(await findComment(house.store, id)).toMatchObject({ state: "removed", text: "" });
  });

  it("is kept sealed when our moderators remove it, for the restore window, then erased", async () => {
    const [id = ""] = await say(1);
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    expect((await stored(id)).text).toBe("");
    expect((await house.store.get("sealed", id))?.comment.text).toBe("number 0");
    const day = 86_400_000;
    const start = Date.now();
    await house.restart(undefined, { now: () => start + (RESTORE_WINDOW_DAYS - 1) * day });
    expect(await house.bot.app.moderation.eraseExpired()).toBe(0);
    await house.restart(undefined, { now: () => start + (RESTORE_WINDOW_DAYS + 1) * day });
    await until("it is erased", async () => (await house.store.get("sealed", id)) === undefined);
    expect((await stored(id)).state).toBe("removed");
  });
});
