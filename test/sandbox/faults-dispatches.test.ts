import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFaults } from "#sandbox/faults.ts";
import type { Faults } from "#sandbox/faults.ts";

let faults: Faults;
let sent: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  faults = createFaults({ connections: () => [] });
  sent = [];
});

afterEach(() => {
  faults.clear();
  vi.useRealTimers();
});

function dispatch(...contents: string[]): void {
  for (const d of contents) faults.dispatch({ t: "MESSAGE_CREATE", d }, (event) => sent.push(event.d));
}

describe("dispatches", () => {
  test("a duplicate comes twice", () => {
    const fault = faults.add({ kind: "duplicate", times: 1 });
    dispatch("a", "b");
    expect(sent).toEqual(["a", "a", "b"]);
    expect(fault.count).toBe(1);
  });

  test("a reordered one is overtaken by the next", () => {
    faults.add({ kind: "reorder", times: 1 });
    dispatch("a", "b", "c");
    expect(sent).toEqual(["b", "a", "c"]);
  });

  test("a reordered one that nothing overtakes still comes", () => {
    faults.add({ kind: "reorder", withinMilliseconds: 100 });
    dispatch("a", "b");
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(sent).toEqual(["a", "b"]);
  });

  test("a delayed one comes late, and others do not wait for it", () => {
    faults.add({ kind: "delay", milliseconds: 500, times: 1 });
    dispatch("a", "b");
    expect(sent).toEqual(["b"]);
    vi.advanceTimersByTime(500);
    expect(sent).toEqual(["b", "a"]);
  });

  test("what is held back is sent when the fault is removed, and only once", () => {
    const fault = faults.add({ kind: "delay", milliseconds: 500 });
    dispatch("a");
    fault.remove();
    expect(sent).toEqual(["a"]);
    vi.advanceTimersByTime(500);
    dispatch("b");
    expect(sent).toEqual(["a", "b"]);
  });

  test("a fault strikes the events that it names", () => {
    faults.add({ kind: "duplicate", event: /^MESSAGE_DELETE/ });
    dispatch("a");
    faults.dispatch({ t: "MESSAGE_DELETE_BULK", d: "b" }, (event) => sent.push(event.d));
    expect(sent).toEqual(["a", "b", "b"]);
  });
});

describe("heartbeats", () => {
  test("are acknowledged unless there is a zombie", () => {
    expect(faults.acknowledgesHeartbeats()).toBe(true);
    const zombie = faults.add({ kind: "zombie" });
    expect(faults.acknowledgesHeartbeats()).toBe(false);
    expect(zombie.count).toBe(1);
    zombie.remove();
    expect(faults.acknowledgesHeartbeats()).toBe(true);
  });
});
