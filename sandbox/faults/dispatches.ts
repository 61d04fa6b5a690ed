import type { DispatchFault } from "./types.ts";

export type Dispatch = { t: string; d: unknown };
type Send = (dispatch: Dispatch) => void;

const DEFAULT_REORDER_MS = 250;

/** Dispatches that wait, so that they come late or out of order but never get lost. */
export type HeldDispatches = {
  /** Lets the fault strike. */
  strike(fault: DispatchFault, dispatch: Dispatch, send: Send): void;
  /** Sends the dispatches that were waiting for another to overtake them. To be called after each that was sent. */
  releaseOvertaken(): void;
  /** Sends everything that waits. */
  releaseAll(): void;
};

export function createHeldDispatches(): HeldDispatches {
  const overtakable = new Set<() => void>();
  const delayed = new Set<() => void>();

  return {
    strike(fault, dispatch, send) {
      if (fault.kind === "delay") hold(delayed, dispatch, send, fault.milliseconds);
      if (fault.kind === "reorder") hold(overtakable, dispatch, send, fault.withinMilliseconds ?? DEFAULT_REORDER_MS);
      if (fault.kind === "duplicate") {
        send(dispatch);
        send(dispatch);
      }
    },
    releaseOvertaken: () => overtakable.forEach((release) => release()),
    releaseAll: () => [...overtakable, ...delayed].forEach((release) => release()),
  };
}

function hold(waiting: Set<() => void>, dispatch: Dispatch, send: Send, milliseconds: number): void {
  const release = (): void => {
    if (!waiting.delete(release)) return;
    clearTimeout(timer);
    send(dispatch);
  };
  const timer = setTimeout(release, milliseconds);
  waiting.add(release);
}
