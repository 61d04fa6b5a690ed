import { Gauge, type Registry } from "prom-client";
import type { Fill } from "./figures.ts";
import type { Snapshot } from "./snapshot.ts";

/** A thread is told of by its id only while it is this late, and only so many: the latest. */
const LATE_AFTER_SECONDS = 1;
const MOST_THREADS_SHOWN = 20;

export function threadFigures(registry: Registry): Fill {
  const registers = [registry];
  const changes = new Gauge({ name: "talkback_queue_changes", help: "Changes that are not stored yet.", registers });
  const busy = new Gauge({ name: "talkback_queue_threads", help: "Threads with changes that wait.", registers });
  const oldest = new Gauge({
    name: "talkback_queue_oldest_seconds",
    help: "How long the change that is waiting longest has waited.",
    registers,
  });
  const behind = new Gauge({
    name: "talkback_threads_behind",
    help: "Threads whose history since the last session is not read yet.",
    registers,
  });
  const lag = new Gauge({
    name: "talkback_thread_lag_seconds",
    help: `How far a thread is behind: its oldest waiting change, or since when it waits to be caught up. Only threads later than ${LATE_AFTER_SECONDS} s, the ${MOST_THREADS_SHOWN} latest.`,
    labelNames: ["thread", "catch_up"],
    registers,
  });
  return (snapshot) => {
    changes.set(snapshot.lanes.reduce((sum, lane) => sum + lane.waiting, 0));
    busy.set(snapshot.lanes.length);
    oldest.set(Math.max(0, ...snapshot.lanes.map((lane) => lane.waitedMs)) / 1_000);
    behind.set(snapshot.behind.length);
    lag.reset();
    for (const late of lateThreads(snapshot)) {
      lag.set({ thread: late.threadId, catch_up: late.isPending ? "pending" : "done" }, late.seconds);
    }
  };
}

type Late = { threadId: string; isPending: boolean; seconds: number };

function lateThreads({ lanes, behind }: Snapshot): Late[] {
  const late = new Map<string, Late>();
  for (const { threadId, behindMs } of behind) {
    late.set(threadId, { threadId, isPending: true, seconds: behindMs / 1_000 });
  }
  for (const { key, waitedMs } of lanes) {
    const known = late.get(key) ?? { threadId: key, isPending: false, seconds: 0 };
    late.set(key, { ...known, seconds: Math.max(known.seconds, waitedMs / 1_000) });
  }
  return [...late.values()]
    .filter(({ seconds }) => seconds >= LATE_AFTER_SECONDS)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, MOST_THREADS_SHOWN);
}
