import { MOST_ENTRIES, type StoredDocument } from "./records.ts";

/** By key; `null` deletes. */
export type Writes = Map<string, StoredDocument | null>;

/** One place of each commit is the journal's. */
export const MOST_WRITES = MOST_ENTRIES - 1;
/** Changes that only read fill no commit, but must not keep the others waiting for ever. */
const MOST_CHANGES = 1_000;

/** What one change sees of those before it, and where it writes. */
export type Workspace = {
  writes: Writes;
  /** The newest write of a key that is not in the records yet; `undefined` when there is none. */
  pending: (key: string) => StoredDocument | null | undefined;
  /** The change has ended: what it wrote now would be lost. */
  isOver: boolean;
};

type Change<T> = (workspace: Workspace) => Promise<T> | T;
type Job = { change: Change<unknown>; resolve: (value: unknown) => void; reject: (reason: unknown) => void };
type Group = { writes: Writes; done: { job: Job; value: unknown }[] };

export type Committer = {
  /** Runs `change` after those before it, and resolves when what it wrote is durable. */
  run<T>(change: Change<T>): Promise<T>;
  /** Refuses what comes from now on and resolves when the rest is committed. */
  close(): Promise<void>;
  waiting(): number;
};

/**
 * Changes run strictly one after another, each all or nothing: one that throws leaves nothing behind and fails alone. What they
 * write gathers in the open group. One group at a time is committed; meanwhile the next changes run over its writes. So nothing
 * waits when it is quiet, and under load up to 199 writes share a commit. When a commit fails, so do the changes made over it.
 */
export function createCommitter(commit: (writes: Writes) => Promise<void>): Committer {
  const queue: Job[] = [];
  let open = newGroup();
  let inFlight: { group: Group; settled: Promise<void> } | null = null;
  let pumping: Promise<void> | null = null;
  let failures = { count: 0, last: undefined as unknown };
  let isClosed = false;
  let isFlushPlanned = false;

  const pending = (key: string): StoredDocument | null | undefined => {
    const written = open.writes.get(key);
    return written === undefined ? inFlight?.group.writes.get(key) : written;
  };

  async function pump(): Promise<void> {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const workspace: Workspace = { writes: new Map(), pending, isOver: false };
      const { count } = failures;
      try {
        const value = await job.change(workspace);
        workspace.isOver = true;
        if (workspace.writes.size > MOST_WRITES) {
          throw new RangeError(`one change wrote ${workspace.writes.size} documents; it may write ${MOST_WRITES}`);
        }
        while (!hasRoom(open, workspace.writes)) {
          if (inFlight) await inFlight.settled;
          else flush();
        }
        if (failures.count > count) throw failures.last;
        for (const [key, document] of workspace.writes) open.writes.set(key, document);
        open.done.push({ job, value });
        planFlush();
      } catch (error) {
        workspace.isOver = true;
        job.reject(error);
      }
    }
    pumping = null;
    flush();
  }

  /** Should the next change have to wait for something, what was ready before it does not wait along. */
  function planFlush(): void {
    if (isFlushPlanned) return;
    isFlushPlanned = true;
    setImmediate(() => {
      isFlushPlanned = false;
      flush();
    });
  }

  /** Sends the open group off, unless another is under way. */
  function flush(): void {
    if (inFlight || open.done.length === 0) return;
    const group = open;
    open = newGroup();
    const settled = finish(group).then(() => {
      inFlight = null;
      if (!pumping) flush();
      else planFlush();
    });
    inFlight = { group, settled };
  }

  async function finish(group: Group): Promise<void> {
    try {
      if (group.writes.size > 0) await commit(group.writes);
      for (const { job, value } of group.done) job.resolve(value);
    } catch (error) {
      const overIt = open.done;
      open = newGroup();
      failures = { count: failures.count + 1, last: error };
      for (const { job } of [...group.done, ...overIt]) job.reject(error);
    }
  }

  async function settle(): Promise<void> {
    await (pumping ?? inFlight?.settled);
    if (pumping || inFlight) await settle();
  }

  return {
    run: <T>(change: Change<T>) =>
      new Promise<T>((resolve, reject) => {
        if (isClosed) {
          reject(new Error("the store is closed"));
          return;
        }
        queue.push({ change, resolve: resolve as (value: unknown) => void, reject });
        // Not at once: changes that are made in the same turn share a commit.
        pumping ??= Promise.resolve().then(pump);
      }),
    async close() {
      isClosed = true;
      await settle();
    },
    waiting: () => queue.length + open.done.length,
  };
}

function newGroup(): Group {
  return { writes: new Map(), done: [] };
}

function hasRoom({ writes, done }: Group, more: Writes): boolean {
  if (done.length >= MOST_CHANGES) return false;
  if (writes.size + more.size <= MOST_WRITES) return true;
  let size = writes.size;
  for (const key of more.keys()) if (!writes.has(key)) size++;
  return size <= MOST_WRITES;
}
