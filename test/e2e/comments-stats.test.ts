import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import type { Actor } from "#sandbox/types.ts";
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
let threadId: string;
let general: string;
let aiko: Actor;
let boris: Actor;

beforeEach(async () => {
  house = await openHouse();
  [aiko, boris] = house.members;
  ({ general } = house.world.channels);
  threadId = await importPage(house, "Bread & *Butter*", [
    { author: "wren", text: "An old comment." },
    { author: "lark", text: "Another." },
  ]);
});

afterEach(() => house.close());

const stats = (who: Actor, channelId: string, options: Record<string, string> = {}) =>
  who.runCommand(channelId, "comments stats", options);

async function say(text: string, replyTo?: string): Promise<string> {
  const { id } = await boris.post(threadId, replyTo === undefined ? text : { content: text, replyTo });
  await until("it is stored", () => house.store.get("comment", id));
  return id;
}

/** A member cannot see a channel any more. */
function shutOut(channelId: string, userId: string): void {
  setOverwrites(house, channelId, [overwrite(userId, OverwriteType.Member, 0n, P.ViewChannel)]);
}

describe("/comments stats", () => {
  it("tells of the thread's article, with a picture that says the same in words", async () => {
    const first = await say("Who **bakes**?");
    await say("I do.", first);
    await aiko.react(threadId, first, "👍");
    await until("the reaction is stored", async () =>
      ((await house.store.get("comment", first))?.reactions.length ?? 0) > 0 ? true : null,
    );
    const outcome = await succeed(stats(aiko, threadId, { zone: "Asia/Tokyo" }));
    const text = textOf(outcome);
    expect(text).toContain("Figures: ");
    expect(text).toContain("4 comments by 3 people");
    expect(text).toContain("25% are replies (1)");
    expect(text).toContain("(Asia/Tokyo)");
    expect(text).toContain("time is not known: 2 comments");
    expect(text).toMatch(/Most reactions\*\*\n\*\*.* · 1 reaction · .*\n> Who \\\*\\\*bakes\\\*\\\*\?/);
    expect(text).toMatch(/Most replies\*\*\n.*1 reply/);
    const picture = outcome.message?.attachments[0];
    expect(picture).toMatchObject({ filename: "figures.png", content_type: "image/png" });
    const file = new Uint8Array(await (await fetch(picture?.url ?? "")).arrayBuffer());
    expect(new TextDecoder("latin1").decode(file.subarray(1, 4))).toBe("PNG");
    expect(JSON.stringify(outcome.message?.components)).toContain("Two bar charts. Comments by day from");
  });

  it("tells of the server outside of a thread, and of a time", async () => {
    await say("A new one.");
    expect(textOf(await succeed(stats(aiko, general)))).toContain("3 comments by 3 people");
    expect(textOf(await succeed(stats(aiko, general, { period: "week" })))).toContain("1 comment by 1 person");
    expect(textOf(await succeed(stats(aiko, threadId, { period: "day" })))).toContain("1 comment by 1 person");
  });

  it("tells members of themselves, and moderators of anybody", async () => {
    await say("Mine.");
    const member = boris.user.id;
    expect(textOf(await succeed(stats(boris, general, { member })))).toContain(`What <@${member}> wrote`);
    expect(textOf(await succeed(stats(house.moderator, general, { member })))).toContain("**1 comment**");
    expect(await refused(stats(aiko, general, { member }))).toContain("are for moderators");
  });

  it("says where nothing is, and what was typed wrongly", async () => {
    const empty = await importPage(house, "Nobody came", []);
    expect(textOf(await succeed(stats(aiko, empty)))).toContain("Nothing was written");
    expect(textOf(await succeed(stats(aiko, general, { member: aiko.user.id })))).toContain("Nothing was written");
    expect(await refused(stats(aiko, general, { zone: "Mordor/Doom ".repeat(30) }))).toContain("no time zone");
    expect(await refused(stats(aiko, general, { article: "👩‍🚀 ; DROP TABLE" }))).toContain("no such article");
    const both = { member: aiko.user.id, article: "12345" };
    expect(await refused(stats(aiko, general, both))).toContain("not both");
    expect(await refused(stats(aiko, general, { of: "thread" }))).toContain("⚠️");
  });

  it("tells the figures alone where no picture can be drawn", async () => {
    await say("A new one.");
    const { execPath } = process;
    process.execPath = "/nowhere/node";
    try {
      const outcome = await succeed(stats(aiko, general));
      expect(textOf(outcome)).toContain("3 comments by 3 people");
      expect(outcome.message?.attachments).toEqual([]);
    } finally {
      process.execPath = execPath;
    }
    expect((await succeed(stats(aiko, general))).message?.attachments).toHaveLength(1);
  });

  it("leaves out what somebody cannot read, deleted comments, and stands after a restart", async () => {
    const gone = await say("Gone in a moment.");
    await boris.delete(threadId, gone);
    await until("it is gone", async () => (await house.store.get("comment", gone))?.state === "deleted");
    await house.restart();
    expect(textOf(await succeed(stats(aiko, general)))).toContain("2 comments by 2 people");
    shutOut(house.world.channels.articles, aiko.user.id);
    await until("she is shut out", async () => textOf(await stats(aiko, general)).includes("Nothing was written"));
    const articleId = (await house.store.get("thread", threadId))?.articleId ?? "";
    expect(await refused(stats(aiko, general, { article: articleId }))).toContain("no such article");
    expect(textOf(await succeed(stats(boris, general)))).toContain("2 comments by 2 people");
  });
});
