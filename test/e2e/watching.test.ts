import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { APIMessage } from "discord-api-types/v10";
import { setDirectClosed } from "#sandbox/world/direct.ts";
import type { Actor } from "#sandbox/types.ts";
import { watch as watchCommand } from "#src/commands/watch.ts";
import { watchingId } from "#src/domain/watching.ts";
import { en } from "#src/i18n/en/index.ts";
import { buttonsOf, type House, importPage, menusOf, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
let aiko: Actor;
let boris: Actor;

beforeEach(async () => {
  // A pace of 15 "minutes" is 15 seconds here, and what comes within a moment is gathered.
  house = await openHouse({ bot: { tellingPace: { gatherMs: 60, minuteMs: 1_000 } } });
  [aiko, boris] = house.members;
  threadId = await importPage(house, "Bread & *Butter*", [{ author: "wren", text: "An old comment." }]);
});

afterEach(() => house.close());

const watch = (who: Actor, name: string, options: Record<string, string | number> = {}) =>
  who.runCommand(threadId, `watch ${name}`, options);

/** What somebody was told by direct message, oldest first. */
function told(actor: Actor): APIMessage[] {
  const channelId = house.sandbox.world.tables.direct.get(actor.user.id)?.channel_id;
  if (!channelId) return [];
  return house.sandbox.actor(actor.user.id).messages(channelId).toReversed();
}

const toldTexts = (actor: Actor): string[] => told(actor).map((message) => textOf({ message }));
const untilTold = (actor: Actor, times: number): Promise<unknown> =>
  until(`${actor.user.username} is told`, () => told(actor).length >= times);
/** Until everything that a comment leads to has been done. */
async function untilSettled(commentId: string): Promise<void> {
  await until("it is stored", async () => (await house.store.get("comment", commentId)) !== undefined);
  await until("nothing is to be told", () => house.store.catalog.listOutbox().length === 0);
}
const watchingOf = (actor: Actor) => house.store.get("watching", watchingId(house.world.guildId, actor.user.id));

describe("/watch", () => {
  it("tells of new comments on an article once, gathered, escaped, with links and the reason", async () => {
    await succeed(watch(aiko, "article"));
    const { id } = await boris.post(threadId, "First **bold** @everyone");
    await boris.post(threadId, "Second");
    await untilTold(aiko, 1);
    const [message] = told(aiko);
    const text = toldTexts(aiko)[0] ?? "";
    expect(text).toContain("**2 new comments** in");
    expect(text).toContain("Bread & \\*Butter\\*");
    expect(text).toContain("First \\*\\*bold\\*\\*");
    expect(text).toContain(`https://discord.com/channels/${house.world.guildId}/${threadId}/${id}`);
    expect(text).toContain("You watch comments on “Bread & \\*Butter\\*”.");
    expect(message?.mention_everyone).toBe(false);
    expect(told(aiko).length).toBe(1);
  });

  it("says nothing of one's own comments, nor to those who watch something else", async () => {
    await succeed(watch(aiko, "article"));
    await succeed(watch(boris, "word", { text: "sour dough" }));
    await aiko.post(threadId, "I talk to myself");
    await aiko.post(threadId, "The dough is sour");
    await aiko.post(threadId, "Ah, SÖUR  dough!");
    await untilTold(boris, 1);
    expect(toldTexts(boris)[0]).toContain("**1 new comment** in");
    expect(toldTexts(boris)[0]).toContain("SÖUR dough");
    expect(told(aiko)).toEqual([]);
  });

  it("finds words in Japanese inside of others", async () => {
    await succeed(watch(aiko, "word", { text: "漢字" }));
    await boris.post(threadId, "漢 字");
    await boris.post(threadId, "この漢字は難しい");
    await untilTold(aiko, 1);
    expect(toldTexts(aiko)[0]).toContain("この漢字は難しい");
    expect(toldTexts(aiko)[0]).toContain("**1 new comment**");
  });

  it("tells of replies to one's own comments, of a member's comments, and of replies to one comment", async () => {
    const mine = await aiko.post(threadId, "Who bakes?");
    const other = await house.moderator.post(threadId, "Nobody.");
    await succeed(watch(aiko, "replies"));
    await succeed(house.members[2].runContextMenu(threadId, "Watch replies", other.id));
    await succeed(watch(house.publisher, "member", { member: boris.user.id }));
    await boris.post(threadId, { content: "I do", replyTo: mine.id });
    await untilTold(aiko, 1);
    await untilTold(house.publisher, 1);
    expect(toldTexts(aiko)[0]).toContain("You watch replies to your comments.");
    expect(told(house.members[2])).toEqual([]);
    await aiko.post(threadId, { content: "I as well", replyTo: other.id });
    await untilTold(house.members[2], 1);
    expect(toldTexts(house.members[2])[0]).toContain("I as well");
  });

  it("waits for as long as its owner wants before it tells again", async () => {
    await succeed(watch(aiko, "article"));
    await boris.post(threadId, "One");
    await untilTold(aiko, 1);
    await succeed(watch(aiko, "pace", { minutes: 1 }));
    const toldAt = Date.parse((await watchingOf(aiko))?.toldAt ?? "");
    await boris.post(threadId, "Two");
    await boris.post(threadId, "Three");
    await untilTold(aiko, 2);
    expect(Date.now() - toldAt).toBeGreaterThanOrEqual(1_000);
    expect(toldTexts(aiko)[1]).toContain("**2 new comments**");
  });

  it("leaves out what was deleted or removed before it told", async () => {
    await succeed(watch(aiko, "article"));
    await succeed(watch(aiko, "pace", { minutes: 1 }));
    const { id } = await boris.post(threadId, "Gone in a moment");
    await until("it is to be told", () => house.store.catalog.listOutbox().length > 0);
    await boris.delete(threadId, id);
    await untilSettled(id);
    expect(told(aiko)).toEqual([]);
  });

  it("says nothing of what its owner may not read any more", async () => {
    await succeed(watch(aiko, "article"));
    house.sandbox.world.tables.put("channel", house.world.channels.articles, {
      ...house.sandbox.world.channel(house.world.channels.articles),
      permission_overwrites: [{ id: aiko.user.id, type: 1, allow: "0", deny: String(1n << 16n) }],
    });
    await house.restart();
    const { id } = await boris.post(threadId, "For other eyes");
    await untilSettled(id);
    expect(told(aiko)).toEqual([]);
  });
});

describe("a watch", () => {
  it("ends with one click on the message, also after a restart, and only by its owner", async () => {
    await succeed(watch(aiko, "article"));
    await boris.post(threadId, "One");
    await untilTold(aiko, 1);
    await house.restart();
    const [message] = told(aiko);
    if (!message) throw new Error("nobody was told");
    const customId = buttonsOf({ message }).get("Stop watching") ?? "";
    expect(customId).toContain(aiko.user.id);
    const stranger = { args: customId.split(":").slice(1), texts: en, userId: boris.user.id };
    await expect(watchCommand.routes?.["watch-stop"]?.runDirect?.(house.bot.app, stranger)).rejects.toThrow(
      "notYourWatch",
    );
    const stopped = await succeed(aiko.click(message.channel_id, message.id, customId));
    expect(textOf(stopped)).toContain("You no longer watch comments on “Bread & \\*Butter\\*”.");
    expect(await watchingOf(aiko)).toBeUndefined();
    expect(textOf(await aiko.click(message.channel_id, message.id, customId))).toContain("not any more");
    const { id } = await boris.post(threadId, "Two");
    await untilSettled(id);
    expect(told(aiko).length).toBe(1);
  });

  it("is listed and ended there, or by command", async () => {
    await succeed(watch(aiko, "article"));
    await succeed(watch(aiko, "word", { text: "butter" }));
    await succeed(watch(aiko, "replies"));
    const listed = await succeed(watch(aiko, "list"));
    expect(textOf(listed)).toContain("3 of 50");
    const [[menuId, values] = ["", []]] = menusOf(listed);
    const after = await succeed(aiko.select(threadId, listed.message?.id ?? "", menuId, [values[1] ?? ""]));
    expect(textOf(after)).not.toContain("butter");
    const [choice] = await aiko.autocomplete(threadId, "watch stop", { watch: "repl" }, "watch");
    expect(textOf(await succeed(watch(aiko, "stop", { watch: String(choice?.value) })))).toContain(
      "replies to your comments",
    );
    expect(textOf(await succeed(watch(aiko, "stop", { watch: "no such" })))).toContain("do not watch that");
    const stopAll = buttonsOf(await watch(aiko, "list")).get("Stop all") ?? "";
    const last = await watch(aiko, "list");
    await succeed(aiko.click(threadId, last.message?.id ?? "", stopAll));
    expect(textOf(await watch(aiko, "list"))).toContain("You watch nothing here");
  });

  it("is refused when it is there, is too short, is of oneself, or is one too many", async () => {
    await succeed(watch(aiko, "word", { text: "Brot" }));
    expect(await refused(watch(aiko, "word", { text: " BRÖT " }))).toContain("already");
    expect(await refused(watch(aiko, "word", { text: "🍞🍞" }))).toContain("too short");
    expect(await refused(watch(aiko, "member", { member: aiko.user.id }))).toContain("your own comments");
    expect(await refused(watch(aiko, "article", { article: "99" }))).toContain("no such article");
    expect(await refused(watch(boris, "pace", { minutes: 5 }))).toContain("watch nothing");
    for (let number = 2; number <= 50; number++) await watch(aiko, "word", { text: `word${number}` });
    expect(await refused(watch(aiko, "word", { text: "one more" }))).toContain("You watch 50 things");
    const listed = await succeed(watch(aiko, "list"));
    expect(menusOf(listed).map(([, values]) => values.length)).toEqual([25, 25]);
  });

  it("ends for those who left the server", async () => {
    await succeed(watch(aiko, "article"));
    house.sandbox.world.tables.drop("member", `${house.world.guildId}-${aiko.user.id}`);
    await boris.post(threadId, "One");
    await until("it ends", async () => (await watchingOf(aiko)) === undefined);
    expect(house.store.catalog.listOutbox()).toEqual([]);
  });
});

describe("closed direct messages", () => {
  it("pause what is watched, which is said once, and keep nobody else waiting", async () => {
    setDirectClosed(house.sandbox.world, aiko.user.id, true);
    await succeed(watch(aiko, "article"));
    await succeed(watch(house.publisher, "article"));
    await boris.post(threadId, "One");
    await untilTold(house.publisher, 1);
    await until("it is noticed", async () => typeof (await watchingOf(aiko))?.pausedAt === "string");
    expect(textOf(await aiko.runCommand(threadId, "ping"))).toContain("direct messages are closed");
    expect(textOf(await aiko.runCommand(threadId, "ping"))).not.toContain("direct messages");
    setDirectClosed(house.sandbox.world, aiko.user.id, false);
    const listed = await watch(aiko, "list");
    await succeed(aiko.click(threadId, listed.message?.id ?? "", buttonsOf(listed).get("Go on") ?? ""));
    await boris.post(threadId, "Two");
    await untilTold(aiko, 1);
    expect(toldTexts(aiko)[0]).toContain("**1 new comment**");
  });
});

describe("what is to be told", () => {
  it("is told once when the answer to the message was lost and the bot began anew", async () => {
    await succeed(watch(aiko, "article"));
    const fault = house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /channels\/\d+\/messages$/ });
    const { id } = await boris.post(threadId, "One");
    await until("it was sent", () => told(aiko).length === 1);
    fault.remove();
    await house.restart();
    await untilSettled(id);
    expect(told(aiko).length).toBe(1);
    expect((await watchingOf(aiko))?.toldAt).not.toBeNull();
  });

  it("is told after a stop in between, as is what was posted meanwhile", async () => {
    await succeed(watch(aiko, "article"));
    house.sandbox.faults.add({ kind: "status", status: 503, method: "POST", path: /users\/@me\/channels$/, times: 50 });
    await boris.post(threadId, "Before");
    await until("it waits", () => house.store.catalog.listOutbox().some((id) => id.startsWith("tell-")));
    await house.restart(async () => {
      house.sandbox.faults.clear();
      await boris.post(threadId, "Meanwhile");
    });
    await until("both are told", () => /Before[^]*Meanwhile/.test(toldTexts(aiko).join("\n")));
  });
});
