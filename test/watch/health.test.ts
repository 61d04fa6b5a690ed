import { describe, expect, it } from "vitest";
import { type Health, type HealthFacts, judgeHealth } from "#src/watch/health.ts";
import type { Snapshot } from "#src/watch/snapshot.ts";
import { aSnapshot } from "./snapshots.ts";

const well = aSnapshot();

function judge(change: Partial<Snapshot> = {}, facts: Partial<HealthFacts> = {}): Health {
  return judgeHealth({
    snapshot: aSnapshot(change),
    lastCommit: { isOk: true, atMs: 5_000, reason: null },
    eventsUnderWay: 0,
    nowMs: 10_000,
    version: "1.2.3",
    uptimeSeconds: 60,
    ...facts,
  });
}

const connected = (change: Partial<Snapshot["gateway"]>): Partial<Snapshot> => ({
  gateway: { ...well.gateway, ...change },
});
const catalog = (change: Partial<Snapshot["store"]["catalog"]>): Partial<Snapshot> => ({
  store: { ...well.store, catalog: { ...well.store.catalog, ...change } },
});

describe("health", () => {
  it("is ok and quiet when nothing waits", () => {
    expect(judge()).toMatchObject({
      status: "ok",
      reasons: [],
      isQuiet: true,
      secondsSinceLastEvent: 2,
      secondsSinceHeartbeatAck: 1,
      store: { lastCommit: "ok", at: "1970-01-01T00:00:05.000Z" },
    });
  });

  it.for([
    ["the gateway is connecting", connected({ connection: "connecting" }), /not connected; Talkback keeps trying/],
    ["the session is being resumed", connected({ connection: "resuming" }), /resumed/],
    ["Discord closed for good", connected({ connection: "disconnected" }), /for good/],
    ["the catalog cannot be used", catalog({ isUsable: false }), /catalog cannot be used/],
    ["a change is stuck", { lanes: [{ key: "1", waiting: 2, waitedMs: 61_400 }] }, /waited for 61 seconds/],
  ] satisfies [string, Partial<Snapshot>, RegExp][])("fails and says so while %s", ([, change, reason]) => {
    const { status, reasons } = judge(change);
    expect(status).toBe("failing");
    expect(reasons).toEqual([expect.stringMatching(reason)]);
  });

  it("fails after a commit that failed, with every other reason", () => {
    const lastCommit = { isOk: false, atMs: 5_000, reason: "the disk is full" };
    expect(judge(connected({ connection: "connecting" }), { lastCommit }).reasons).toHaveLength(2);
    expect(judge({}, { lastCommit }).reasons).toEqual(["The last commit failed: the disk is full."]);
  });

  it("is starting, not failing, before the first session", () => {
    expect(judge(connected({ connection: "connecting", sessions: 0 })).status).toBe("starting");
  });

  it("stays ok while changes wait a little, a catch-up runs or the catalog follows", () => {
    for (const change of [
      { lanes: [{ key: "1", waiting: 900, waitedMs: 5_000 }] },
      { catchUp: { status: "running", threads: 9, waiting: 4, messages: 0 } as const },
      catalog({ commitsBehind: 12 }),
    ]) {
      expect(judge(change).status).toBe("ok");
    }
    expect(judge(catalog({ commitsBehind: 12 })).catalog).toEqual({ status: "behind", commitsBehind: 12 });
  });

  it("does not know what the catalog alone can tell while that gives no answer", () => {
    expect(judge({ stored: null }).outbox).toEqual({ open: null, running: 0 });
  });
});

describe("isQuiet", () => {
  it.for([
    ["a change waits", { lanes: [{ key: "1", waiting: 1, waitedMs: 0 }] }],
    ["a commit waits", { store: { ...well.store, waiting: 1 } }],
    ["a job runs", { jobsRunning: 1 }],
    ["no catch-up began", { catchUp: { status: "not started", threads: 0, waiting: 0, messages: 0 } }],
    ["a catch-up runs", { catchUp: { status: "running", threads: 3, waiting: 0, messages: 0 } }],
    ["threads are being compared", { reconcile: { ...well.reconcile, isRunning: true } }],
    ["threads were never all compared", { reconcile: { ...well.reconcile, lastFullPassAt: null } }],
    ["the gateway is away", connected({ connection: "resuming" })],
  ] satisfies [string, Partial<Snapshot>][])("is false while %s", ([, change]) => {
    expect(judge(change).isQuiet).toBe(false);
  });

  it("is false while an event is being handled", () => {
    expect(judge({}, { eventsUnderWay: 1 }).isQuiet).toBe(false);
  });

  it("is true with an open job that failed: nothing is done about that before the next start", () => {
    expect(judge({ stored: { ...well.stored, articles: 1, threads: 1, comments: {}, jobsOpen: 1 } }).isQuiet).toBe(
      true,
    );
  });
});
