import { emptyGuildSettings, type GuildSettings } from "../domain/guild-settings.ts";
import type { LogFacts } from "../domain/log-entry.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import { appendLog } from "./log.ts";
import { beginLogChannel } from "./log-channel.ts";

export type SettingsChange = Partial<
  Pick<
    GuildSettings,
    "articleChannelId" | "moderatorChannelId" | "moderatorRoleId" | "logChannelId" | "reportsToHold" | "quietDays"
  > & {
    historyFor: NonNullable<GuildSettings["historyFor"]>;
  }
>;

export type Settings = {
  get(guildId: Snowflake): Promise<GuildSettings>;
  /** What was read or changed last, without a look at the store; empty for a guild never asked for. */
  peek(guildId: Snowflake): GuildSettings;
  change(guildId: Snowflake, actorId: Snowflake | null, change: SettingsChange): Promise<GuildSettings>;
};

/** What stands in the settings for all that a change names. */
function factsOf(settings: GuildSettings, change: SettingsChange): LogFacts {
  const names = Object.keys(change) as (keyof SettingsChange)[];
  return Object.fromEntries(names.map((name) => [name, settings[name] ?? null]));
}

/** What a server has set up. */
export function createSettings({ store, now }: { store: Store; now: () => number }): Settings {
  const lastRead = new Map<Snowflake, GuildSettings>();
  const keep = (settings: GuildSettings): GuildSettings => {
    lastRead.set(settings.guildId, settings);
    return settings;
  };
  return {
    get: async (guildId) => keep((await store.get("guild", guildId)) ?? emptyGuildSettings(guildId)),
    peek: (guildId) => lastRead.get(guildId) ?? emptyGuildSettings(guildId),
    change: async (guildId, actorId, change) => {
      const changed = await store.update(async (tx) => {
        const before = (await tx.get("guild", guildId)) ?? emptyGuildSettings(guildId);
        const after = { ...before, ...change };
        tx.put("guild", guildId, after);
        if (change.logChannelId && change.logChannelId !== before.logChannelId)
          await beginLogChannel(tx, guildId, change.logChannelId);
        await appendLog(tx, {
          guildId,
          actorId,
          at: new Date(now()).toISOString(),
          action: "setup",
          targetId: guildId,
          before: factsOf(before, change),
          after: factsOf(after, change),
        });
        return after;
      });
      return keep(changed);
    },
  };
}
