import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type OutboxJob, outboxJobId } from "#src/domain/outbox.ts";
import { createLog } from "#src/log.ts";
import { createOutbox, type Outbox } from "#src/services/outbox.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { until } from "../support/sandbox.ts";

const job: OutboxJob = {
  v: 1,
  kind: "post-article",
  guildId: "1",
  articleId: "2",
  stage: "posting",
  createdAt: "2026-11-23T12:00:00.000Z",
};
let folder: string;
let store: Store;
let outbox: Outbox;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-outbox-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "talkback.sqlite")}` });
  outbox = createOutbox({ store, log: createLog("silent"), firstRetryMs: 1 });
  await store.update((tx) => {
    tx.put("outbox", outboxJobId(job), job);
  });
});

afterEach(async () => {
  await outbox.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const done = (): Promise<void> =>
  store.update((tx) => {
    tx.delete("outbox", outboxJobId(job));
  });

it("a job that fails is tried again until it succeeds, each time with a look at what is there", async () => {
  const attempts: boolean[] = [];
  outbox.handle("post-article", async (_, { isAgain }) => {
    attempts.push(isAgain);
    if (attempts.length < 4) throw new Error("Discord is away");
    await done();
  });
  await expect(outbox.run(job)).rejects.toThrow("Discord is away");
  await until("the job is done", () => store.catalog.listOutbox().length === 0);
  expect(attempts).toEqual([false, true, true, true]);
});

it("a job that was withdrawn is not tried again, while another still is", async () => {
  const other: OutboxJob = { ...job, articleId: "3" };
  await store.update((tx) => {
    tx.put("outbox", outboxJobId(other), other);
  });
  const attempts = { [job.articleId]: 0, [other.articleId]: 0 };
  outbox.handle("post-article", async ({ articleId }) => {
    attempts[articleId] = (attempts[articleId] ?? 0) + 1;
    if (articleId === job.articleId) await done();
    throw new Error("Discord says no");
  });
  await Promise.allSettled([outbox.run(job), outbox.run(other)]);
  await until("the other's fifth attempt", () => (attempts[other.articleId] ?? 0) >= 5);
  expect(attempts[job.articleId]).toBe(1);
});

it("a job that was there before is taken for one that an earlier attempt began", async () => {
  const attempts: boolean[] = [];
  const next = createOutbox({ store, log: createLog("silent"), firstRetryMs: 1 });
  next.handle("post-article", async (_, { isAgain }) => {
    attempts.push(isAgain);
    await done();
  });
  await next.run(job);
  expect(attempts).toEqual([true]);
});

it("a job that takes long keeps no job of another kind waiting", async () => {
  const end = Promise.withResolvers<void>();
  outbox.handle("keep-files", () => end.promise, { startsByItself: false, isSlow: true });
  outbox.handle("post-article", done);
  const { guildId, articleId, createdAt } = job;
  const slow = Array.from({ length: 20 }, (_, index): OutboxJob => {
    return { v: 1, kind: "keep-files", guildId, articleId, commentId: String(index + 1), createdAt };
  });
  await store.update((tx) => {
    for (const one of slow) tx.put("outbox", outboxJobId(one), one);
  });
  const running = slow.map((one) => outbox.run(one));
  await outbox.run(job);
  expect(store.catalog.listOutbox()).toHaveLength(slow.length);
  end.resolve();
  await Promise.all(running);
});
