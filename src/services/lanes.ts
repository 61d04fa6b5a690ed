/** Items that one batch may hold, so that its commit stays within the store's 200 entries. */
const BATCH_SIZE = 100;

type Waiting<Item> =
  | { kind: "item"; item: Item; resolve: () => void; reject: (reason: unknown) => void }
  | { kind: "task"; task: () => Promise<void> };

/**
 * Keeps order within a key and lets keys run side by side. Items that wait while a batch is under way go together into the
 * next one; a task has its key to itself.
 */
export type Lanes<Item> = {
  /** Resolves when the batch that holds the item was applied. */
  push(key: string, item: Item): Promise<void>;
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>;
};

export function createLanes<Item>(applyBatch: (key: string, items: Item[]) => Promise<void>): Lanes<Item> {
  const lanes = new Map<string, { queue: Waiting<Item>[]; done: Promise<void> }>();

  async function work(key: string, queue: Waiting<Item>[]): Promise<void> {
    for (let head = queue[0]; head; head = queue[0]) {
      if (head.kind === "task") {
        queue.shift();
        await head.task();
      } else {
        await applyItems(key, takeItems(queue));
      }
    }
    lanes.delete(key);
  }

  async function applyItems(key: string, batch: Extract<Waiting<Item>, { kind: "item" }>[]): Promise<void> {
    try {
      await applyBatch(
        key,
        batch.map((waiting) => waiting.item),
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  function enter(key: string, waiting: Waiting<Item>): void {
    const lane = lanes.get(key);
    if (lane) {
      lane.queue.push(waiting);
      return;
    }
    const queue = [waiting];
    // The first turn is put off by a tick, so that events read from the socket together share one commit.
    lanes.set(key, { queue, done: Promise.resolve().then(() => work(key, queue)) });
  }

  return {
    push: (key, item) =>
      new Promise((resolve, reject) => {
        enter(key, { kind: "item", item, resolve, reject });
      }),
    run: (key, task) =>
      new Promise((resolve, reject) => {
        enter(key, { kind: "task", task: () => task().then(resolve, reject) });
      }),
    async drain() {
      while (lanes.size > 0) await Promise.all([...lanes.values()].map((lane) => lane.done));
    },
  };
}

function takeItems<Item>(queue: Waiting<Item>[]): Extract<Waiting<Item>, { kind: "item" }>[] {
  const items: Extract<Waiting<Item>, { kind: "item" }>[] = [];
  for (const waiting of queue) {
    if (waiting.kind !== "item" || items.length === BATCH_SIZE) break;
    items.push(waiting);
  }
  queue.splice(0, items.length);
  return items;
}
