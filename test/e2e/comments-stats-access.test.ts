import { OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { joinThread } from "#sandbox/world/thread-members.ts";
import { openThreadAlone } from "#sandbox/world/threads.ts";
import {
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
let general: string;

beforeEach(async () => {
  house = await openHouse();
  ({ general } = house.world.channels);
  await importPage(house, "Open page", [{ author: "wren", text: "An open thought" }]);
});
afterEach(() => house.close());

const figures = async (who: Actor, options: Record<string, string> = {}): Promise<string> =>
  textOf(await succeed(who.runCommand(general, "comments stats", options)));

async function post(threadId: string, who: Actor, text: string): Promise<string> {
  const { id } = await who.post(threadId, text);
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

async function articleOf(threadId: string): Promise<string> {
  return (await house.store.get("thread", threadId))?.articleId ?? "";
}

describe("the figures that someone is told", () => {
  it("hold a channel's comments, and its top ones, for those whom roles and overwrites let in", async () => {
    const { forum } = house.world.channels;
    const [aiko, sam] = house.members;
    await succeed(house.publisher.runCommand(general, "setup", { articles: forum }));
    const closed = await importPage(house, "Closed page", []);
    const loved = await post(closed, sam, "A closed thought");
    await sam.react(closed, loved, "👍");
    await until("the reaction", async () => (await house.store.get("comment", loved))?.reactions.length === 1);
    expect(await figures(aiko)).toContain("2 comments by 2 people");

    const { guildId, roles } = house.world;
    setOverwrites(house, forum, [
      overwrite(roles.bot, OverwriteType.Role, P.ViewChannel | P.ReadMessageHistory, 0n),
      overwrite(guildId, OverwriteType.Role, 0n, P.ViewChannel),
      overwrite(roles.moderator, OverwriteType.Role, P.ViewChannel, 0n),
      overwrite(sam.user.id, OverwriteType.Member, P.ViewChannel, 0n),
    ]);
    for (const options of [{}, { of: "server" }]) {
      const seen = await figures(aiko, options);
      expect(seen).toContain("1 comment by 1 person");
      expect(seen).not.toContain("closed");
    }
    for (const who of [sam, house.moderator]) expect(await figures(who)).toContain("A closed thought");
    const article = await articleOf(closed);
    expect(await refused(aiko.runCommand(general, "comments stats", { article }))).toContain("no such article");
    const titles = await aiko.autocomplete(general, "comments stats", { article: "page" }, "article");
    expect(titles.map(({ name }) => name)).toEqual(["Open page"]);
  });

  it("hold a private thread's comments for its members, also of one's own period", async () => {
    const { world } = house.sandbox;
    const [aiko, sam] = house.members;
    const parent = world.channel(house.world.channels.articles);
    const thread = openThreadAlone(world, parent, house.moderator.user.id, { name: "Inner page", type: 12 });
    joinThread(world, thread, sam.user.id);
    await succeed(house.moderator.runCommand(thread.id, "article adopt", { title: "Inner page" }));
    await post(thread.id, sam, "An inner thought");
    for (const options of [{}, { period: "week" }]) {
      const [inside, outside] = [await figures(sam, options), await figures(aiko, options)];
      expect(Number(/(\d+) comments? by/.exec(inside)?.[1])).toBe(
        Number(/(\d+) comments? by/.exec(outside)?.[1] ?? 0) + 1,
      );
    }
    const article = await articleOf(thread.id);
    expect(await figures(sam, { article })).toContain("1 comment by 1 person");
    expect(await refused(aiko.runCommand(general, "comments stats", { article }))).toContain("no such article");
  });

  it("are refused of an article that vanished, and of what is none", async () => {
    const [aiko] = house.members;
    const [choice] = await aiko.autocomplete(general, "comments stats", { article: "open" }, "article");
    const article = String(choice?.value);
    expect(await figures(aiko, { article })).toContain("1 comment by 1 person");
    await house.store.update((tx) => tx.delete("article", article));
    for (const typed of [article, "", "😀".repeat(2_000), "1 OR 1", "\u202Eegap", "99999999999999999"]) {
      const asked = aiko.runCommand(general, "comments stats", { article: typed });
      expect(await refused(asked)).toContain("no such article");
    }
  });
});
