import type { Snapshot } from "./snapshot.ts";
import type { LastCommit } from "./store-metrics.ts";

/** A change that is not stored after so long is stuck. */
const STUCK_AFTER_SECONDS = 60;

const NOT_CONNECTED: Record<Exclude<Snapshot["gateway"]["connection"], "ready">, string> = {
  connecting: "Discord's gateway is not connected; Talkback keeps trying.",
  resuming: "Discord's gateway is connected again; the session is being resumed.",
  disconnected: "Discord closed the gateway's connection for good; the log says why.",
};

export type Health = {
  status: "ok" | "failing" | "starting" | "stopping";
  /** Why not "ok", in words. */
  reasons: string[];
  /** Nothing waits anywhere: caught up, compared once, no change, no job under way. */
  isQuiet: boolean;
  gateway: Snapshot["gateway"]["connection"];
  pingMs: number | null;
  secondsSinceLastEvent: number | null;
  secondsSinceHeartbeatAck: number | null;
  catchUp: Snapshot["catchUp"];
  queue: { changes: number; threads: number; oldestSeconds: number };
  outbox: { open: number | null; running: number };
  catalog: { status: "level" | "behind" | "unusable"; commitsBehind: number };
  store: { lastCommit: "ok" | "failed" | "none"; at: string | null; waiting: number };
  reconcile: Snapshot["reconcile"];
  version: string;
  uptimeSeconds: number;
};

export type HealthFacts = {
  snapshot: Snapshot;
  lastCommit: LastCommit | null;
  eventsUnderWay: number;
  nowMs: number;
  version: string;
  uptimeSeconds: number;
};

/** Judges how things stand. Holds numbers and states only: no text of anyone's, no name, no token. */
export function judgeHealth(facts: HealthFacts): Health {
  const { snapshot, lastCommit, nowMs, version, uptimeSeconds } = facts;
  const { gateway, lanes, store, stored, catchUp, reconcile, jobsRunning } = snapshot;
  const oldestMs = Math.max(0, ...lanes.map((lane) => lane.waitedMs));
  const queue = {
    changes: lanes.reduce((sum, lane) => sum + lane.waiting, 0),
    threads: lanes.length,
    oldestSeconds: seconds(oldestMs),
  };
  const reasons = reasonsAgainst(facts, queue.oldestSeconds);
  return {
    status: reasons.length === 0 ? "ok" : gateway.sessions === 0 ? "starting" : "failing",
    reasons,
    isQuiet: isQuiet(facts),
    gateway: gateway.connection,
    pingMs: gateway.pingMs,
    secondsSinceLastEvent: gateway.lastEventAtMs === null ? null : seconds(nowMs - gateway.lastEventAtMs),
    secondsSinceHeartbeatAck:
      gateway.lastHeartbeatAckAtMs === null ? null : seconds(nowMs - gateway.lastHeartbeatAckAtMs),
    catchUp,
    queue,
    outbox: { open: stored?.jobsOpen ?? null, running: jobsRunning },
    catalog: { status: catalogStatus(store), commitsBehind: store.catalog.commitsBehind },
    store: {
      lastCommit: lastCommit === null ? "none" : lastCommit.isOk ? "ok" : "failed",
      at: lastCommit && new Date(lastCommit.atMs).toISOString(),
      waiting: store.waiting,
    },
    reconcile,
    version,
    uptimeSeconds,
  };
}

function reasonsAgainst({ snapshot, lastCommit }: HealthFacts, oldestSeconds: number): string[] {
  const { connection } = snapshot.gateway;
  const reasons: string[] = [];
  if (connection !== "ready") reasons.push(NOT_CONNECTED[connection]);
  if (lastCommit && !lastCommit.isOk) reasons.push(`The last commit failed: ${lastCommit.reason}.`);
  if (catalogStatus(snapshot.store) === "unusable") {
    reasons.push("The catalog cannot be used; it is built anew when Talkback is started again.");
  }
  if (oldestSeconds > STUCK_AFTER_SECONDS)
    reasons.push(`A change has waited for ${Math.round(oldestSeconds)} seconds.`);
  return reasons;
}

function isQuiet({ snapshot, eventsUnderWay }: HealthFacts): boolean {
  const { gateway, lanes, store, catchUp, reconcile, jobsRunning } = snapshot;
  const isCompared = reconcile.lastFullPassAt !== null && !reconcile.isRunning;
  const comparing = reconcile.waiting + reconcile.doubts;
  const waiting = eventsUnderWay + lanes.length + store.waiting + jobsRunning + catchUp.waiting + comparing;
  return gateway.connection === "ready" && catchUp.status === "done" && isCompared && waiting === 0;
}

export function catalogStatus(store: Snapshot["store"]): Health["catalog"]["status"] {
  if (!store.catalog.isUsable) return "unusable";
  return store.catalog.commitsBehind === 0 ? "level" : "behind";
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1_000;
}
