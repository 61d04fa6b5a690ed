import { collectDefaultMetrics, Registry } from "prom-client";
import { createEventMetrics, type EventWatch } from "./event-metrics.ts";
import { gatewayFigures } from "./gateway-figures.ts";
import { judgeHealth, type Health } from "./health.ts";
import { historyFigures } from "./history-figures.ts";
import { createRestMetrics, type RequestWatch } from "./rest-metrics.ts";
import type { Served } from "./server.ts";
import { type Sources, takeSnapshot } from "./snapshot.ts";
import { storeFigures } from "./store-figures.ts";
import { createStoreMetrics, type StoreWatch } from "./store-metrics.ts";
import { threadFigures } from "./thread-figures.ts";

/** Watches one bot: its parts tell it what happens, and it looks at the rest when someone asks. */
export type Watch = Served & {
  events: EventWatch;
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
  const fills = [threadFigures, gatewayFigures, storeFigures, historyFigures].map((make) => make(registry));
  const startedMs = performance.now();
  let sources: Sources | null = null;

  function health(): Health | Pick<Health, "status" | "reasons" | "isQuiet" | "version" | "uptimeSeconds"> {
    const uptimeSeconds = Math.round((performance.now() - startedMs) / 1_000);
    const base = { version, uptimeSeconds };
    if (!sources) return { status: "starting", reasons: [store.describeOpening()], isQuiet: false, ...base };
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
    requests,
    store,
    follow(followed) {
      sources = followed;
      return () => {
        sources = null;
      };
    },
    contentType: registry.contentType,
    metrics() {
      if (sources) {
        const snapshot = takeSnapshot(sources);
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
