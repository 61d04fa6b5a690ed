import type { Snapshot } from "#src/watch/snapshot.ts";

/** How things stand when all is well and nothing waits. */
export function aSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    gateway: {
      connection: "ready",
      pingMs: 40,
      lastHeartbeatAckAtMs: 9_000,
      lastEventAtMs: 8_000,
      reconnects: 0,
      resumes: 0,
      sessions: 1,
      invalidSessions: 0,
    },
    lanes: [],
    behind: [],
    catchUp: { status: "done", threads: 3, waiting: 0, messages: 0 },
    reconcile: {
      isRunning: false,
      waiting: 0,
      doubts: 0,
      pagesRead: 5,
      findings: { missed: 0, edits: 0, deletions: 0, reactions: 0 },
      lastFullPassAt: "2026-11-23T12:00:00.000Z",
    },
    store: {
      commits: 7,
      documents: 9,
      waiting: 0,
      catalog: { isUsable: true, commitsBehind: 0, documentsBehind: 0 },
    },
    jobsRunning: 0,
    stored: { articles: 1, threads: 3, comments: { visible: 4 }, jobsOpen: 0 },
    ...change,
  };
}
