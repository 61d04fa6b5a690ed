import { PermissionFlagsBits } from "discord-api-types/v10";
import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { buttonsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

afterEach(() => house.close());

const ADVERTISEMENT =
  "Great post, thanks for sharing! We offer the best web design services, visit our website https://cheap-sites.example.com for offers.";
const OLD_COMMENTS = [
  { author: "wren", text: "The second chapter is the one that stayed with me, and the maps in it are lovely." },
  { author: "pillbox", text: ADVERTISEMENT },
  {
    author: "example.net",
    text: "I wrote about the same trip last year, with pictures: https://example.net/trip",
  },
];

async function open(): Promise<void> {
  house = await openHouse({ detector: true });
  threadId = await importPage(house, "A walk along the river", OLD_COMMENTS);
}

const run = (name: string, options: Record<string, string | boolean> = {}, who: Actor = house.moderator) =>
  who.runCommand(threadId, `detector ${name}`, options);

describe("/detector test", () => {
  it("says what it would have done with what is there, with links and reasons, and changes nothing", async () => {
    await open();
    const text = textOf(await succeed(run("test")));
    expect(text).toContain("Of the last 3 comments this would have held **0** and flagged **1**.");
    expect(text).toMatch(/\*\*pillbox\*\* · \[Go to message\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+\)/);
    expect(text).toContain("Reads like advertising left under articles");
    expect(text).toContain("Links noted, but let pass: 1");
    expect(text).toContain("Links to example.net, which seems to be the author's own site");
    expect(text).not.toContain("wren");
    expect(house.store.catalog.countScreenings({ guildId: house.world.guildId })).toBe(0);
    expect(textOf(await succeed(run("test", { strictness: "strict" })))).toContain("strictness: strict");
  });

  it("counts what moderators have removed, and what a newcomer wrote as held", async () => {
    await open();
    const [aiko] = house.members;
    const { id } = await aiko.post(threadId, ADVERTISEMENT);
    await until("it is held", async () => (await house.store.get("comment", id))?.state === "held");
    await until("all is done", () => house.store.catalog.listOutbox().length === 0);
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    const text = textOf(await succeed(run("test")));
    expect(text).toContain("this would have held **1** and flagged **1**");
    expect(text).toContain("1 of these 2 were removed by moderators");
    expect(text).toContain("removed since");
  });
});

describe("an old page with its comments", () => {
  const talk = [
    "Walking along the river in autumn is best when the bridges are empty and the water is low enough to see the stones.",
    "The towpath behind the mill was closed last year after the flood, and the detour through the meadow is muddy but pretty.",
    "I took my children along the same river, and they counted seventeen herons, four kingfishers and one very angry swan.",
    "Does anybody know whether the ferry by the old mill still runs on weekdays? The timetable at the landing is unreadable.",
    "Thank you, that was lovely.",
    "I will read more of these walks.",
  ];
  const wall =
    "people who start with pottery glazing want to know what kiln temperature and mineral powder produce glossy turquoise surfaces " +
    "most beginners had to travel abroad for complete glazing workshops and desired a firing program that would achieve their goals " +
    "quickly while keeping enamel free from cracking naturally there are many variations on porcelain recipes here we look at typical " +
    "cobalt and copper mixtures that give maximum shine in minimum hours with fewest undesirable bubbles both inside handles and " +
    "outside rims when looking at stoneware plates resources for ordering clay bulk discount supplier network equipment catalogue";

  it("has the wall of words that belongs elsewhere flagged, the author's own site noted, and nothing against the others", async () => {
    house = await openHouse({ detector: true });
    const site = "My own notes on this walk are here: https://www.example.net/walks if anybody likes maps.";
    await importPage(house, "A walk along the river", [
      ...talk.map((text, index) => ({ author: `reader${index}`, text })),
      { author: "potter11", text: wall },
      { author: "example", text: site },
    ]);
    const { guildId } = house.world;
    const settings = await house.bot.app.detectorSettings.get(guildId);
    const found = await house.bot.app.backtests.run(guildId, settings, () => undefined);
    const authorsIn = (list: "held" | "flagged" | "noted") => found[list].map(({ comment }) => comment.author.name);
    expect([authorsIn("held"), authorsIn("flagged"), authorsIn("noted")]).toEqual([[], ["potter11"], ["example"]]);
    expect(found.flagged[0]?.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["wallOfText", "offTopic"]),
    );
    expect(found.noted[0]?.reasons).toContainEqual(expect.objectContaining({ code: "ownSite" }));
  });
});

describe("a report", () => {
  it("of a comment that was never judged says on its card what the detector thinks of it", async () => {
    await open();
    const old = house.store.catalog.listComments({ guildId: house.world.guildId, order: "oldest", limit: 10 })[1] ?? "";
    const { modal } = await house.members[0].runCommand(threadId, "report", { comment: old });
    if (!modal) throw new Error("no form");
    await succeed(house.members[0].submitModal(modal, { reason: ["spam"], note: "" }));
    const card = await until("the card", () =>
      house.moderator
        .messages(house.world.channels.moderators)
        .map((message) => textOf({ message }))
        .find((text) => text.includes("1 report")),
    );
    expect(card).toContain("## Reported comment");
    expect(card).toContain("**The detector says**\n- Reads like advertising left under articles");
    expect(await house.store.get("screening", old)).toBeUndefined();
  });
});

describe("/detector settings", () => {
  it("is for admins, is shown by status, and stands in the log", async () => {
    await open();
    expect(await refused(run("settings", { on: false }))).toContain("manage the server");
    await succeed(run("settings", { strictness: "lenient", profanity: true }, house.publisher));
    const status = textOf(await succeed(run("status")));
    expect(status).toContain("Strictness: **lenient** · Strong language is noted");
    expect(status).toContain("Precision here: not known");
    await succeed(run("settings", { on: false }, house.publisher));
    expect(textOf(await succeed(run("status")))).toContain("It is off.");
    const log = textOf(await succeed(house.moderator.runCommand(threadId, "mod log", { action: "detector.set" })));
    expect(log).toContain("detector's settings changed");
  });
});

describe("the watch list", () => {
  it("takes a phrase after a preview of what it would match, and lets it go", async () => {
    await open();
    const preview = await succeed(run("watch", { phrase: "cheap-sites.example.com" }));
    expect(textOf(preview)).toContain("“cheap-sites.example.com” would have matched **1** of the last 3 comments.");
    const { guildId } = house.world;
    expect((await house.bot.app.detectorSettings.get(guildId)).watchList).toEqual([]);
    const watch = buttonsOf(preview).get("Watch it") ?? "";
    const watched = await succeed(house.moderator.click(threadId, preview.message?.id ?? "", watch));
    expect(textOf(watched)).toContain("From now on");
    expect((await house.bot.app.detectorSettings.get(guildId)).watchList).toEqual(["cheap-sites.example.com"]);
    expect(await refused(run("watch", { phrase: "Cheap-sites.example.COM" }))).toContain("watched already");
    expect(textOf(await succeed(run("list")))).toContain("cheap-sites.example.com");
    const [choice] = await house.moderator.autocomplete(threadId, "detector unwatch", { phrase: "SITES" }, "phrase");
    expect(choice).toMatchObject({ value: "cheap-sites.example.com" });
    await succeed(run("unwatch", { phrase: "CHEAP-sites.example.com" }));
    expect(await refused(run("unwatch", { phrase: "cheap" }))).toContain("is not watched");
  });

  it("is a sign against a comment, which stands on its card", async () => {
    await open();
    await house.bot.app.detectorSettings.watch({ guildId: house.world.guildId, id: "1" }, "moonlight caf*");
    const { id } = await house.members[0].post(threadId, "Come to the MOONLIGHT   cafés tonight");
    const screening = await until("the verdict", () => house.store.get("screening", id));
    expect(screening.reasons[0]).toMatchObject({ code: "watchedPhrase", values: { phrase: "moonlight caf*" } });
    await until("all is done", () => house.store.catalog.listOutbox().length === 0);
    const shown = house.moderator.messages(house.world.channels.moderators).map((message) => textOf({ message }));
    expect(shown.join()).toContain("On this server's watch list: “moonlight caf\\*”");
  });

  it("takes what moderators choose after a removal, with a suggestion to change", async () => {
    await open();
    const { id } = await house.members[0].post(
      threadId,
      "Come and see https://river-bets.example.org tonight, all of you",
    );
    await until("the comment", () => house.store.get("comment", id));
    const { modal } = await house.moderator.runContextMenu(threadId, "Remove comment", id);
    if (!modal) throw new Error("no modal");
    const removal = await succeed(house.moderator.submitModal(modal, { reason: "betting" }));
    const button = buttonsOf(removal).get("Watch phrase") ?? "";
    const { modal: form } = await house.moderator.click(threadId, removal.message?.id ?? "", button);
    if (!form) throw new Error("no form");
    expect(JSON.stringify(form)).toContain('"value":"example.org"');
    const preview = await succeed(house.moderator.submitModal(form, { phrase: "river bets" }));
    expect(textOf(preview)).toContain("“river bets” would have matched **1** of the last 4 comments.");
  });

  it.each([
    ["*", "no phrase to watch"],
    ["  ", "no phrase to watch"],
    ["!!!!", "no phrase to watch"],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "no phrase to watch"],
  ])("refuses %j", async (phrase, why) => {
    await open();
    expect(await refused(run("watch", { phrase }))).toContain(why);
  });

  it("takes phrases in any script, and with colons and mentions in them, and pings nobody", async () => {
    await open();
    for (const phrase of ["عرض خاص", "儲け話", "a:b:c <@1> @everyone"]) {
      const preview = await succeed(run("watch", { phrase }));
      expect(preview.message).toMatchObject({ mentions: [], mention_everyone: false });
      const watch = buttonsOf(preview).get("Watch it") ?? "";
      await succeed(house.moderator.click(threadId, preview.message?.id ?? "", watch));
    }
    const { watchList } = await house.bot.app.detectorSettings.get(house.world.guildId);
    expect(watchList).toEqual(["عرض خاص", "儲け話", "a:b:c <@1> @everyone"]);
  });
});

describe("the allowed hosts", () => {
  it("are read from hosts and links, and links to them are not noted", async () => {
    await open();
    await succeed(run("allow", { host: "https://www.example.net/trips?x=1" }));
    expect(await refused(run("allow", { host: "EXAMPLE.net" }))).toContain("allowed already");
    expect(await refused(run("allow", { host: "not a host" }))).toContain("is no host");
    expect(textOf(await succeed(run("test")))).not.toContain("example.net");
    await succeed(run("disallow", { host: "example.net" }));
    expect(textOf(await succeed(run("test")))).toContain("example.net");
  });
});

describe("Discord's AutoMod", () => {
  const words = "Tonight we meet at the moonlight casino, all of you";

  /** The bot's role gets the right that it takes to hear of AutoMod. */
  function letBotManage(): void {
    const { tables } = house.sandbox.world;
    const role = tables.role.get(house.world.roles.bot);
    if (!role) throw new Error("no role");
    const permissions = (BigInt(role.permissions) | PermissionFlagsBits.ManageGuild).toString();
    tables.put("role", role.id, { ...role, permissions });
  }

  const alerting = (name: string) =>
    house.sandbox.addKeywordRule(house.world.guildId, house.world.people.publisher, {
      name,
      keywords: ["casino"],
      does: "alert",
      alertChannelId: house.world.channels.moderators,
    });

  it("is listed, where the bot may see it, and says what is missing elsewhere", async () => {
    await open();
    alerting("No *gambling*");
    expect(await refused(run("automod"))).toContain("I lack the permission **Manage Server**");
    letBotManage();
    expect(textOf(await succeed(run("automod")))).toContain("● **No \\*gambling\\*** · keywords · alerts moderators");
  });

  it("is a sign that stands on the card with its rule", async () => {
    await open();
    letBotManage();
    await house.restart();
    alerting("No gambling");
    const { id } = await house.members[0].post(threadId, words);
    const screening = await until("the sign", async () => {
      const found = await house.store.get("screening", id);
      return found?.reasons.some(({ code }) => code === "autoMod") ? found : null;
    });
    expect(screening.reasons).toContainEqual({ code: "autoMod", values: { rule: "No gambling" }, passage: null });
    await until("all is done", () => house.store.catalog.listOutbox().length === 0);
    const shown = house.moderator.messages(house.world.channels.moderators).map((message) => textOf({ message }));
    expect(shown.join()).toContain("Discord's AutoMod: “No gambling”");
  });
});
