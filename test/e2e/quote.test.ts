import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonsOf, commentsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId = "";
let general = "";

beforeEach(async () => {
  house = await openHouse();
  ({ general } = house.world.channels);
  threadId = await importPage(house, "Page", [{ author: "wren", text: "Old marmalade" }]);
});
afterEach(() => house.close());

/** What the newest message of a channel says, as its readers see it. */
const shown = (): string => textOf({ message: house.members[0].messages(general)[0] ?? null });
const posted = (): number => house.members[0].messages(general).length;

async function say(text: string): Promise<string> {
  const { id } = await house.members[0].post(threadId, text);
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

const quote = (comment: string, more: Record<string, string> = {}): Promise<unknown> =>
  succeed(house.members[1].runCommand(threadId, "quote", { comment, channel: general, ...more }));

describe("a quote", () => {
  it("holds several comments, each with its author and the way there, and pings nobody", async () => {
    const [first, second] = [await say("First <@1> @everyone"), await say("Second **bold**")];
    const [old] = await commentsOf(house, threadId);
    await quote(first, { second, third: old?.id ?? "" });
    const text = shown();
    expect(text).toContain("> First \\<@1> @everyone");
    expect(text).toContain("Second \\*\\*bold\\*\\*");
    expect(text).toContain("**wren**");
    for (const id of [first, second]) expect(text).toContain(`/${threadId}/${id}`);
    expect(house.members[0].messages(general)[0]).toMatchObject({ mentions: [], mention_everyone: false });
  });

  it("keeps its words and says so when the comment is edited, and loses them when it is deleted", async () => {
    const id = await say("Plain marmalade");
    await quote(id);
    await house.members[0].edit(threadId, id, "Another jam");
    await until("the note", () => shown().includes("edited since"));
    expect(shown()).toContain("Plain marmalade");
    await house.members[0].delete(threadId, id);
    await until("the notice", () => shown().includes("was removed, deleted or held back"));
    expect(shown()).not.toContain("marmalade");
  });

  it("loses the words of a removed comment and has them again when it is restored, in its passage", async () => {
    const id = await say("I like plain marmalade best");
    await quote(id, { passage: "plain  marmalade" });
    expect(shown()).toContain("> … plain marmalade …");
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await until("the notice", () => shown().includes("was removed"));
    expect(shown()).not.toContain("marmalade");
    await succeed(house.moderator.runCommand(threadId, "mod restore", { comment: id }));
    await until("the words", () => shown().includes("> … plain marmalade …"));
    expect(posted()).toBe(1);
  });

  it("follows what happened while the bot was away", async () => {
    const id = await say("Plain marmalade");
    await quote(id);
    await house.restart(() => house.members[0].delete(threadId, id));
    await until("the notice", () => shown().includes("was removed, deleted"));
  });

  it("whose answer is lost is posted once, also over a restart", async () => {
    const id = await say("Plain marmalade");
    house.sandbox.faults.add({
      kind: "lostAnswer",
      method: "POST",
      path: new RegExp(`/channels/${general}/messages$`),
      times: 20,
    });
    await house.members[1].runCommand(threadId, "quote", { comment: id, channel: general });
    house.sandbox.faults.clear();
    await house.restart();
    await until("the jobs", () => house.store.catalog.listOutbox().length === 0);
    expect(posted()).toBe(1);
  });

  it("that somebody deletes on Discord is forgotten at once, and one that went while the bot was away when it is missed", async () => {
    const id = await say("Plain marmalade");
    const articleId = (await house.store.get("thread", threadId))?.articleId ?? "";
    const isForgotten = async (): Promise<boolean> => !(await house.store.get("articleQuotes", articleId));
    const deleteQuote = () => house.moderator.delete(general, house.members[0].messages(general)[0]?.id ?? "");
    await quote(id);
    await deleteQuote();
    await until("it is forgotten", isForgotten);
    await quote(id);
    await house.restart(deleteQuote);
    expect(await isForgotten()).toBe(false);
    await house.members[0].delete(threadId, id);
    await until("it is forgotten", isForgotten);
    expect(posted()).toBe(0);
  });

  it("is taken back by whoever quoted or by a moderator, and by nobody else", async () => {
    const id = await say("Plain marmalade");
    for (const who of [house.members[1], house.moderator]) {
      await quote(id);
      const message = house.members[0].messages(general)[0] ?? null;
      const button = buttonsOf({ message }).get("Take back") ?? "";
      expect(await refused(house.members[2].click(general, message?.id ?? "", button))).toContain("Only whoever");
      await succeed(who.click(general, message?.id ?? "", button));
      expect(posted()).toBe(0);
    }
  });

  it("of a comment that not all may read is refused where all may", async () => {
    const id = await say("Plain marmalade");
    const { articles } = house.world.channels;
    const { guildId, roles } = house.world;
    const bits = (P.ViewChannel | P.ReadMessageHistory).toString();
    const channel = {
      ...house.sandbox.world.channel(articles),
      permission_overwrites: [
        { id: guildId, type: 0, allow: "0", deny: P.ViewChannel.toString() },
        { id: roles.moderator, type: 0, allow: bits, deny: "0" },
        { id: roles.bot, type: 0, allow: bits, deny: "0" },
      ],
    };
    house.sandbox.world.tables.put("channel", articles, channel);
    house.sandbox.world.dispatch({ t: "CHANNEL_UPDATE", d: channel, guildId, channelId: articles });
    const asked = (target: string) => house.moderator.runCommand(threadId, "quote", { comment: id, channel: target });
    await until("the news", async () => textOf(await asked(general)).includes("More people can read"));
    await succeed(asked(house.world.channels.moderators));
    await succeed(asked(threadId));
  });
});

describe("Quote passage", () => {
  it("opens a form with the comment's words, and refuses what it does not say without losing what was typed", async () => {
    const id = await say("I like plain marmalade best");
    const open = async () => {
      const { modal } = await house.members[1].runContextMenu(threadId, "Quote passage", id);
      if (!modal) throw new Error("no form");
      return modal;
    };
    expect(JSON.stringify(await open())).toContain("I like plain marmalade best");
    const told = await refused(house.members[1].submitModal(await open(), { passage: "I hate *marmalade*" }));
    expect(told).toContain("does not say that");
    expect(told).toContain("I hate \\*marmalade\\*");
    await succeed(house.members[1].submitModal(await open(), { passage: "I like […] marmalade" }));
    expect(textOf({ message: house.members[0].messages(threadId)[0] ?? null })).toContain("> I like […] marmalade …");
  });
});
