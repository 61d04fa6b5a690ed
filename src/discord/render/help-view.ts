import type { Texts } from "../../i18n/en/index.ts";
import { HELP_EXAMPLES } from "../../i18n/help-examples.ts";
import { commandName, commandText } from "../../i18n/texts.ts";
import type { CommandEntry } from "../command-entries.ts";
import { type Block, card, menu, type MessageView } from "./view.ts";

/** What somebody may come for, with the commands for it that they may use. */
export type HelpTask = { name: keyof Texts["help"]["tasks"]; entries: readonly CommandEntry[] };

type Reader = { texts: Texts; locale: string };

/** What one can do here, to choose from. */
export function helpView(texts: Texts, tasks: readonly HelpTask[]): MessageView {
  const { help } = texts;
  const lines = tasks.map(
    ({ name }) => `${help.tasks[name].sign} **${help.tasks[name].name}**: ${help.tasks[name].about}`,
  );
  return card([`## ${help.title}\n${help.intro}`, lines.join("\n"), menuOf(texts, tasks, null)]);
}

/** One task: its commands, each with an example. */
export function helpTaskView({ texts, locale }: Reader, task: HelpTask, tasks: readonly HelpTask[]): MessageView {
  const { sign, name, about } = texts.help.tasks[task.name];
  const blocks: Block[] = [
    `## ${sign} ${name}\n${about}`,
    task.entries.map((entry) => entryText({ texts, locale }, entry)).join("\n"),
    menuOf(texts, tasks, task.name),
  ];
  return card(blocks);
}

function entryText({ texts, locale }: Reader, { name, description }: CommandEntry): string {
  if (description === null) return texts.help.rightClick(commandText(locale, name));
  const typed = commandName(locale, name);
  const example = (HELP_EXAMPLES[name] ?? `/${name}`)
    .replace(`/${name}`, `/${typed}`)
    .replaceAll(/\{(?<choice>[^}]+)\}/g, (_, choice: string) => commandText(locale, choice));
  return `**/${typed}** ${commandText(locale, description)}\n-# ${texts.help.example} \`${example}\``;
}

function menuOf({ help }: Texts, tasks: readonly HelpTask[], chosen: HelpTask["name"] | null): ReturnType<typeof menu> {
  const choices = tasks
    .filter(({ name }) => name !== chosen)
    .map(({ name }) => ({ label: help.tasks[name].name, value: name }));
  return menu("help-task", help.choose, chosen === null ? choices : [{ label: help.all, value: "all" }, ...choices]);
}
