import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { AutoModRule, DiscordPort } from "./ports.ts";
import { createRecent } from "./recent.ts";
import { askToScreen } from "./screening-queue.ts";
import type { Threads } from "./threads.ts";

/** Messages that set off a rule, kept in mind until they are judged: the event may come before the message. */
const MOST_NOTED = 1_000;
const RULES_KEPT_MS = 600_000;

/** A rule of Discord's AutoMod was carried out. */
export type AutoModEvent = {
  guildId: Snowflake;
  ruleId: Snowflake;
  /** Where; null where it happened in no channel. */
  channelId: Snowflake | null;
  /** Null for a message that was blocked. */
  messageId: Snowflake | null;
  /** What kind of rule it is, where its name cannot be read. */
  trigger: string;
};

/** What Discord's own AutoMod says of messages, for the detector to count in. */
export type AutoMod = {
  note(event: AutoModEvent): Promise<void>;
  /** The rule that a message set off; null for none that we heard of. */
  ruleOf(messageId: Snowflake): string | null;
  /**
   * The rules of a server.
   * @throws UserError lacksPermission: Discord shows them to bots that may manage the server
   */
  rules(guildId: Snowflake): Promise<AutoModRule[]>;
};

type Parts = {
  store: Store;
  threads: Pick<Threads, "get">;
  port: Pick<DiscordPort, "listAutoModRules">;
  now: () => number;
  log: Logger;
};

export function createAutoMod({ store, threads, port, now, log }: Parts): AutoMod {
  const noted = createRecent<string>(MOST_NOTED);
  const known = new Map<Snowflake, { rules: AutoModRule[]; atMs: number }>();

  async function rules(guildId: Snowflake): Promise<AutoModRule[]> {
    const found = await port.listAutoModRules(guildId);
    known.set(guildId, { rules: found, atMs: now() });
    return found;
  }

  async function nameOf({ guildId, ruleId, trigger }: AutoModEvent): Promise<string> {
    const kept = known.get(guildId);
    const isFresh = kept !== undefined && now() - kept.atMs < RULES_KEPT_MS;
    const found = isFresh
      ? kept.rules
      : await rules(guildId).catch((error: unknown) => {
          if (!(error instanceof UserError)) throw error;
          log.info({ guildId, refusal: error.code }, "the name of an AutoMod rule could not be read");
          return [];
        });
    return found.find(({ id }) => id === ruleId)?.name ?? trigger;
  }

  return {
    rules,
    ruleOf: (messageId) => noted.get(messageId) ?? null,
    async note(event) {
      const { messageId, channelId } = event;
      const thread = channelId === null ? undefined : threads.get(channelId);
      if (messageId === null || !thread) return;
      noted.note(messageId, await nameOf(event));
      await store.update(async (tx) => {
        // What is not stored yet is judged when it is.
        if (!(await tx.get("comment", messageId))) return;
        await askToScreen(
          tx,
          { guildId: thread.guildId, threadId: thread.id },
          { created: [], commentIds: [messageId] },
          new Date(now()).toISOString(),
        );
      });
    },
  };
}
