import {
  defaultDetectorSettings,
  type DetectorSettings,
  MOST_HOSTS,
  MOST_WATCHED,
} from "../domain/detector-settings.ts";
import type { LogAction, LogFacts } from "../domain/log-entry.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import { appendLog } from "./log.ts";

export type DetectorChange = Partial<
  Pick<DetectorSettings, "isOn" | "isLogOnly" | "strictness" | "notesProfanity" | "trustedRoleId" | "meetsRaids">
>;
type Actor = { guildId: Snowflake; id: Snowflake };

/** What a server wants of the detector; each change is a row of the log. */
export type DetectorSettingsService = {
  get(guildId: Snowflake): Promise<DetectorSettings>;
  change(by: Actor, change: DetectorChange): Promise<DetectorSettings>;
  /** Throws phraseWatched, listFull. */
  watch(by: Actor, phrase: string): Promise<DetectorSettings>;
  /** Throws phraseNotWatched. */
  unwatch(by: Actor, phrase: string): Promise<DetectorSettings>;
  /** Throws hostAllowed, listFull. */
  allow(by: Actor, host: string): Promise<DetectorSettings>;
  /** Throws hostNotAllowed. */
  disallow(by: Actor, host: string): Promise<DetectorSettings>;
};

type Step = { action: LogAction; before: LogFacts | null; after: LogFacts | null; settings: DetectorSettings };

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function createDetectorSettings({ store, now }: { store: Store; now: () => number }): DetectorSettingsService {
  const readIn = async (reader: Pick<Transaction, "get">, guildId: Snowflake): Promise<DetectorSettings> =>
    (await reader.get("detector", guildId)) ?? defaultDetectorSettings();

  const take = ({ guildId, id }: Actor, step: (before: DetectorSettings) => Step): Promise<DetectorSettings> =>
    store.update(async (tx) => {
      const { settings, action, before, after } = step(await readIn(tx, guildId));
      tx.put("detector", guildId, settings);
      const at = new Date(now()).toISOString();
      await appendLog(tx, { guildId, actorId: id, at, action, targetId: guildId, before, after });
      return settings;
    });

  return {
    get: (guildId) => readIn(store, guildId),
    change: (by, change) =>
      take(by, (before) => {
        const names = Object.keys(change) as (keyof DetectorChange)[];
        const factsOf = (settings: DetectorSettings): LogFacts =>
          Object.fromEntries(names.map((name) => [name, settings[name]]));
        const settings = { ...before, ...change };
        return { action: "detector.set", before: factsOf(before), after: factsOf(settings), settings };
      }),
    watch: (by, phrase) =>
      take(by, (before) => {
        if (before.watchList.some((one) => isSame(one, phrase))) throw new UserError("phraseWatched", { phrase });
        if (before.watchList.length >= MOST_WATCHED) throw new UserError("listFull", { most: MOST_WATCHED });
        const settings = { ...before, watchList: [...before.watchList, phrase] };
        return { action: "detector.watch", before: null, after: { phrase }, settings };
      }),
    unwatch: (by, phrase) =>
      take(by, (before) => {
        const watchList = before.watchList.filter((one) => !isSame(one, phrase));
        if (watchList.length === before.watchList.length) throw new UserError("phraseNotWatched", { phrase });
        return { action: "detector.unwatch", before: { phrase }, after: null, settings: { ...before, watchList } };
      }),
    allow: (by, host) =>
      take(by, (before) => {
        if (before.allowedHosts.includes(host)) throw new UserError("hostAllowed", { host });
        if (before.allowedHosts.length >= MOST_HOSTS) throw new UserError("listFull", { most: MOST_HOSTS });
        const settings = { ...before, allowedHosts: [...before.allowedHosts, host] };
        return { action: "detector.allow", before: null, after: { host }, settings };
      }),
    disallow: (by, host) =>
      take(by, (before) => {
        const allowedHosts = before.allowedHosts.filter((one) => one !== host);
        if (allowedHosts.length === before.allowedHosts.length) throw new UserError("hostNotAllowed", { host });
        return { action: "detector.disallow", before: { host }, after: null, settings: { ...before, allowedHosts } };
      }),
  };
}
