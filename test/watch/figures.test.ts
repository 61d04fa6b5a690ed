import { Registry } from "prom-client";
import { beforeEach, describe, expect, it } from "vitest";
import { gatewayFigures } from "#src/watch/gateway-figures.ts";
import { historyFigures } from "#src/watch/history-figures.ts";
import { storeFigures } from "#src/watch/store-figures.ts";
import { threadFigures } from "#src/watch/thread-figures.ts";
import { aSnapshot } from "./snapshots.ts";

let registry: Registry;

beforeEach(() => {
  registry = new Registry();
});

const lines = async (name: string): Promise<string[]> =>
  (await registry.metrics()).split("\n").filter((line) => line.startsWith(name));

describe("the figures of threads", () => {
  it("name the 20 that are furthest behind, and whether they wait to be caught up", async () => {
    const fill = threadFigures(registry);
    const lanes = Array.from({ length: 50 }, (_, index) => ({
      key: `thread-${index}`,
      waiting: 2,
      waitedMs: index * 1_000,
    }));
    fill(aSnapshot({ lanes, behind: [{ threadId: "thread-49", behindMs: 100_000 }] }));
    const named = await lines("talkback_thread_lag_seconds");
    expect(named).toHaveLength(20);
    expect(named[0]).toBe('talkback_thread_lag_seconds{thread="thread-49",catch_up="pending"} 100');
    expect(named[1]).toBe('talkback_thread_lag_seconds{thread="thread-48",catch_up="done"} 48');
    expect(await lines("talkback_queue_changes")).toEqual(["talkback_queue_changes 100"]);
    expect(await lines("talkback_queue_oldest_seconds")).toEqual(["talkback_queue_oldest_seconds 49"]);
    expect(await lines("talkback_threads_behind")).toEqual(["talkback_threads_behind 1"]);
  });

  it("name none that keeps up, and forget those that came level", async () => {
    const fill = threadFigures(registry);
    fill(aSnapshot({ lanes: [{ key: "thread-1", waiting: 1, waitedMs: 5_000 }] }));
    fill(aSnapshot({ lanes: [{ key: "thread-1", waiting: 1, waitedMs: 900 }] }));
    expect(await lines("talkback_thread_lag_seconds")).toEqual([]);
  });
});

describe("the figures of the gateway", () => {
  it("leave out what is not known yet, and what is known no more", async () => {
    const fill = gatewayFigures(registry);
    const { gateway } = aSnapshot();
    fill(aSnapshot({ gateway: { ...gateway, pingMs: null } }));
    expect(await lines("talkback_gateway_ping_seconds")).toEqual([]);
    fill(aSnapshot());
    expect(await lines("talkback_gateway_ping_seconds")).toEqual(["talkback_gateway_ping_seconds 0.04"]);
    expect(await lines("talkback_gateway_last_event_timestamp_seconds")).toEqual([
      "talkback_gateway_last_event_timestamp_seconds 8",
    ]);
  });

  it("hold one state at a time, and sums that are not added twice", async () => {
    const fill = gatewayFigures(registry);
    const { gateway } = aSnapshot();
    fill(aSnapshot({ gateway: { ...gateway, resumes: 3 } }));
    fill(aSnapshot({ gateway: { ...gateway, resumes: 4, connection: "resuming" } }));
    expect(await lines("talkback_gateway_resumes_total")).toEqual(["talkback_gateway_resumes_total 4"]);
    const states = await lines("talkback_gateway_state");
    expect(states.filter((line) => line.endsWith(" 1"))).toEqual(['talkback_gateway_state{state="resuming"} 1']);
    expect(states).toHaveLength(4);
  });
});

describe("the figures of the store", () => {
  it("keep their last counts while the catalog gives no answer", async () => {
    const fill = storeFigures(registry);
    fill(aSnapshot());
    const { store } = aSnapshot();
    fill(aSnapshot({ stored: null, store: { ...store, catalog: { ...store.catalog, isUsable: false } } }));
    expect(await lines("talkback_comments")).toEqual(['talkback_comments{state="visible"} 4']);
    expect(await lines('talkback_catalog_state{state="unusable"}')).toEqual([
      'talkback_catalog_state{state="unusable"} 1',
    ]);
  });
});

describe("the figures of what is read from history", () => {
  it("tell what was found, by kind, and when all was last compared", async () => {
    const fill = historyFigures(registry);
    const { reconcile } = aSnapshot();
    fill(
      aSnapshot({
        reconcile: { ...reconcile, isRunning: true, waiting: 12, findings: { ...reconcile.findings, deletions: 3 } },
      }),
    );
    const text = (await registry.metrics()).split("\n");
    expect(text).toEqual(
      expect.arrayContaining([
        'talkback_reconcile_findings_total{kind="deletions"} 3',
        "talkback_reconcile_threads_waiting 12",
        "talkback_reconcile_running 1",
        "talkback_reconcile_pages_total 5",
        `talkback_reconcile_last_full_pass_timestamp_seconds ${Date.parse("2026-11-23T12:00:00Z") / 1_000}`,
        'talkback_catch_up_state{state="done"} 1',
      ]),
    );
  });
});
