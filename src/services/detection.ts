import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import { type AutoMod, createAutoMod } from "./auto-mod.ts";
import { createDetector } from "./detector/detector.ts";
import { loadModel } from "./detector/model-file.ts";
import type { Ids } from "./ids.ts";
import type { Mirror } from "./mirror.ts";
import type { Moderation } from "./moderation.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { createRaidTending } from "./raid-tending.ts";
import { createRaids, type Raids } from "./raids.ts";
import { type Backtests, createBacktests } from "./screening-backtest.ts";
import { createScreeningContext } from "./screening-context.ts";
import { createScreeningMemory } from "./screening-memory.ts";
import { createOpinion, type OpinionOn } from "./screening-opinion.ts";
import { followRemovals } from "./screening-outcomes.ts";
import { createRecall } from "./screening-recall.ts";
import { createRemovedTexts } from "./screening-removed.ts";
import { createDetectorSettings, type DetectorSettingsService } from "./screening-settings.ts";
import { createDetectorRecord, type DetectorRecord } from "./screening-status.ts";
import { createScreening } from "./screening.ts";
import type { ThreadCare } from "./thread-care.ts";
import type { Threads } from "./threads.ts";

export type Detection = {
  autoMod: AutoMod;
  backtests: Backtests;
  detectorRecord: DetectorRecord;
  detectorSettings: DetectorSettingsService;
  opinionOn: OpinionOn;
  raids: Raids;
  stop(): Promise<void>;
};

type Parts = {
  store: Store;
  threads: Threads;
  mirror: Mirror;
  outbox: Outbox;
  moderation: Pick<Moderation, "hold">;
  threadCare: ThreadCare;
  ids: Ids;
  port: DiscordPort;
  botId: () => Snowflake;
  now: () => number;
  log: Logger;
};

/** Puts the detector together with what it needs to know, and lets it judge what the mirror stores. */
export async function createDetection(parts: Parts): Promise<Detection> {
  const { store, threads, port, ids, now, log } = parts;
  const detector = createDetector({ model: loadModel() });
  const detectorSettings = createDetectorSettings({ store, now });
  const contextOf = createScreeningContext({ store, port });
  const memory = createScreeningMemory(now);
  const removed = createRemovedTexts({ store, detector, log });
  const autoMod = createAutoMod({ store, threads, port, now, log });
  const judging = { detector, settings: detectorSettings, contextOf, memory, removed, now };
  const recall = createRecall({ store, detector, port, memory, now });
  const raids = await createRaids({ store, threads, ids, now, log });
  createRaidTending({ ...parts, care: parts.threadCare });
  createScreening({ ...parts, ...judging, raids, recall, autoModRule: autoMod.ruleOf });
  const unfollow = followRemovals({ store, log });
  return {
    autoMod,
    backtests: createBacktests({ store, detector, contextOf }),
    detectorRecord: createDetectorRecord({ store }),
    detectorSettings,
    opinionOn: createOpinion(judging),
    raids,
    async stop() {
      unfollow();
      removed.stop();
      await raids.stop();
    },
  };
}
