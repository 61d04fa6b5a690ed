import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "#src/commands/index.ts";
import { entriesOf } from "#src/discord/command-entries.ts";
import { localiseCommand } from "#src/discord/localise-commands.ts";
import { COMMAND_NAMES } from "#src/i18n/command-names.ts";
import { COMMAND_TEXTS } from "#src/i18n/command-texts.ts";
import { commandName, textsFor } from "#src/i18n/texts.ts";

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

describe("what is typed of the commands", () => {
  const paths = commands.flatMap((command) => {
    const { name } = command.data;
    const entries = entriesOf(command).filter(({ description }) => description !== null);
    return entries.length === 0 ? [] : [...new Set([name, ...entries.map((entry) => entry.name)])];
  });

  it("has a name in every language, which Discord takes, and no two alike", () => {
    expect(Object.keys(COMMAND_NAMES).toSorted()).toEqual(paths.toSorted());
    for (const locale of ["de", "es-ES", "ja"]) {
      const typed = paths.map((path) => commandName(locale, path));
      expect(new Set(typed).size).toBe(paths.length);
      for (const word of typed.flatMap((name) => name.split(" "))) {
        // https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
        expect(word).toMatch(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u);
        expect(word).toBe(word.toLowerCase());
      }
    }
  });

  it.each(["de", "es", "ja"])("is called in the texts as Discord shows it: %s", (language) => {
    const named = (names: readonly string[]) => new Set(names.map((name) => commandName(language, name)));
    const [whole, used] = [named(paths), named(commands.flatMap(entriesOf).map(({ name }) => name))];
    const folder = path.join(import.meta.dirname, "../../src/i18n", language);
    const mentions = readdirSync(folder).flatMap((file) =>
      [...readFileSync(path.join(folder, file), "utf8").matchAll(/`\/(?<typed>[^`\\]+)/g)].map(
        ({ groups }) => groups?.["typed"] ?? "",
      ),
    );
    const unknown = mentions.filter((typed) => {
      const [command = "", sub = ""] = typed.trim().split(/[ :]/);
      return !used.has(command) && !used.has(`${command} ${sub}`) && !(sub === "" && whole.has(command));
    });
    expect(mentions.length).toBeGreaterThan(20);
    expect(unknown).toEqual([]);
  });
});
