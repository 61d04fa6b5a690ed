import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { APIApplicationCommandOption } from "discord-api-types/v10";
import type { Actor } from "#sandbox/types.ts";
import { commands } from "#src/commands/index.ts";
import { HELP_TASKS } from "#src/commands/help-tasks.ts";
import { entriesOf } from "#src/discord/command-entries.ts";
import { HELP_EXAMPLES } from "#src/i18n/help-examples.ts";
import { textsFor } from "#src/i18n/texts.ts";
import { helpTaskView, helpView, type HelpTask } from "#src/discord/render/help-view.ts";
import { type House, menusOf, openHouse, succeed, textOf } from "../support/bot.ts";

const entries = commands.flatMap(entriesOf);
const taskOf = (name: keyof typeof HELP_TASKS): HelpTask => ({
  name,
  entries: HELP_TASKS[name].flatMap((key) => entries.filter((entry) => entry.name === key)),
});
const tasks = (Object.keys(HELP_TASKS) as (keyof typeof HELP_TASKS)[]).map(taskOf);

/** The options that a typed command has, by its name with its subcommand. */
function optionsOf(name: string): APIApplicationCommandOption[] {
  const [first, second] = name.split(" ");
  const { options = [] } = (commands.find(({ data }) => data.name === first)?.data ?? {}) as {
    options?: APIApplicationCommandOption[];
  };
  if (second === undefined) return options;
  const sub = options.find((option) => option.name === second) as { options?: APIApplicationCommandOption[] };
  return sub.options ?? [];
}

describe("what help knows", () => {
  it("is every command, once", () => {
    const listed = Object.values(HELP_TASKS).flat();
    expect(listed.toSorted()).toEqual(entries.map(({ name }) => name).toSorted());
  });

  it("are examples of every command that is typed, with options and choices that it has", () => {
    const typed = entries.filter(({ description }) => description !== null).map(({ name }) => name);
    expect(Object.keys(HELP_EXAMPLES).toSorted()).toEqual(typed.toSorted());
    for (const [name, example] of Object.entries(HELP_EXAMPLES)) {
      expect(example === `/${name}` || example.startsWith(`/${name} `)).toBe(true);
      const options = optionsOf(name);
      const used = [...example.matchAll(/ (?<option>[a-z_-]+):(?=\S)(?:\{(?<choice>[^}]+)\})?/g)].map(
        ({ groups }) => groups,
      );
      for (const { option, choice } of used as { option: string; choice?: string }[]) {
        const known = options.find((one) => one.name === option);
        expect([name, known?.name]).toEqual([name, option]);
        const choices = (known && "choices" in known ? known.choices : undefined) ?? [];
        if (choice !== undefined) expect(choices.map((one) => one.name)).toContain(choice);
      }
      const required = options.filter((option) => "required" in option && option.required).map((option) => option.name);
      expect([name, required.filter((option) => !used.some((one) => one?.["option"] === option))]).toEqual([name, []]);
    }
  });

  it.each(["en-US", "de", "es-ES", "ja"])("fits into a message: %s", (locale) => {
    const texts = textsFor(locale);
    for (const view of [helpView(texts, tasks), ...tasks.map((task) => helpTaskView({ texts, locale }, task, tasks))]) {
      const shown = JSON.stringify(view.components);
      expect(shown.length).toBeLessThan(6_000);
      expect(shown).not.toContain("undefined");
    }
    if (locale === "de")
      expect(JSON.stringify(helpTaskView({ texts, locale }, taskOf("read"), tasks))).toContain(
        "order:Meiste Reaktionen zuerst",
      );
  });
});

describe("/help", () => {
  let house: House;
  let aiko: Actor;

  beforeAll(async () => {
    house = await openHouse();
    [aiko] = house.members;
  });
  afterAll(() => house.close());

  const ask = async (who: Actor, task: string): Promise<string> => {
    const { general } = house.world.channels;
    const home = await succeed(who.runCommand(general, "help"));
    const [customId = ""] = menusOf(home)[0] ?? [];
    return textOf(await succeed(who.select(general, home.message?.id ?? "", customId, [task])));
  };

  it("tells members what members may do, and shows examples", async () => {
    const home = await succeed(aiko.runCommand(house.world.channels.general, "help"));
    expect(textOf(home)).toContain("Read and search");
    expect(textOf(home)).not.toContain("Deal with a member");
    expect(menusOf(home)[0]?.[1]).toEqual(["read", "quote", "follow", "digest", "report", "server"]);
    expect(await ask(aiko, "read")).toContain('/comments search query:"sour dough" -cake');
    const server = await ask(aiko, "server");
    expect(server).toContain("/ping");
    expect(server).not.toContain("/setup");
  });

  it("tells moderators of what is theirs, and only who manages the server of its settings", async () => {
    expect(await ask(house.moderator, "members")).toContain("/mod ban member:@Sam");
    expect(await ask(house.moderator, "detector")).not.toContain("/detector settings");
    expect(await ask(house.publisher, "detector")).toContain("/detector settings");
  });
});
