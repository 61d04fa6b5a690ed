import { describe, expect, it } from "vitest";
import { commands } from "#src/commands/index.ts";
import { localiseCommand } from "#src/discord/localise-commands.ts";
import { COMMAND_TEXTS } from "#src/i18n/command-texts.ts";
import { textsFor } from "#src/i18n/texts.ts";

const MOST = 100;
const english = JSON.stringify(commands.map(({ data }) => data));

type Named = { name: string; description?: string; options?: Named[]; choices?: Named[] };

/** Descriptions, choices, and the names of menu entries; other names are typed, the same in every language. */
function textsOf({ name, description, options = [], choices = [] }: Named): string[] {
  return [description || name, ...choices.map((choice) => choice.name), ...options.flatMap(textsOf)];
}

describe("what Discord shows of the commands", () => {
  it.each(Object.entries(COMMAND_TEXTS))("fits in every language: %s", (_, texts) => {
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(MOST);
  });

  it("is in every language: what stands in the commands, and nothing else", () => {
    const shown = new Set(commands.flatMap(({ data }) => textsOf(data as Named)));
    expect([...shown].filter((text) => !(text in COMMAND_TEXTS))).toEqual([]);
    expect(Object.keys(COMMAND_TEXTS).filter((text) => !shown.has(text))).toEqual([]);
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
