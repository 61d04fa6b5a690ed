import { GatewayDispatchEvents } from "discord-api-types/v10";
import { Counter, Histogram, type Registry } from "prom-client";

/** `skipped`: nothing of it was to be stored, mostly because it is about no thread of ours; `command`: an interaction, which is answered, not stored; `unused`: nothing we need. */
export type PassedOver = "skipped" | "command" | "unused";

/** Hears of every gateway event and what became of it. */
export type EventWatch = {
  passOver(name: string | null, why: PassedOver): void;
  begin(): void;
  /** The end of what was begun. `receivedMs`: when the event arrived, by `performance.now()`. */
  end(name: string, outcome: "handled" | "failed", receivedMs: number): void;
  /** Events that are begun and not ended. */
  underWay(): number;
};

const KNOWN_NAMES: ReadonlySet<string> = new Set(Object.values(GatewayDispatchEvents));
/** Of the others the end is no commit, or that of a whole catch-up. */
const STORED_EVENT = /^(MESSAGE_\w+|THREAD_(UPDATE|DELETE))$/;
const LAG_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createEventMetrics(registry: Registry): EventWatch {
  const events = new Counter({
    name: "talkback_gateway_events_total",
    help: "Gateway events received, by name and by what became of them.",
    labelNames: ["event", "outcome"],
    registers: [registry],
  });
  const lag = new Histogram({
    name: "talkback_event_lag_seconds",
    help: "From the arrival of an event about one of our threads to its durable record.",
    buckets: LAG_BUCKETS_SECONDS,
    registers: [registry],
  });
  // There from the start, so that the first failure is an increase.
  for (const event of KNOWN_NAMES) if (STORED_EVENT.test(event)) events.inc({ event, outcome: "failed" }, 0);
  let underWay = 0;
  /** Names come from outside: what is unknown must not become a label. */
  const labelOf = (name: string | null): string => (name !== null && KNOWN_NAMES.has(name) ? name : "other");

  return {
    passOver: (name, outcome) => events.inc({ event: labelOf(name), outcome }),
    begin: () => {
      underWay++;
    },
    end(name, outcome, receivedMs) {
      underWay--;
      events.inc({ event: labelOf(name), outcome });
      if (outcome === "handled" && STORED_EVENT.test(name)) lag.observe((performance.now() - receivedMs) / 1_000);
    },
    underWay: () => underWay,
  };
}
