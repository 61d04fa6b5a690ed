import { OverwriteType, PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Comment } from "#src/domain/comment.ts";
import { findComment } from "#src/services/change-applier.ts";
import { commentsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "A page", [{ author: "fern", text: "An old comment" }]);
});
afterEach(() => house.close());

const thread = () => house.store.get("thread", threadId);

function stored(messageId: string, isSo: (comment: Comment) => boolean = () => true): Promise<Comment> {
  return until(`comment ${messageId}`, async () => {
    const comment = await findComment(house.store, messageId);
    return comment && isSo(comment) ? comment : undefined;
  });
}

/** Takes the bot's sight of the articles' channel, or gives it back. */
function showArticles(isShown: boolean): void {
  const deny = isShown ? "0" : PermissionFlagsBits.ViewChannel.toString();
  const hidden = { id: house.world.roles.bot, type: OverwriteType.Role, allow: "0", deny };
  const { channels, people } = house.world;
  house.sandbox.changeChannel(channels.articles, people.publisher, { permission_overwrites: [hidden] });
}

describe("a thread", () => {
  it("is known by its new name, as archived and as locked, whether the bot was there or not", async () => {
    await house.publisher.changeThread(threadId, { name: "Another name" });
    await until("the new name", async () => (await thread())?.name === "Another name");
    await house.restart(async () => {
      await house.publisher.changeThread(threadId, { name: "A third name" });
      await house.publisher.changeThread(threadId, { locked: true });
      await house.publisher.changeThread(threadId, { archived: true });
    });
    const now = { name: "A third name", isArchived: true, isLocked: true };
    await until("how it stands", async () => JSON.stringify(await thread()).includes('"isLocked":true'));
    expect(await thread()).toMatchObject(now);
    await house.publisher.changeThread(threadId, { archived: false });
    await until("it is awake", async () => (await thread())?.isArchived === false);
  });

  it("that is deleted keeps its comments, whether the bot was there or not", async () => {
    const other = await importPage(house, "Another page", [{ author: "wren", text: "Also old" }]);
    const { sandbox, world } = house;
    sandbox.deleteChannel(threadId, world.people.publisher);
    await until("the deletion", async () => (await thread())?.deletedAt);
    await house.restart(async () => sandbox.deleteChannel(other, world.people.publisher));
    await until("the other deletion", async () => (await house.store.get("thread", other))?.deletedAt);
    for (const id of [threadId, other])
      expect((await commentsOf(house, id)).map(({ state }) => state)).toEqual(["visible"]);
    const checkUp = textOf(await succeed(house.moderator.runCommand(house.world.channels.general, "doctor")));
    expect(checkUp.match(/Gone from Discord/g)).toHaveLength(2);
  });

  it("goes with its channel, and its comments stay", async () => {
    const { sandbox, world } = house;
    sandbox.deleteChannel(world.channels.articles, world.people.publisher);
    await until("the deletion", async () => (await thread())?.deletedAt);
    expect((await commentsOf(house, threadId))[0]?.text).toBe("An old comment");
    expect((await house.bot.app.settings.get(house.world.guildId)).articleChannelId).toBe(
      house.world.channels.articles,
    );
    const checkUp = textOf(await succeed(house.moderator.runCommand(house.world.channels.general, "doctor")));
    expect(checkUp).toContain(`<#${house.world.channels.articles}> no longer exists`);
  });

  it("out of sight says what is missing, and is read as soon as it is seen again", async () => {
    const early = await house.members[0].post(threadId, "before");
    await stored(early.id);
    showArticles(false);
    await until("it is out of sight", async () => (await thread())?.hiddenSince);
    const { id } = await house.members[0].post(threadId, "into the dark");
    await house.members[0].edit(threadId, early.id, "before, edited");
    const checkUp = textOf(await succeed(house.moderator.runCommand(house.world.channels.general, "doctor")));
    expect(checkUp).toContain("Out of my sight since");
    expect(checkUp).toContain("I lack: **View Channel");
    expect((await house.bot.app.settings.get(house.world.guildId)).articleChannelId).toBe(
      house.world.channels.articles,
    );
    showArticles(true);
    await stored(id);
    await stored(early.id, ({ text }) => text === "before, edited");
    expect((await thread())?.hiddenSince).toBeNull();
  });

  it("out of sight since before the start is found so, and read later", async () => {
    const { id } = await house.members[0].post(threadId, "before");
    await stored(id);
    await house.restart(async () => {
      showArticles(false);
      await house.members[0].delete(threadId, id);
    });
    await until("it is out of sight", async () => (await thread())?.hiddenSince);
    showArticles(true);
    await stored(id, ({ state }) => state === "deleted");
  });
});

describe("a refusal that contradicts what the gateway told", () => {
  it("is doubted: the thread is read again, and is out of sight no longer", async () => {
    const { faults } = house.sandbox;
    const refusal = { kind: "missingAccess", method: "GET" } as const;
    await house.restart(async () => {
      faults.add({ ...refusal, path: new RegExp(`^/channels/${threadId}/messages$`), times: 1 });
      await house.members[0].post(threadId, "written while nobody listened");
    });
    await until("the thread is out of sight", async () => (await thread())?.hiddenSince);
    await until("it is seen again", async () => (await thread())?.hiddenSince === null);
    expect((await commentsOf(house, threadId)).at(-1)?.text).toBe("written while nobody listened");
    expect((await thread())?.checkpoint).toBe(house.sandbox.world.channel(threadId).last_message_id);
  });
});

describe("a server", () => {
  it("that the bot leaves is kept for a while, and goes on where it was when the bot comes back", async () => {
    const { guildId, roles } = house.world;
    house.sandbox.leave(guildId, house.sandbox.applicationId);
    await until("the threads rest", async () => (await thread())?.hiddenSince);
    const { id } = await house.members[0].post(threadId, "while it was gone");
    house.sandbox.join(guildId, house.sandbox.applicationId, [roles.bot]);
    await stored(id);
    expect((await house.bot.app.settings.get(guildId)).moderatorRoleId).toBe(roles.moderator);
  });

  it("that the bot left for good is erased, and no other", async () => {
    const { guildId } = house.world;
    await house.members[1].runCommand(threadId, "watch article");
    const { id } = await house.members[0].post(threadId, "soon forgotten");
    await stored(id);
    const { general } = house.world.channels;
    await succeed(house.members[1].runCommand(general, "digest now", { post: true }));
    await succeed(house.members[1].runCommand(general, "quote", { comment: id }));
    expect(house.store.catalog.listShownIn({ channelId: general, limit: 5 })).toHaveLength(2);
    house.sandbox.leave(guildId, house.sandbox.applicationId);
    await until("the threads rest", async () => (await thread())?.hiddenSince);
    expect(await house.bot.app.guilds.eraseLeft()).toBe(0);
    const inFiveWeeks = Date.now() + 35 * 86_400_000;
    await house.restart(undefined, { now: () => inFiveWeeks });
    await until("nothing is left", async () => (await house.store.get("guild", guildId)) === undefined);
    for (const kind of ["comment", "alias", "thread", "check"] as const)
      for (const one of [id, threadId]) expect(await house.store.get(kind, one)).toBeUndefined();
    const { catalog } = house.store;
    expect(catalog.listComments({ guildId, order: "oldest", limit: 5 })).toEqual([]);
    expect(catalog.listLog({ guildId, limit: 5 })).toEqual([]);
    expect(catalog.listWatching({ guildId, limit: 5 })).toEqual([]);
    expect(catalog.listShownIn({ channelId: general, limit: 5 })).toEqual([]);
    expect(catalog.listOutbox()).toEqual([]);
    expect(await catalog.verify()).toEqual([]);
  });
});

describe("/article adopt", () => {
  it("makes a thread that was opened by hand an article's, with all that was said before", async () => {
    const { articles } = house.world.channels;
    const link = await house.publisher.post(
      articles,
      "Worth reading: https://example.org/essays/on-bread?utm_source=x",
    );
    house.sandbox.showPreview(articles, link.id, { title: "On bread", description: "Flour, water, salt." });
    const opened = await house.publisher.openThread(articles, { name: "bread", messageId: link.id });
    const said: string[] = [];
    for (let number = 0; number < 130; number++)
      said.push((await house.members[number % 3]?.post(opened.id, `said ${number}`))?.id ?? "");
    await house.members[1].react(opened.id, said[5] ?? "", "👍");
    const answer = textOf(await succeed(house.moderator.runCommand(opened.id, "article adopt")));
    expect(answer).toContain("On bread");
    expect(answer).toContain("130 comments");
    expect((await commentsOf(house, opened.id)).map(({ text }) => text)).toEqual(
      said.map((_, number) => `said ${number}`),
    );
    expect((await stored(said[5] ?? "")).reactions).toMatchObject([{ emoji: "👍", count: 1 }]);
    const later = await house.members[0].post(opened.id, "said later");
    await stored(later.id);
    const again = await refused(house.moderator.runCommand(opened.id, "article adopt"));
    expect(again).toContain("already");
  });

  it("leaves a forum post's own text out of the comments", async () => {
    const opened = await house.publisher.openThread(house.world.channels.forum, {
      name: "A post",
      message: "The post itself",
    });
    const reply = await house.members[0].post(opened.id, "a reply");
    await succeed(house.moderator.runCommand(opened.id, "article adopt", { title: "By hand" }));
    await stored(reply.id);
    expect((await commentsOf(house, opened.id)).map(({ text }) => text)).toEqual(["a reply"]);
  });

  it("refuses what is no thread, an article that has one, and members", async () => {
    const { general, articles } = house.world.channels;
    expect(await refused(house.moderator.runCommand(general, "article adopt"))).toContain("inside the thread");
    const options = { url: "https://example.org/essays/on-bread" };
    const first = await house.publisher.openThread(articles, { name: "one" });
    const second = await house.publisher.openThread(articles, { name: "two" });
    await succeed(house.moderator.runCommand(first.id, "article adopt", options));
    expect(await refused(house.moderator.runCommand(second.id, "article adopt", options))).toContain(`<#${first.id}>`);
    expect(await refused(house.members[0].runCommand(second.id, "article adopt"))).toContain("moderators");
  });
});
