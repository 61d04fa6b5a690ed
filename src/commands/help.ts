import { SlashCommandBuilder } from "@discordjs/builders";
import { hasAccess } from "../domain/access.ts";
import type { App } from "../app.ts";
import type { Answering, Command, Request } from "../discord/command.ts";
import { type CommandEntry, entriesOf } from "../discord/command-entries.ts";
import { type HelpTask, helpTaskView, helpView } from "../discord/render/help-view.ts";
import { HELP_TASKS } from "./help-tasks.ts";

type TaskName = keyof typeof HELP_TASKS;
const taskNames = Object.keys(HELP_TASKS) as TaskName[];

/** Help by task, about the given commands and itself: only what the person may use. */
export function createHelp(others: readonly Command[]): Command {
  const entries = new Map<string, CommandEntry>();

  function tasksFor({ access }: Pick<Request, "access">): HelpTask[] {
    const tasks = taskNames.map((name) => ({
      name,
      entries: HELP_TASKS[name].flatMap((key) => entries.get(key) ?? []),
    }));
    return tasks
      .map((task) => ({ ...task, entries: task.entries.filter((entry) => hasAccess(access, entry.access)) }))
      .filter((task) => task.entries.length > 0);
  }

  const showTask: Answering["run"] = async (_app: App, request: Request) => {
    const tasks = tasksFor(request);
    const chosen = tasks.find(({ name }) => name === request.values[0]);
    return chosen ? helpTaskView(request, chosen, tasks) : helpView(request.texts, tasks);
  };

  const help: Command = {
    data: new SlashCommandBuilder().setName("help").setDescription("What Talkback can do for you here").toJSON(),
    access: "everyone",
    run: async (_app, request) => helpView(request.texts, tasksFor(request)),
    routes: { "help-task": { access: "everyone", answers: "update", run: showTask } },
  };
  for (const entry of [...others, help].flatMap(entriesOf)) entries.set(entry.name, entry);
  return help;
}
