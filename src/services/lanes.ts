/** Items that one batch may hold, so that its commit stays within the store's 199 entries: a page of history and what goes along. */
const BATCH_SIZE = 150;

/** `sinceMs`: on the clock of `performance.now()`, which no one sets back. */
type Waiting<Item, Result> = { sinceMs: number } & (
  | { kind: "item"; item: Item; resolve: (result: Result) => void; reject: (reason: unknown) => void }
  | { kind: "task"; task: () => Promise<void> }
);

type Lane<Item, Result> = { queue: Waiting<Item, Result>[]; done: Promise<void>; underWay: number; sinceMs: number };

/** A key with something to do. `waiting`: items and tasks that are not through; `waitedMs`: how long the oldest of them has waited. */
export type LaneState = { key: string; waiting: number; waitedMs: number };

/**
 * Keeps order within a key and lets keys run side by side. Items that wait while a batch is under way go together into the
 * next one; a task has its key to itself.
 */
export type Lanes<Item, Result> = {
  /** Resolves with the item's result when the batch that holds it was applied. */
  push(key: string, item: Item): Promise<Result>;
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>;
  /** The keys that have something to do at present. */
  state(): LaneState[];
};

/** @param applyBatch gives one result an item, in their order */
export function createLanes<Item, Result>(
  applyBatch: (key: string, items: Item[]) => Promise<Result[]>,
): Lanes<Item, Result> {
  const lanes = new Map<string, Lane<Item, Result>>();

  async function work(key: string, lane: Lane<Item, Result>): Promise<void> {
    const { queue } = lane;
    for (let head = queue[0]; head; head = queue[0]) {
      lane.sinceMs = head.sinceMs;
      if (head.kind === "task") {
        queue.shift();
        lane.underWay = 1;
        await head.task();
      } else {
        const batch = takeItems(queue);
        lane.underWay = batch.length;
        await applyItems(key, batch);
      }
    }
    lanes.delete(key);
  }

  async function applyItems(key: string, batch: Extract<Waiting<Item, Result>, { kind: "item" }>[]): Promise<void> {
    try {
      const results = await applyBatch(
        key,
        batch.map((waiting) => waiting.item),
      );
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  function enter(key: string, waiting: Waiting<Item, Result>): void {
    const lane = lanes.get(key);
    if (lane) {
      lane.queue.push(waiting);
      return;
    }
    const first: Lane<Item, Result> = {
      queue: [waiting],
      done: Promise.resolve(),
      underWay: 0,
      sinceMs: waiting.sinceMs,
    };
    // The first turn is put off by a tick, so that events read from the socket together share one commit.
    first.done = first.done.then(() => work(key, first));
    lanes.set(key, first);
  }

  return {
    push: (key, item) =>
      new Promise((resolve, reject) => {
        enter(key, { kind: "item", item, resolve, reject, sinceMs: performance.now() });
      }),
    run: (key, task) =>
      new Promise((resolve, reject) => {
        enter(key, { kind: "task", task: () => task().then(resolve, reject), sinceMs: performance.now() });
      }),
    async drain() {
      while (lanes.size > 0) await Promise.all([...lanes.values()].map((lane) => lane.done));
    },
    state() {
      const nowMs = performance.now();
      return [...lanes].map(([key, { queue, underWay, sinceMs }]) => ({
        key,
        waiting: queue.length + underWay,
        waitedMs: nowMs - sinceMs,
      }));
    },
  };
}

function takeItems<Item, Result>(queue: Waiting<Item, Result>[]): Extract<Waiting<Item, Result>, { kind: "item" }>[] {
  const items: Extract<Waiting<Item, Result>, { kind: "item" }>[] = [];
  for (const waiting of queue) {
    if (waiting.kind !== "item" || items.length === BATCH_SIZE) break;
    items.push(waiting);
  }
  queue.splice(0, items.length);
  return items;
}
