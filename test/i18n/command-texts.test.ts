import { describe, expect, it } from "vitest";
import { commands } from "#src/commands/index.ts";
import { localiseCommand } from "#src/discord/localise-commands.ts";
import { COMMAND_TEXTS } from "#src/i18n/command-texts.ts";
import { textsFor } from "#src/i18n/texts.ts";

const MOST = 100;
const english = JSON.stringify(commands.map(({ data }) => data));

describe("what Discord shows of the commands", () => {
  it.each(Object.entries(COMMAND_TEXTS))("fits in every language: %s", (_, texts) => {
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(MOST);
  });

  it("carries the languages of a menu and of a choice", () => {
    const shown = JSON.stringify(commands.map(({ data }) => localiseCommand(data)));
    expect(shown).toContain('"name_localizations":{"de":"Kommentar melden"');
    expect(shown).toContain('"ja":"古い順"');
    expect(english).not.toContain("Kommentar melden");
  });
});

describe("the texts for a person", () => {
  it.each([
    ["de", "1.234 Kommentare"],
    ["es-419", "1234 comentarios"],
    ["ja", "コメント1,234件"],
    ["fr", "1,234 comments"],
  ])("are in their language, with its plurals and numbers: %s", (locale, text) => {
    expect(textsFor(locale).count.comments(1_234)).toBe(text);
  });
});
