import { describe, expect, it } from "vitest";
import { createLanes } from "#src/services/lanes.ts";

/** Lanes whose batches wait until they are let through. */
function gatedLanes() {
  const batches: string[] = [];
  const gates: (() => void)[] = [];
  const lanes = createLanes<number, string>(async (key, items) => {
    batches.push(`${key}:${items.join(",")}`);
    await new Promise<void>((resolve) => gates.push(resolve));
    if (items.includes(-1)) throw new Error("refused");
    return items.map((item) => `done ${item}`);
  });
  const open = async (): Promise<void> => {
    while (gates.length === 0) await new Promise(setImmediate);
    gates.shift()?.();
  };
  return { lanes, batches, open };
}

describe("lanes", () => {
  it("gather what waits while a batch is under way", async () => {
    const { lanes, batches, open } = gatedLanes();
    const first = lanes.push("a", 1);
    await new Promise(setImmediate);
    const rest = [lanes.push("a", 2), lanes.push("a", 3)];
    await open();
    await first;
    await open();
    await Promise.all(rest);
    expect(batches).toEqual(["a:1", "a:2,3"]);
  });

  it("run side by side", async () => {
    const { lanes, batches, open } = gatedLanes();
    const both = [lanes.push("a", 1), lanes.push("b", 2)];
    await new Promise(setImmediate);
    expect(batches).toEqual(["a:1", "b:2"]);
    await open();
    await open();
    await Promise.all(both);
  });

  it("give a task its lane to itself, in its turn", async () => {
    const { lanes, batches, open } = gatedLanes();
    const seen: string[][] = [];
    const work = [
      lanes.push("a", 1),
      lanes.run("a", async () => {
        seen.push([...batches]);
      }),
      lanes.push("a", 2),
    ];
    await open();
    await open();
    await Promise.all(work);
    expect(seen).toEqual([["a:1"]]);
    expect(batches).toEqual(["a:1", "a:2"]);
  });

  it("tell everyone in a batch that failed, and go on", async () => {
    const { lanes, open } = gatedLanes();
    const failed = Promise.allSettled([lanes.push("a", -1), lanes.push("a", 5)]);
    await open();
    expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const next = lanes.push("a", 6);
    await open();
    await expect(next).resolves.toBe("done 6");
  });

  it("tell what waits in each, and for how long", async () => {
    const { lanes, open } = gatedLanes();
    expect(lanes.state()).toEqual([]);
    const work: Promise<unknown>[] = [lanes.push("a", 1), lanes.push("b", 2)];
    await new Promise(setImmediate);
    work.push(
      lanes.push("a", 3),
      lanes.run("a", async () => undefined),
    );
    expect(lanes.state()).toEqual([
      { key: "a", waiting: 3, waitedMs: expect.any(Number) },
      { key: "b", waiting: 1, waitedMs: expect.any(Number) },
    ]);
    const [before] = lanes.state();
    await new Promise(setImmediate);
    expect(lanes.state()[0]?.waitedMs).toBeGreaterThan(before?.waitedMs ?? Infinity);
    for (let batch = 0; batch < 3; batch++) await open();
    await Promise.all(work);
    await lanes.drain();
    expect(lanes.state()).toEqual([]);
  });

  it("are drained when nothing waits any more", async () => {
    const { lanes, batches, open } = gatedLanes();
    for (let item = 0; item < 350; item++) void lanes.push("a", item);
    const drained = lanes.drain();
    for (let batch = 0; batch < 3; batch++) await open();
    await drained;
    expect(batches.map((batch) => batch.split(",").length)).toEqual([150, 150, 50]);
  });
});
