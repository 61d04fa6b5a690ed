import { Gauge, type Registry } from "prom-client";
import { type Fill, stateGauge } from "./figures.ts";
import { catalogStatus } from "./health.ts";

export function storeFigures(registry: Registry): Fill {
  const registers = [registry];
  const waiting = new Gauge({
    name: "talkback_store_changes_waiting",
    help: "Changes that wait for a commit.",
    registers,
  });
  const state = stateGauge(registry, {
    name: "talkback_catalog_state",
    help: "The catalog, beside the records.",
    states: ["level", "behind", "unusable"],
  });
  const behind = new Gauge({
    name: "talkback_catalog_commits_behind",
    help: "Commits that the catalog has not taken over yet.",
    registers,
  });
  const running = new Gauge({ name: "talkback_outbox_running_jobs", help: "Jobs under way.", registers });
  const count = catalogCounts(registry);

  return ({ store, stored, jobsRunning }) => {
    waiting.set(store.waiting);
    state(catalogStatus(store));
    behind.set(store.catalog.commitsBehind);
    running.set(jobsRunning);
    // While the catalog gives no answer, the last figures stay.
    if (stored) count(stored);
  };
}

function catalogCounts(registry: Registry): (stored: NonNullable<Parameters<Fill>[0]["stored"]>) => void {
  const registers = [registry];
  const articles = new Gauge({ name: "talkback_articles", help: "Articles stored.", registers });
  const threads = new Gauge({ name: "talkback_threads", help: "Threads stored.", registers });
  const comments = new Gauge({
    name: "talkback_comments",
    help: "Comments stored, by state.",
    labelNames: ["state"],
    registers,
  });
  const open = new Gauge({ name: "talkback_outbox_open_jobs", help: "Jobs that are not carried out yet.", registers });
  return (stored) => {
    articles.set(stored.articles);
    threads.set(stored.threads);
    open.set(stored.jobsOpen);
    comments.reset();
    for (const [state, number] of Object.entries(stored.comments)) comments.set({ state }, number);
  };
}
