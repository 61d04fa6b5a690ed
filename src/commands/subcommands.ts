import type { Answering } from "../discord/command.ts";
import { UserError } from "../errors.ts";

/** Answers by the subcommand. One that is not there any more is an older version's: Discord may still show it. */
export function bySubcommand(subcommands: Readonly<Record<string, Answering["run"]>>): Answering["run"] {
  return (app, request) => {
    const run = subcommands[request.subcommand ?? ""];
    if (!run) throw new UserError("outdated", {});
    return run(app, request);
  };
}
