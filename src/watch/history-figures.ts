import { Gauge, type Registry } from "prom-client";
import { type Fill, stateGauge, totalOf, unsureGauge } from "./figures.ts";

/** What is read from Discord's history: the catch-up, and the comparison behind it. */
export function historyFigures(registry: Registry): Fill {
  const registers = [registry];
  const catchUp = stateGauge(registry, {
    name: "talkback_catch_up_state",
    help: "The catch-up of this session.",
    states: ["not started", "running", "done"],
  });
  const toCatchUp = new Gauge({
    name: "talkback_catch_up_threads_waiting",
    help: "Threads that the catch-up under way has not read yet.",
    registers,
  });
  const running = new Gauge({
    name: "talkback_reconcile_running",
    help: "1 while threads are compared in the background.",
    registers,
  });
  const toCompare = new Gauge({
    name: "talkback_reconcile_threads_waiting",
    help: "Threads that the comparison under way has not been through yet.",
    registers,
  });
  const doubts = new Gauge({
    name: "talkback_reconcile_doubtful_messages",
    help: "Messages whose reactions are to be looked up, because events left them in doubt.",
    registers,
  });
  const pages = totalOf(registry, {
    name: "talkback_reconcile_pages_total",
    help: "Pages of history that were compared with the records.",
  });
  const findings = totalOf(registry, {
    name: "talkback_reconcile_findings_total",
    help: "What was found that had not been heard of, by kind.",
    label: "kind",
  });
  const fullPass = unsureGauge(
    registry,
    "talkback_reconcile_last_full_pass_timestamp_seconds",
    "When all threads were last compared whole, as Unix time.",
  );

  return (snapshot) => {
    const { reconcile } = snapshot;
    catchUp(snapshot.catchUp.status);
    toCatchUp.set(snapshot.catchUp.waiting);
    running.set(reconcile.isRunning ? 1 : 0);
    toCompare.set(reconcile.waiting);
    doubts.set(reconcile.doubts);
    pages(reconcile.pagesRead);
    findings(reconcile.findings);
    fullPass(reconcile.lastFullPassAt === null ? null : Date.parse(reconcile.lastFullPassAt) / 1_000);
  };
}
