import { MOST_ENTRIES, type StoredDocument } from "./records.ts";

export type Writes = Map<string, StoredDocument | null>;

/** What a change may read and write: its own writes first, then those that are to be committed with it, then the store. */
export type Workspace = { writes: Writes; pending: Writes };

type Job = {
  change: (workspace: Workspace) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
};

export type Committer = {
  /** Runs `change` after those before it, and resolves when what it wrote is durable. */
  run<T>(change: (workspace: Workspace) => Promise<T>): Promise<T>;
  /** Refuses what comes from now on and resolves when the rest is committed. */
  close(): Promise<void>;
  waiting(): number;
};

/**
 * Changes run one after another. Those that are waiting when a commit begins go into it together, up to 200 entries: fast under
 * load, no waiting when quiet. Each change is all or nothing: one that throws leaves nothing behind and fails alone.
 */
export function createCommitter(commit: (writes: Writes) => Promise<void>): Committer {
  const queue: Job[] = [];
  let working: Promise<void> | null = null;
  let isClosed = false;

  async function work(): Promise<void> {
    for (let carried: Group | null = null; carried || queue.length > 0;) {
      const { group, next } = await gather(carried ?? { writes: new Map(), done: [] }, queue);
      carried = await finish(group, next);
    }
    working = null;
  }

  /** Returns what was gathered on top of the group, unless the group failed: then it was built on sand and fails too. */
  async function finish(group: Group, next: Group | null): Promise<Group | null> {
    try {
      if (group.writes.size > 0) await commit(group.writes);
      for (const { job, value } of group.done) job.resolve(value);
      return next;
    } catch (error) {
      for (const { job } of [...group.done, ...(next?.done ?? [])]) job.reject(error);
      return null;
    }
  }

  return {
    run: <T>(change: (workspace: Workspace) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        if (isClosed) {
          reject(new Error("the store is closed"));
          return;
        }
        queue.push({ change, resolve: resolve as (value: unknown) => void, reject });
        working ??= Promise.resolve().then(work);
      }),
    async close() {
      isClosed = true;
      await working;
    },
    waiting: () => queue.length,
  };
}

type Group = { writes: Writes; done: { job: Job; value: unknown }[] };

async function gather(group: Group, queue: Job[]): Promise<{ group: Group; next: Group | null }> {
  for (let job = queue.shift(); job; job = queue.shift()) {
    const workspace: Workspace = { writes: new Map(), pending: group.writes };
    try {
      const value = await job.change(workspace);
      if (workspace.writes.size >= MOST_ENTRIES) {
        throw new RangeError(`one change wrote ${workspace.writes.size} documents; it may write ${MOST_ENTRIES - 1}`);
      }
      if (!fits(group.writes, workspace.writes)) {
        return { group, next: { writes: workspace.writes, done: [{ job, value }] } };
      }
      for (const [key, document] of workspace.writes) group.writes.set(key, document);
      group.done.push({ job, value });
    } catch (error) {
      job.reject(error);
    }
  }
  return { group, next: null };
}

/** One place is kept for the commit's own number. */
function fits(into: Writes, more: Writes): boolean {
  let size = into.size;
  for (const key of more.keys()) if (!into.has(key)) size++;
  return size < MOST_ENTRIES;
}
