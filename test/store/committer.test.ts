import { describe, expect, it } from "vitest";
import { createCommitter, MOST_WRITES, type Writes } from "#src/store/committer.ts";
import type { StoredDocument } from "#src/store/records.ts";

/** A commit that ends when the test says so. */
type Gate = { writes: Writes; succeed: () => void; fail: (error: Error) => void };

function gatedCommitter() {
  const gates: Gate[] = [];
  const arrivals: (() => void)[] = [];
  const committer = createCommitter(
    (writes) =>
      new Promise<void>((resolve, reject) => {
        gates.push({ writes, succeed: resolve, fail: reject });
        for (const arrive of arrivals.splice(0)) arrive();
      }),
  );
  const gate = async (index: number): Promise<Gate> => {
    const found = gates[index];
    if (found) return found;
    await new Promise<void>((resolve) => arrivals.push(resolve));
    return gate(index);
  };
  return { committer, gate, gates };
}

const put =
  (key: string, value: StoredDocument = { v: 1 }) =>
  ({ writes }: { writes: Writes }): void => {
    writes.set(key, value);
  };

describe("the committer", () => {
  it("gathers what comes while a commit is under way into the next one", async () => {
    const { committer, gate, gates } = gatedCommitter();
    const first = committer.run(put("a"));
    const { writes, succeed } = await gate(0);
    const rest = ["b", "c", "d"].map((key) => committer.run(put(key)));
    succeed();
    await first;
    expect([...writes.keys()]).toEqual(["a"]);
    const second = await gate(1);
    expect([...second.writes.keys()]).toEqual(["b", "c", "d"]);
    second.succeed();
    await Promise.all(rest);
    expect(gates).toHaveLength(2);
  });

  it("shows a change what those before it wrote, before that is durable", async () => {
    const { committer, gate } = gatedCommitter();
    void committer.run(put("a", { n: 1 }));
    const first = await gate(0);
    const seen = committer.run(({ pending }) => pending("a"));
    const overlaid = committer.run((space) => {
      put("a", { n: 2 })(space);
      return space.pending("a");
    });
    const last = committer.run(({ pending }) => pending("a"));
    first.succeed();
    (await gate(1)).succeed();
    expect(await Promise.all([seen, overlaid, last])).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }]);
  });

  it("puts a key that is written twice into a commit once, as it was written last", async () => {
    const { committer, gate } = gatedCommitter();
    const done = Promise.all([committer.run(put("a", { n: 1 })), committer.run(put("a", { n: 2 }))]);
    const { writes, succeed } = await gate(0);
    expect([...writes]).toEqual([["a", { n: 2 }]]);
    succeed();
    await done;
  });

  it("never puts more into a commit than fit", async () => {
    const { committer, gate } = gatedCommitter();
    const done = Array.from({ length: MOST_WRITES + 1 }, (_, index) => committer.run(put(`key ${index}`)));
    const first = await gate(0);
    expect(first.writes.size).toBe(MOST_WRITES);
    first.succeed();
    const second = await gate(1);
    expect(second.writes.size).toBe(1);
    second.succeed();
    await Promise.all(done);
  });

  it("fails a change that was made over a commit that failed, and goes on with the next", async () => {
    const { committer, gate } = gatedCommitter();
    const first = committer.run(put("a"));
    const { fail } = await gate(0);
    const over = committer.run(put("b"));
    const results = Promise.allSettled([first, over]);
    await new Promise(setImmediate);
    fail(new Error("disk full"));
    expect(await results).toEqual([
      { status: "rejected", reason: new Error("disk full") },
      { status: "rejected", reason: new Error("disk full") },
    ]);
    const later = committer.run(put("c"));
    const second = await gate(1);
    expect([...second.writes.keys()]).toEqual(["c"]);
    second.succeed();
    await later;
  });

  it("fails a change that is still running over a commit that failed", async () => {
    const { committer, gate } = gatedCommitter();
    const release = Promise.withResolvers<void>();
    const first = committer.run(put("a"));
    const { fail } = await gate(0);
    const running = committer.run(async (space) => {
      const seen = space.pending("a");
      await release.promise;
      put("b", { seen })(space);
    });
    const results = Promise.allSettled([first, running]);
    await new Promise(setImmediate);
    fail(new Error("disk full"));
    await first.catch(() => release.resolve());
    expect((await results).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const later = committer.run(put("c"));
    const second = await gate(1);
    expect([...second.writes.keys()]).toEqual(["c"]);
    second.succeed();
    await later;
  });

  it("does not let what is ready wait for a change that is slow", async () => {
    const { committer, gate } = gatedCommitter();
    const release = Promise.withResolvers<void>();
    const quick = committer.run(put("quick"));
    const slow = committer.run(async (space) => {
      await release.promise;
      put("slow")(space);
    });
    const first = await gate(0);
    expect([...first.writes.keys()]).toEqual(["quick"]);
    first.succeed();
    await quick;
    release.resolve();
    (await gate(1)).succeed();
    await slow;
  });

  it("resolves a change that only read after the commit of what it read", async () => {
    const { committer, gate } = gatedCommitter();
    const order: string[] = [];
    const write = committer.run(put("a")).then(() => order.push("written"));
    const read = committer.run(({ pending }) => pending("a")).then(() => order.push("read"));
    (await gate(0)).succeed();
    await Promise.all([write, read]);
    expect(order).toEqual(["written", "read"]);
  });

  it("refuses changes once it closes, and finishes those it has", async () => {
    const { committer, gate } = gatedCommitter();
    const first = committer.run(put("a"));
    const second = committer.run(put("b"));
    const closed = committer.close();
    await expect(committer.run(put("c"))).rejects.toThrow("the store is closed");
    (await gate(0)).succeed();
    await Promise.all([first, second, closed]);
  });
});
