import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Comment } from "#src/domain/comment.ts";
import { commentsOf, type House, importPage, openHouse } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "Page", [{ author: "wren", text: "An old comment" }]);
});

afterEach(() => house.close());

/** The stored comment of a message, once it is as expected. */
function stored(messageId: string, isSo: (comment: Comment) => boolean = () => true): Promise<Comment> {
  return until(`comment ${messageId}`, async () => {
    const comment = (await commentsOf(house, threadId)).find(
      (one) => one.id === messageId || one.messageIds.includes(messageId),
    );
    return comment && isSo(comment) ? comment : undefined;
  });
}

describe("the mirror", () => {
  it("keeps a reply with its author, its time and the comment it answers", async () => {
    const [old] = await commentsOf(house, threadId);
    const reply = await house.members[0].post(threadId, { content: "I **agree**", replyTo: old?.messageIds[0] ?? "" });
    const answer = await house.members[1].post(threadId, { content: "Me too", replyTo: reply.id });
    const comment = await stored(reply.id);
    expect(comment).toMatchObject({
      text: "I **agree**",
      parentId: old?.id,
      origin: "live",
      state: "visible",
      createdAt: new Date(reply.timestamp).toISOString(),
    });
    expect(comment.author).toMatchObject({ id: house.members[0].user.id, name: "Aiko", isBot: false });
    expect((await stored(answer.id)).parentId).toBe(reply.id);
  });

  it("keeps every edit, and forgets all when the message is deleted", async () => {
    const { id } = await house.members[0].post(threadId, "one");
    await house.members[0].edit(threadId, id, "two");
    await house.members[0].edit(threadId, id, "three");
    const edited = await stored(id, ({ edits }) => edits.length === 2);
    expect(edited).toMatchObject({ text: "three", edits: [{ text: "one" }, { text: "two" }] });
    await house.members[0].delete(threadId, id);
    const gone = await stored(id, ({ state }) => state === "deleted");
    expect(gone).toMatchObject({ text: "", edits: [], messageIds: [] });
    expect(
      house.store.catalog.searchComments({
        guildId: house.world.guildId,
        text: "three",
        states: ["visible", "deleted"],
        limit: 5,
      }),
    ).toEqual([]);
  });

  it("counts reactions, to imported comments too", async () => {
    const [old] = await commentsOf(house, threadId);
    const messageId = old?.messageIds[0] ?? "";
    for (const member of house.members) await member.react(threadId, messageId, "👍");
    await house.members[0].unreact(threadId, messageId, "👍");
    await house.members[0].react(threadId, messageId, "🎉");
    const counts = ({ reactions }: Comment): string =>
      reactions.map(({ emoji, count }) => `${emoji}${count}`).join(" ");
    await stored(messageId, (comment) => counts(comment) === "👍2 🎉1");
  });

  it("keeps what is attached, without its passing address", async () => {
    const file = { name: "loaf.png", contentType: "image/png", data: new Uint8Array(12), description: "a loaf" };
    const { id } = await house.members[0].post(threadId, { content: "", files: [file] });
    const { attachments, text } = await stored(id);
    expect(text).toBe("");
    expect(attachments).toMatchObject([
      { name: "loaf.png", size: 12, contentType: "image/png", description: "a loaf" },
    ]);
    expect(JSON.stringify(attachments)).not.toContain("http");
  });

  it("notices a bulk deletion", async () => {
    const ids: string[] = [];
    for (const text of ["a", "b", "c"]) ids.push((await house.members[0].post(threadId, text)).id);
    await until("three comments", async () => (await commentsOf(house, threadId)).length === 4);
    await house.bot.client.rest.post(`/channels/${threadId}/messages/bulk-delete`, {
      body: { messages: ids.slice(0, 2) },
    });
    await stored(ids[1] ?? "", ({ state }) => state === "deleted");
    expect((await commentsOf(house, threadId)).map(({ state }) => state)).toEqual([
      "visible",
      "deleted",
      "deleted",
      "visible",
    ]);
  });

  it("takes no system message, no other channel and none of its own posts for a comment", async () => {
    await house.members[0].post(house.world.channels.general, "elsewhere");
    await house.members[0].openThread(house.world.channels.general, { name: "another thread" });
    const last = await house.members[0].post(threadId, "here");
    await stored(last.id);
    expect((await commentsOf(house, threadId)).map(({ text }) => text)).toEqual(["An old comment", "here"]);
  });

  it("reads what was written while it was away, also in an archived thread", async () => {
    const other = await importPage(house, "Quiet page", [{ author: "wren", text: "Old" }]);
    const missed: string[] = [];
    await house.restart(async () => {
      for (let number = 0; number < 230; number++)
        missed.push((await house.members[number % 3]?.post(threadId, `missed ${number}`))?.id ?? "");
      await house.members[0].post(other, "missed there");
      await house.publisher.changeThread(other, { archived: true });
    });
    await until("all of it", async () => (await commentsOf(house, threadId)).length === missed.length + 1);
    expect((await commentsOf(house, threadId)).map(({ text }) => text)).toEqual([
      "An old comment",
      ...missed.map((_, index) => `missed ${index}`),
    ]);
    await until("the archived thread", async () =>
      (await commentsOf(house, other)).some(({ text }) => text === "missed there"),
    );
    await until(
      "the checkpoint has moved",
      async () => (await house.store.get("thread", threadId))?.checkpoint === missed.at(-1),
    );
  });

  it("finds edits, deletions and reactions that happened while it was away, however far back", async () => {
    const posted: string[] = [];
    for (let number = 0; number < 250; number++)
      posted.push((await house.members[number % 3]?.post(threadId, `number ${number}`))?.id ?? "");
    await stored(posted.at(-1) ?? "");
    const by = (number: number) => house.members[number % 3] ?? house.moderator;
    await house.restart(async () => {
      for (const number of [3, 120, 249]) await by(number).edit(threadId, posted[number] ?? "", `edited ${number}`);
      for (const number of [0, 130, 248]) await by(number).delete(threadId, posted[number] ?? "");
      for (const number of [5, 247]) await house.moderator.react(threadId, posted[number] ?? "", "👀");
      const [old] = house.sandbox.world.messagesOf(threadId).filter(({ message }) => message.webhook_id);
      await house.moderator.delete(threadId, old?.message.id ?? "");
    });
    for (const number of [249, 120, 3]) {
      const comment = await stored(posted[number] ?? "", ({ edits }) => edits.length === 1);
      expect(comment).toMatchObject({ text: `edited ${number}`, edits: [{ text: `number ${number}` }] });
    }
    for (const number of [248, 130, 0]) await stored(posted[number] ?? "", ({ state }) => state === "deleted");
    for (const number of [247, 5]) await stored(posted[number] ?? "", ({ reactions }) => reactions[0]?.count === 1);
    await until("the old comment's end", async () => (await commentsOf(house, threadId))[0]?.state === "deleted");
    expect((await commentsOf(house, threadId)).filter(({ state }) => state === "visible").length).toBe(247);
  });

  it("hears of threads that discord.js does not know after a restart", async () => {
    const { id } = await house.members[0].post(threadId, "to be deleted later");
    await stored(id);
    await house.publisher.changeThread(threadId, { archived: true });
    await house.restart();
    await house.members[0].delete(threadId, id);
    await stored(id, ({ state }) => state === "deleted");
  });

  it("closes the gap after a session that could not be resumed", async () => {
    const starts = house.sandbox.sessionStarts();
    const hidden = house.sandbox.faults.add({ kind: "delay", milliseconds: 60_000, event: /^MESSAGE_CREATE$/ });
    const { id } = await house.members[0].post(threadId, "said into the dark");
    house.sandbox.faults.add({ kind: "invalidSession", resumable: false });
    await until("a new session", () => house.sandbox.sessionStarts() > starts, 20_000);
    await stored(id);
    hidden.remove();
    expect((await commentsOf(house, threadId)).length).toBe(2);
  });

  it("changes nothing when events come twice or in another order", async () => {
    for (const kind of ["duplicate", "reorder"] as const) house.sandbox.faults.add({ kind, chance: 0.4 });
    const ids: string[] = [];
    for (let number = 0; number < 40; number++) {
      const { id } = await house.members[0].post(threadId, `${number}`);
      ids.push(id);
      if (number % 2 === 0) await house.members[1].react(threadId, id, "👍");
      if (number % 5 === 0) await house.members[0].delete(threadId, id);
    }
    house.sandbox.faults.clear();
    const last = await house.members[0].post(threadId, "last");
    await stored(last.id);
    await house.bot.app.mirror.drain();
    const live = (await commentsOf(house, threadId)).filter(
      ({ origin, state }) => origin === "live" && state === "visible",
    );
    expect(live.map(({ text }) => text)).toEqual([
      ...ids.map((_, number) => `${number}`).filter((text) => Number(text) % 5 !== 0),
      "last",
    ]);
    expect(live.every(({ reactions }) => reactions.every(({ count }) => count === 1))).toBe(true);
  });
});
