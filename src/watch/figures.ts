import { Counter, Gauge, type Registry } from "prom-client";
import type { Snapshot } from "./snapshot.ts";

/** Takes figures over from a snapshot: those that are looked up when someone asks, not kept. */
export type Fill = (snapshot: Snapshot) => void;

/** 1 for the state that holds, 0 for the others. */
export function stateGauge<S extends string>(
  registry: Registry,
  { name, help, states }: { name: string; help: string; states: readonly S[] },
): (holding: S) => void {
  const gauge = new Gauge({
    name,
    help: `1 for the state that holds, else 0. ${help}`,
    labelNames: ["state"],
    registers: [registry],
  });
  return (holding) => {
    for (const state of states) gauge.set({ state }, state === holding ? 1 : 0);
  };
}

/** A gauge of something that may not be known yet: then it is left out. */
export function unsureGauge(registry: Registry, name: string, help: string): (value: number | null) => void {
  const gauge = new Gauge({ name, help, registers: [registry] });
  return (value) => {
    if (value === null) gauge.remove();
    else gauge.set(value);
  };
}

/** A counter whose sums are kept elsewhere. */
export function totalOf(
  registry: Registry,
  { name, help, label }: { name: string; help: string; label?: string },
): (sums: number | Readonly<Record<string, number>>) => void {
  const counter = new Counter({ name, help, labelNames: label === undefined ? [] : [label], registers: [registry] });
  return (sums) => {
    counter.reset();
    if (typeof sums === "number") counter.inc(sums);
    else for (const [value, sum] of Object.entries(sums)) counter.inc({ [label ?? ""]: value }, sum);
  };
}
