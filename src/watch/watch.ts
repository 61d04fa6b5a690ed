import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { InteractionWatch } from "../discord/dispatch.ts";
import { createEventMetrics, type EventWatch } from "./event-metrics.ts";
import { gatewayFigures } from "./gateway-figures.ts";
import { judgeHealth, type Health } from "./health.ts";
import type { Fill } from "./figures.ts";
import { historyFigures } from "./history-figures.ts";
import { createInteractionMetrics } from "./interaction-metrics.ts";
import { createRestMetrics, type RequestWatch } from "./rest-metrics.ts";
import type { Served } from "./server.ts";
import { type Sources, takeSnapshot } from "./snapshot.ts";
import { storeFigures } from "./store-figures.ts";
import { createStoreMetrics, type StoreWatch } from "./store-metrics.ts";
import { threadFigures } from "./thread-figures.ts";

/** Watches one bot: its parts tell it what happens, and it looks at the rest when someone asks. */
export type Watch = Served & {
  events: EventWatch;
  interactions: InteractionWatch;
  requests: RequestWatch;
  store: Pick<StoreWatch, "onCommit" | "onProgress">;
  /** From now on there is something to look at. Returns the way to stop. */
  follow(sources: Sources): () => void;
};

type Options = { version: string; now?: () => number };

/** With figures of its own: several bots may run in one process. */
export function createWatch({ version, now = Date.now }: Options): Watch {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const events = createEventMetrics(registry);
  const requests = createRestMetrics(registry);
  const store = createStoreMetrics(registry, now);
  const interactions = createInteractionMetrics(registry);
  new Gauge({
    name: "talkback_info",
    help: "Always 1; the label tells the version.",
    labelNames: ["version"],
    registers: [registry],
  }).set({ version }, 1);
  const startedMs = performance.now();
  let sources: Sources | null = null;
  let hasStopped = false;
  /** Not before there is something to look at: figures that stand at 0 meanwhile would be wrong. */
  let fills: Fill[] | null = null;

  function health(): Health | Pick<Health, "status" | "reasons" | "isQuiet" | "version" | "uptimeSeconds"> {
    const uptimeSeconds = Math.round((performance.now() - startedMs) / 1_000);
    const base = { version, uptimeSeconds };
    if (!sources) {
      const reason = hasStopped ? "Talkback is stopping." : store.describeOpening();
      return { status: hasStopped ? "stopping" : "starting", reasons: [reason], isQuiet: false, ...base };
    }
    return judgeHealth({
      snapshot: takeSnapshot(sources),
      lastCommit: store.lastCommit(),
      eventsUnderWay: events.underWay(),
      nowMs: now(),
      ...base,
    });
  }

  return {
    events,
    interactions,
    requests,
    store,
    follow(followed) {
      sources = followed;
      hasStopped = false;
      return () => {
        sources = null;
        hasStopped = true;
      };
    },
    contentType: registry.contentType,
    metrics() {
      if (sources) {
        const snapshot = takeSnapshot(sources);
        fills ??= [threadFigures, gatewayFigures, storeFigures, historyFigures].map((make) => make(registry));
        for (const fill of fills) fill(snapshot);
      }
      return registry.metrics();
    },
    health() {
      const body = health();
      return { isWorking: body.status === "ok", body };
    },
  };
}
