import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { CommitSeen, StoreProgress } from "../store/store.ts";
import { explainFailure } from "../store/explain-failure.ts";

export type LastCommit = { isOk: boolean; atMs: number; reason: string | null };

export type StoreWatch = {
  onCommit(seen: CommitSeen): void;
  onProgress(progress: StoreProgress): void;
  lastCommit(): LastCommit | null;
  /** What the store was last seen doing while it opened, in words. */
  describeOpening(): string;
};

const DURATION_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const STAGES: Record<StoreProgress["stage"], string> = {
  migrate: "The records are brought to today's version",
  rebuild: "The catalog is built anew",
  repair: "The catalog is brought into step",
};
const ENTRY_BUCKETS = [1, 2, 5, 10, 25, 50, 100, 150, 200];

export function createStoreMetrics(registry: Registry, now: () => number): StoreWatch {
  const registers = [registry];
  const durations = new Histogram({
    name: "talkback_commit_duration_seconds",
    help: "How long a commit took, successful or not.",
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const entries = new Histogram({
    name: "talkback_commit_entries",
    help: "Documents in a commit: the more, the busier.",
    buckets: ENTRY_BUCKETS,
    registers,
  });
  const commits = new Counter({
    name: "talkback_commits_total",
    help: "Commits, by outcome.",
    labelNames: ["outcome"],
    registers,
  });
  // There from the start, so that the first failure is an increase.
  for (const outcome of ["ok", "failed"]) commits.inc({ outcome }, 0);
  const opened = new Gauge({
    name: "talkback_store_opening_documents",
    help: "Documents that were gone through while the store opened, by what was done.",
    labelNames: ["stage"],
    registers,
  });
  const expected = new Gauge({
    name: "talkback_store_opening_documents_expected",
    help: "Documents that there are to go through while the store opens, where that is known.",
    labelNames: ["stage"],
    registers,
  });
  let last: LastCommit | null = null;
  let opening: StoreProgress | null = null;

  return {
    onCommit({ entries: count, durationMs, error }) {
      const isOk = error === null;
      commits.inc({ outcome: isOk ? "ok" : "failed" });
      durations.observe(durationMs / 1_000);
      entries.observe(count);
      last = { isOk, atMs: now(), reason: isOk ? null : explainFailure(error) };
    },
    onProgress: (progress) => {
      opening = progress;
      opened.set({ stage: progress.stage }, progress.done);
      if (progress.total !== null) expected.set({ stage: progress.stage }, progress.total);
    },
    lastCommit: () => last,
    describeOpening() {
      if (!opening) return "Talkback is starting.";
      const { stage, done, total } = opening;
      return `${STAGES[stage]}: ${total === null ? `${done} documents so far` : `${done} of ${total} documents`}.`;
    },
  };
}
