import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { presentGuild } from "#sandbox/world/present-guild.ts";
import { textsFor } from "#src/i18n/texts.ts";
import { buttonsOf, type House, importPage, menusOf, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let aiko: Actor;
let sam: Actor;

beforeEach(async () => {
  house = await openHouse();
  [aiko, sam] = house.members;
});
afterEach(() => house.close());

/** The server's people chose a language for it. */
function chooseLanguage(preferred_locale: string): void {
  const { world } = house.sandbox;
  const guildId = house.world.guildId;
  world.tables.put("guild", guildId, { ...world.guild(guildId), preferred_locale });
  world.dispatch({ t: "GUILD_UPDATE", d: presentGuild(world, guildId), guildId, channelId: null });
}

const publicTexts = (channelId: string): string =>
  house.publisher
    .messages(channelId)
    .filter(({ author }) => author.bot)
    .map((message) => textOf({ message }))
    .join("\n");

/** Words that only that language has in each place. */
const WORDS = {
  de: { list: "Älteste zuerst", stats: "Personen", help: "Lesen und suchen", unknown: "Kommentar" },
  "es-ES": { list: "Primero los más antiguos", stats: "personas", help: "Leer y buscar", unknown: "comentario" },
  ja: { list: "古い順", stats: "人", help: "読む・探す", unknown: "コメント" },
} as const;

describe.each(Object.keys(WORDS) as (keyof typeof WORDS)[])("in %s", (locale) => {
  it("private answers are the person's, public posts the server's, and all of it fits", async () => {
    const { general } = house.world.channels;
    const texts = textsFor(locale);
    chooseLanguage(locale);
    aiko.speak(locale);
    house.moderator.speak(locale);
    const threadId = await importPage(house, "The page", [
      { author: "wren", text: "An old comment." },
      { author: "lark", text: "Another." },
    ]);
    const { id } = await sam.post(threadId, "Who bakes?");
    await until("it is stored", () => house.store.get("comment", id));

    const list = await succeed(aiko.runCommand(threadId, "comments list"));
    expect(textOf(list)).toContain(WORDS[locale].list);
    expect(textOf(await succeed(sam.runCommand(threadId, "comments list")))).toContain("Oldest first");
    expect(textOf(await succeed(aiko.runCommand(threadId, "comments search", { query: "bakes" })))).toContain(
      "**bakes**",
    );
    expect(textOf(await succeed(aiko.runCommand(threadId, "comments show", { comment: id })))).toContain("Who bakes?");
    expect(textOf(await succeed(aiko.runCommand(threadId, "comments thread")))).toContain("Who bakes?");
    expect(textOf(await succeed(aiko.runCommand(threadId, "comments stats")))).toContain(WORDS[locale].stats);
    expect(textOf(await succeed(aiko.runCommand(general, "help")))).toContain(WORDS[locale].help);
    await succeed(aiko.runCommand(threadId, "watch article"));
    await succeed(aiko.runCommand(threadId, "digest now"));
    await succeed(aiko.runCommand(threadId, "report", { comment: id }));
    expect(await refused(aiko.runCommand(threadId, "comments show", { comment: "12345" }))).toContain(
      WORDS[locale].unknown,
    );

    await succeed(aiko.runCommand(general, "quote", { comment: id }));
    await until("it is quoted", () => (publicTexts(general).includes("Who bakes?") ? true : null));
    await succeed(house.moderator.runCommand(threadId, "thread lock", {}));
    expect(publicTexts(threadId)).toContain(texts.threads.announced.lock);

    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id, reason: "Spam" }));
    const log = await succeed(house.moderator.runCommand(threadId, "mod log"));
    expect(textOf(log)).not.toMatch(/\b(removed|comments?|by)\b/);
    await succeed(house.moderator.runCommand(threadId, "mod reports"));
    await succeed(house.moderator.runCommand(threadId, "doctor"));
    await succeed(house.moderator.runCommand(threadId, "detector status"));
    const purge = await succeed(house.moderator.runCommand(threadId, "mod purge", { words: "old" }));
    expect(buttonsOf(purge).size).toBe(2);
    const help = await succeed(house.moderator.runCommand(general, "help"));
    const [customId = "", tasks = []] = menusOf(help)[0] ?? [];
    for (const task of tasks) {
      const home = await succeed(house.moderator.runCommand(general, "help"));
      await succeed(house.moderator.select(general, home.message?.id ?? "", customId, [task]));
    }
  });
});
