import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { joinGuild } from "#sandbox/world/members.ts";
import type { Actor } from "#sandbox/types.ts";
import { type House, importPage, openHouse, refused, succeed } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
let articleId: string;
let commentId: string;
/** May do everything in another server where Talkback is, and is not in ours. */
let eve: Actor;
let elsewhere: { guildId: string; channelId: string };

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "Our page", [{ author: "wren", text: "An old comment" }]);
  commentId = (await house.members[0].post(threadId, "What only we may read")).id;
  await until("the comment", () => house.store.get("comment", commentId));
  articleId = (await house.store.get("thread", threadId))?.articleId ?? "";
  await succeed(house.moderator.runCommand(threadId, "mod note", { comment: commentId, reason: "Ours" }));
  await house.restart(async () => {
    await Promise.resolve();
    openServer();
  });
});
afterEach(() => house.close());

function openServer(): void {
  const { world } = house.sandbox;
  const [guildId, channelId] = [world.nextId(), world.nextId()];
  const { id } = house.sandbox.createUser({ name: "eve", displayName: "Eve" });
  world.tables.put("guild", guildId, {
    ...world.guild(house.world.guildId),
    id: guildId,
    name: "Next door",
    owner_id: id,
  });
  const role = world.role(house.world.guildId, house.world.guildId);
  const permissions = P.Administrator.toString();
  world.tables.put("role", guildId, { ...role, id: guildId, guild_id: guildId, permissions });
  const channel = world.channel(house.world.channels.general);
  world.tables.put("channel", channelId, { ...channel, id: channelId, guild_id: guildId, last_message_id: null });
  for (const userId of [id, house.bot.identity.botId]) joinGuild(world, guildId, userId);
  eve = house.sandbox.actor(id);
  elsewhere = { guildId, channelId };
}

const run = (name: string, options: Record<string, string | number>) =>
  eve.runCommand(elsewhere.channelId, name, options);

describe("someone who may do everything in another server", () => {
  it.each([
    ["mod remove", "reason"],
    ["mod restore", "reason"],
    ["mod hold", "reason"],
    ["mod approve", "reason"],
    ["mod note", "reason"],
    ["comments show", null],
    ["quote", null],
  ])("gets at no comment of ours by /%s", async (name, reason) => {
    const options = { comment: commentId, ...(reason === null ? {} : { [reason]: "Mine now" }) };
    expect(await refused(run(name, options))).not.toContain("What only we may read");
    expect(await house.store.get("comment", commentId)).toMatchObject({ state: "visible" });
    expect(house.store.catalog.countCases({ guildId: house.world.guildId })).toBe(1);
    expect(house.store.catalog.countCases({ guildId: elsewhere.guildId })).toBe(0);
  });

  it("reports no comment of ours", async () => {
    const { modal } = await run("report", { comment: commentId });
    if (!modal) throw new Error("no form");
    await refused(eve.submitModal(modal, { reason: ["spam"], note: "" }));
    expect(house.store.catalog.listReports({ guildId: house.world.guildId, limit: 1 })).toEqual([]);
    expect(house.store.catalog.listReports({ guildId: elsewhere.guildId, limit: 1 })).toEqual([]);
  });

  it("gets at no article, no case, no purge and no raid of ours", async () => {
    const tried = [
      run("mod purge", { article: articleId }),
      run("mod purge", { like: commentId }),
      run("mod case", { number: 1 }),
      run("mod undo", { number: 1 }),
      run("comments list", { article: articleId }),
      run("thread lock", { article: articleId }),
    ];
    for (const one of tried) expect(await refused(one)).not.toContain("What only we may read");
    expect(house.sandbox.world.thread(threadId).locked).toBe(false);
    const { purges, raids, reportCards } = house.bot.app;
    const ours = { guildId: house.world.guildId, channelId: threadId };
    const moderator = { ...ours, actorId: house.moderator.user.id, actorName: "M" };
    const { purgeId } = await purges.preview(moderator, { typed: { words: "read" }, reason: "" }, () => undefined);
    const stranger = {
      guildId: elsewhere.guildId,
      channelId: elsewhere.channelId,
      actorId: eve.user.id,
      actorName: "Eve",
    };
    await expect(purges.confirm(purgeId ?? "", stranger, () => undefined)).rejects.toThrow("purgeUnknown");
    const raid = { guildId: elsewhere.guildId, threadId, raidId: commentId };
    await expect(raids.end(raid, { id: eve.user.id, name: "Eve" })).rejects.toThrow("outdated");
    const claim = reportCards.claim(commentId, { guildId: elsewhere.guildId, id: eve.user.id, name: "Eve" });
    await expect(claim).rejects.toThrow("outdated");
    expect(await house.store.get("comment", commentId)).toMatchObject({ state: "visible" });
  });
});
