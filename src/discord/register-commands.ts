import { createHash } from "node:crypto";
import { ApplicationIntegrationType, InteractionContextType, Routes } from "discord-api-types/v10";
import type { Logger } from "pino";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Command } from "./command.ts";
import { localiseCommand } from "./localise-commands.ts";
import type { Rest } from "./rest.ts";

const NEEDS = { channelId: "", permissions: "?" };
type Installs = { integration_types_config?: Partial<Record<ApplicationIntegrationType, object>> };
const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
};
const IN_SERVERS = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
};

/**
 * Tells Discord of the commands, if they changed since the last time. Returns whether they did. Commands that somebody can use who has
 * Talkback for themselves are offered so where its owner allows that in the Developer Portal (Installation → User Install).
 */
export async function registerCommands(
  rest: Pick<Rest, "get" | "put">,
  store: Store,
  applicationId: string,
  commands: readonly Command[],
): Promise<boolean> {
  const { integration_types_config: installs } = await rest.get<Installs>(Routes.currentApplication(), NEEDS);
  const isForPeople = installs?.[ApplicationIntegrationType.UserInstall] !== undefined;
  const body = commands.map(({ data, runAway }) => ({
    ...localiseCommand(data),
    ...(runAway && isForPeople ? EVERYWHERE : IN_SERVERS),
  }));
  const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  const record = `commands-${applicationId}`;
  if ((await store.get("meta", record))?.["hash"] === hash) return false;
  await rest.put(Routes.applicationCommands(applicationId), NEEDS, body);
  await store.update((tx) => {
    tx.put("meta", record, { v: 1, hash });
  });
  return true;
}

/** The same as a bot starts: a Discord that takes no commands today still has yesterday's. */
export async function introduceCommands(
  rest: Pick<Rest, "get" | "put">,
  store: Store,
  { applicationId, commands, log }: { applicationId: string; commands: readonly Command[]; log: Logger },
): Promise<void> {
  try {
    if (await registerCommands(rest, store, applicationId, commands)) log.info("commands registered");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn({ err: error }, "the commands could not be registered; it is tried again at the next start");
  }
}
