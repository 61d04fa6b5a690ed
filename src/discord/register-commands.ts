import { createHash } from "node:crypto";
import { Routes } from "discord-api-types/v10";
import type { Store } from "../store/store.ts";
import type { Command } from "./command.ts";
import { localiseCommand } from "./localise-commands.ts";
import type { Rest } from "./rest.ts";

/** Tells Discord of the commands, if they changed since the last time. Returns whether they did. */
export async function registerCommands(
  rest: Pick<Rest, "put">,
  store: Store,
  applicationId: string,
  commands: readonly Command[],
): Promise<boolean> {
  const body = commands.map(({ data }) => localiseCommand(data));
  const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  const record = `commands-${applicationId}`;
  if ((await store.get("meta", record))?.["hash"] === hash) return false;
  await rest.put(Routes.applicationCommands(applicationId), { channelId: "", permissions: "?" }, body);
  await store.update((tx) => {
    tx.put("meta", record, { v: 1, hash });
  });
  return true;
}
