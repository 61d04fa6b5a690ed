import { OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinThread } from "#sandbox/world/thread-members.ts";
import { openThreadAlone } from "#sandbox/world/threads.ts";
import type { Actor } from "#sandbox/types.ts";
import {
  commentsOf,
  type House,
  importPage,
  openHouse,
  refused,
  succeed,
  textOf,
  overwrite,
  setOverwrites,
} from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let openThread: string;

beforeEach(async () => {
  house = await openHouse();
  openThread = await importPage(house, "Open page", [{ author: "wren", text: "Open marmalade" }]);
});
afterEach(() => house.close());

/** What someone sees of marmalade in lists, searches, counts, suggestions and quotes, by the first word of each comment. */
async function seenBy(
  who: Actor,
): Promise<{ listed: string[]; found: string[]; suggested: string[]; articles: string[] }> {
  const { general } = house.world.channels;
  const words = (text: string): string[] => [...text.matchAll(/(\w+) \*{0,2}marmalade/g)].map(([, word]) => word ?? "");
  const list = textOf(await succeed(who.runCommand(general, "comments list", { of: "server", order: "oldest" })));
  const search = textOf(
    await succeed(who.runCommand(general, "comments search", { query: "marmalade", order: "newest" })),
  );
  const choices = await who.autocomplete(general, "comments show", { comment: "marmalade" }, "comment");
  const titles = await who.autocomplete(general, "comments list", { article: "page" }, "article");
  const [listed, found] = [words(list), words(search)];
  expect(list).toContain(`1–${listed.length} of ${listed.length}`);
  expect(search).toContain(`1–${found.length} of ${found.length}`);
  return {
    listed,
    found: found.toSorted(),
    suggested: choices.flatMap(({ name }) => words(name)).toSorted(),
    articles: titles.map(({ name }) => name).toSorted(),
  };
}

const OPEN_ONLY = { listed: ["Open"], found: ["Open"], suggested: ["Open"], articles: ["Open page"] };

describe("what someone may list", () => {
  it("is what their roles and the channel's overwrites let them read at this moment", async () => {
    const { forum, general } = house.world.channels;
    const [aiko, sam, priya] = house.members;
    await succeed(house.publisher.runCommand(general, "setup", { articles: forum }));
    const closed = await importPage(house, "Closed page", [{ author: "wren", text: "Closed marmalade" }]);
    const both = {
      listed: ["Open", "Closed"],
      found: ["Closed", "Open"],
      suggested: ["Closed", "Open"],
      articles: ["Closed page", "Open page"],
    };
    expect(await seenBy(aiko)).toEqual(both);

    const { guildId, roles } = house.world;
    const forBot = overwrite(roles.bot, OverwriteType.Role, P.ViewChannel | P.ReadMessageHistory, 0n);
    setOverwrites(house, forum, [
      forBot,
      overwrite(guildId, OverwriteType.Role, 0n, P.ViewChannel),
      overwrite(roles.moderator, OverwriteType.Role, P.ViewChannel, 0n),
      overwrite(sam.user.id, OverwriteType.Member, P.ViewChannel, 0n),
    ]);
    expect(await seenBy(aiko)).toEqual(OPEN_ONLY);
    expect(await seenBy(sam)).toEqual(both);
    expect(await seenBy(house.moderator)).toEqual(both);
    // Who sees a channel without its history reads nothing of what was said before.
    setOverwrites(house, forum, [forBot, overwrite(priya.user.id, OverwriteType.Member, 0n, P.ReadMessageHistory)]);
    expect(await seenBy(priya)).toEqual(OPEN_ONLY);
    expect(await seenBy(aiko)).toEqual(both);

    setOverwrites(house, forum, [forBot, overwrite(guildId, OverwriteType.Role, 0n, P.ViewChannel)]);
    const comment = (await commentsOf(house, closed))[0]?.id ?? "";
    const articleId = (await house.store.get("thread", closed))?.articleId ?? "";
    for (const command of ["comments show", "quote"]) {
      expect(await refused(aiko.runCommand(general, command, { comment }))).toContain("I know no comment");
    }
    for (const options of [{ article: articleId }, { article: articleId, order: "replies" }]) {
      expect(await refused(aiko.runCommand(general, "comments list", options))).toContain("no such article");
    }
    const search = aiko.runCommand(general, "comments search", { query: `article:${articleId} marmalade` });
    expect(textOf(await succeed(search))).toContain("Nothing found");
  });

  it("holds a private thread's comments for its members and those who manage threads", async () => {
    const { articles, general } = house.world.channels;
    const [aiko, sam, priya] = house.members;
    const { world } = house.sandbox;
    const parent = world.channel(articles);
    const thread = openThreadAlone(world, parent, house.moderator.user.id, { name: "Inner page", type: 12 });
    joinThread(world, thread, sam.user.id);
    await succeed(house.moderator.runCommand(thread.id, "article adopt", { title: "Inner page" }));
    const { id } = await sam.post(thread.id, "Inner marmalade");
    await until("the comment", () => house.store.get("comment", id));
    const both = {
      listed: ["Open", "Inner"],
      found: ["Inner", "Open"],
      suggested: ["Inner", "Open"],
      articles: ["Inner page", "Open page"],
    };
    expect(await seenBy(sam)).toEqual(both);
    expect(await seenBy(house.moderator)).toEqual(both);
    expect(await seenBy(aiko)).toEqual(OPEN_ONLY);
    expect(await refused(priya.runCommand(general, "comments show", { comment: id }))).toContain("I know no comment");
    // Its parent hides it from its members, too.
    const { guildId, roles } = house.world;
    setOverwrites(house, articles, [
      overwrite(roles.bot, OverwriteType.Role, P.ViewChannel | P.ReadMessageHistory, 0n),
      overwrite(guildId, OverwriteType.Role, 0n, P.ViewChannel),
    ]);
    expect(textOf(await sam.runCommand(general, "comments list", { of: "server" }))).toContain("No comments yet");
    expect(textOf(await aiko.runCommand(general, "comments search", { query: "marmalade" }))).toContain(
      "Nothing found",
    );
    expect(await refused(sam.runCommand(general, "comments show", { comment: id }))).toContain("I know no comment");
    expect(openThread).not.toBe(thread.id);
  });
});
