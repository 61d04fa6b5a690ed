import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type APIMessage, OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import type { Actor } from "#sandbox/types.ts";
import { setDirectClosed } from "#sandbox/world/direct.ts";
import {
  buttonsOf,
  type House,
  importPage,
  menusOf,
  openHouse,
  refused,
  succeed,
  textOf,
  overwrite,
  setOverwrites,
} from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

const DAY_MS = 86_400_000;

let house: House;
let threadId: string;
let general: string;
let aiko: Actor;
let boris: Actor;
/** How far the bot's clock is ahead of the sandbox's. */
let aheadMs: number;

beforeEach(async () => {
  aheadMs = 0;
  house = await openHouse({ bot: { now: () => Date.now() + aheadMs } });
  [aiko, boris] = house.members;
  ({ general } = house.world.channels);
  threadId = await importPage(house, "Bread & *Butter*", [{ author: "wren", text: "An old question?" }]);
});

afterEach(() => house.close());

const digest = (who: Actor, name: string, options: Record<string, string | number | boolean> = {}) =>
  who.runCommand(general, `digest ${name}`, options);

async function say(text: string, replyTo?: string): Promise<string> {
  const { id } = await boris.post(threadId, replyTo === undefined ? text : { content: text, replyTo });
  await until("it is stored", () => house.store.get("comment", id));
  return id;
}

async function react(who: Actor, id: string): Promise<void> {
  await who.react(threadId, id, "👍");
  const count = async (): Promise<number> => (await house.store.get("comment", id))?.reactions[0]?.reactors.length ?? 0;
  await until("the reaction is stored", async () => (await count()) > 0);
}

function direct(actor: Actor): APIMessage[] {
  const channelId = house.sandbox.world.tables.direct.get(actor.user.id)?.channel_id;
  return channelId ? house.sandbox.actor(actor.user.id).messages(channelId).toReversed() : [];
}

const postedIn = (channelId: string): string[] =>
  house.publisher
    .messages(channelId)
    .filter(({ author }) => author.bot)
    .map((message) => textOf({ message }))
    .filter((text) => text.includes("Digest:"));

const digestsStored = (): string[] => house.store.catalog.listDigests({ limit: 100 });
/** The bot was off until the next digest is over; then all that is due was seen to. */
async function sleepFor(days: number, meanwhile?: () => Promise<void>): Promise<void> {
  await house.restart(async () => {
    aheadMs += days * DAY_MS;
    await meanwhile?.();
  });
  const isAhead = async (): Promise<boolean> => {
    const known = await house.store.getMany("digest", digestsStored());
    return known.every((one) => !one || one.ended !== null || Date.parse(one.nextAt) > Date.now() + aheadMs);
  };
  await until(
    "what was due was seen to",
    async () => (await isAhead()) && house.store.catalog.listOutbox().length === 0,
  );
}

describe("/digest now", () => {
  it("shows what was liked, answered and asked, with links and escaped, to whoever asked alone", async () => {
    const liked = await say("Liked **bold** @everyone");
    await react(aiko, liked);
    const answered = await say("Who bakes?");
    await say("I do.", answered);
    const asked = await say("And who eats?");
    const text = textOf(await succeed(digest(aiko, "now")));
    expect(text).toContain("Liked \\*\\*bold\\*\\* @everyone");
    expect(text).toContain("1 reaction");
    expect(text).toContain("1 reply");
    expect(text).toMatch(/Questions nobody answered\*\*\n[^]*And who eats\?/);
    expect(text).toContain("New here: ");
    expect(text).toContain("4 comments by 1 member");
    for (const id of [liked, answered, asked]) expect(text).toContain(`/${threadId}/${id}`);
    // What came with an import is not of this week.
    expect(text).not.toContain("An old question");
    expect(postedIn(general)).toEqual([]);
  });

  it("is of all of an article, also of what was imported with it", async () => {
    const articleId = (await house.store.get("thread", threadId))?.articleId ?? "";
    expect(textOf(await succeed(digest(aiko, "now", { article: articleId })))).toContain("An old question?");
    expect(await refused(digest(aiko, "now", { article: "12345" }))).toContain("no such article");
  });

  it("leaves out what was deleted, and says so where nothing is left", async () => {
    const id = await say("Gone in a moment?");
    await boris.delete(threadId, id);
    await until("it is gone", async () => (await house.store.get("comment", id))?.state === "deleted");
    expect(textOf(await succeed(digest(aiko, "now")))).toContain("Nothing was written");
  });

  it("is posted once where one may write, without a ping", async () => {
    await say("Hello @everyone <@1>");
    await succeed(digest(aiko, "now", { post: true }));
    expect(postedIn(general)).toHaveLength(1);
    expect(postedIn(general)[0]).toContain("Posted for");
    expect(house.publisher.messages(general)[0]).toMatchObject({ mentions: [], mention_everyone: false });
  });

  it("is not posted where one may not write", async () => {
    await say("Hello");
    hide(general, aiko.user.id, P.SendMessages);
    await until("it is known", async () => textOf(await digest(aiko, "now", { post: true })).includes("may not write"));
    expect(postedIn(general)).toEqual([]);
  });

  it("shows nothing of what somebody may not read, and posts nothing that some who see it may not read", async () => {
    await say("For some eyes");
    hide(house.world.channels.articles, boris.user.id, P.ViewChannel);
    await until("it is known", async () => textOf(await digest(boris, "now")).includes("Nothing was written"));
    expect(textOf(await digest(aiko, "now"))).toContain("For some eyes");
    expect(textOf(await digest(aiko, "now", { post: true }))).toContain("nothing to post");
    expect(postedIn(general)).toEqual([]);
  });
});

/** Denies a member something in a channel. */
function hide(channelId: string, userId: string, deny: bigint): void {
  setOverwrites(house, channelId, [overwrite(userId, OverwriteType.Member, 0n, deny)]);
}

describe("a digest that comes again and again", () => {
  it("comes by direct message once, late after a time off, and only where something is new", async () => {
    expect(textOf(await succeed(digest(aiko, "on", { every: "day", zone: "europe/berlin" })))).toContain(
      "every day at 09:00 (Europe/Berlin)",
    );
    await say("First");
    await sleepFor(3);
    expect(direct(aiko)).toHaveLength(1);
    expect(textOf({ message: direct(aiko)[0] ?? null })).toContain("First");
    await sleepFor(2);
    expect(direct(aiko)).toHaveLength(1);
  });

  it("comes once when the answer was lost and the bot began anew", async () => {
    await succeed(digest(aiko, "on", { every: "day" }));
    await say("First");
    const fault = house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /channels\/\d+\/messages$/ });
    await house.restart(async () => void (aheadMs += DAY_MS));
    await until("it was sent", () => direct(aiko).length === 1);
    fault.remove();
    await sleepFor(0);
    expect(direct(aiko)).toHaveLength(1);
  });

  it("is posted into a channel for moderators only, once, also after a lost answer", async () => {
    expect(await refused(digest(aiko, "on", { every: "week", channel: general }))).toContain("moderators");
    await succeed(digest(house.moderator, "on", { every: "week", weekday: 3, hour: 0, channel: general }));
    await say("First");
    const fault = house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /channels\/\d+\/messages$/ });
    await house.restart(async () => void (aheadMs += 8 * DAY_MS));
    await until("it was posted", () => postedIn(general).length === 1);
    fault.remove();
    await sleepFor(0);
    expect(postedIn(general)).toHaveLength(1);
    await sleepFor(8);
    expect(postedIn(general)).toHaveLength(1);
  });

  it("is listed and ended by its owner, from the list, by the command and on the message", async () => {
    await succeed(digest(aiko, "on", { every: "day", hour: 7 }));
    await succeed(digest(aiko, "on", { every: "week", weekday: 7 }));
    expect(digestsStored()).toHaveLength(1);
    expect(textOf(await digest(boris, "status"))).toContain("No digests");
    const listed = await succeed(digest(aiko, "status"));
    expect(textOf(listed)).toContain("every Sunday at 09:00 (UTC)");
    const [customId, values] = menusOf(listed)[0] ?? ["", []];
    expect(await refused(digest(boris, "off", { digest: values[0] ?? "" }))).toContain("no such digest");
    await succeed(aiko.select(general, listed.message?.id ?? "", customId, values));
    expect(digestsStored()).toEqual([]);

    await succeed(digest(aiko, "on", { every: "day" }));
    expect(textOf(await succeed(digest(aiko, "off")))).toContain("Ended");
    await succeed(digest(aiko, "on", { every: "day" }));
    await say("First");
    await sleepFor(2);
    const [message] = direct(aiko);
    const button = message && buttonsOf({ message }).get("End this digest");
    await succeed(aiko.click(message?.channel_id ?? "", message?.id ?? "", button ?? ""));
    expect(digestsStored()).toEqual([]);
  });

  it("ends when direct messages are closed, which is said once", async () => {
    await succeed(digest(aiko, "on", { every: "day" }));
    await say("First");
    await sleepFor(2, async () => setDirectClosed(house.sandbox.world, aiko.user.id, true));
    expect(textOf(await aiko.runCommand(general, "ping"))).toContain("ended your digest");
    expect(textOf(await aiko.runCommand(general, "ping"))).not.toContain("digest");
    expect(digestsStored()).toEqual([]);
  });

  it("refuses what is no time zone, and more than there may be", async () => {
    expect(await refused(digest(aiko, "on", { every: "day", zone: "@everyone **x**" }))).toContain("no time zone");
    const articles = [];
    for (const title of ["One", "Two", "Three", "Four", "Five"]) {
      const thread = await importPage(house, title, [{ author: "wren", text: title }]);
      articles.push((await house.store.get("thread", thread))?.articleId ?? "");
    }
    for (const article of articles) await succeed(digest(aiko, "on", { every: "day", article }));
    expect(await refused(digest(aiko, "on", { every: "day" }))).toContain("which is the most");
  });
});
