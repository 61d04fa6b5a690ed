import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultDetectorSettings } from "#src/domain/detector-settings.ts";
import { MOST_UNSCREENED, type ScreeningJob } from "#src/domain/outbox.ts";
import type { Comment } from "#src/domain/comment.ts";
import { nextPortion, noteScreened, screenInCommit, shortenStretch } from "#src/services/screening-queue.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { aComment, anArticle } from "../support/documents.ts";

const NOW = Date.parse("2026-11-23T13:00:00.000Z");
const THREAD = {
  v: 1,
  id: "50",
  guildId: "1",
  articleId: "2",
  parentChannelId: "4",
  name: "Thread",
  isArchived: false,
  isLocked: false,
  checkpoint: null,
  deletedAt: null,
} as const;

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-screening-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  await store.update((tx) => tx.put("article", "2", anArticle("2", { threadId: "50" })));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Stores comments as the mirror does, and lets the queue hear of them in the same commit. */
const arrive = (...comments: Comment[]): Promise<void> =>
  store.update(async (tx) => {
    for (const comment of comments) tx.put("comment", comment.id, comment);
    const changes = comments.map((comment) => ({ comment, isNew: true, isSaidAnew: true }));
    await screenInCommit(() => NOW)(tx, THREAD, changes);
  });

async function waiting(): Promise<ScreeningJob | null> {
  const job = await store.get("outbox", "screen-50");
  return job?.kind === "screen-comments" ? job : null;
}

/** Judges portions of `limit` until nothing waits; gives the ids in the order they were judged. */
async function judgeAll(limit: number): Promise<string[][]> {
  const portions: string[][] = [];
  for (let job = await waiting(); job; job = await waiting()) {
    const current = job;
    const portion = nextPortion(store, current, limit);
    portions.push(portion.commentIds);
    await store.update((tx) => noteScreened(tx, current, portion, []));
  }
  return portions;
}

describe("what waits for the detector", () => {
  it("is each new comment once, oldest first, and then nothing", async () => {
    await arrive(aComment("100"), aComment("101"));
    await arrive(aComment("102"));
    expect(await waiting()).toMatchObject({ stretch: { from: "100", to: "102" }, commentIds: [] });
    expect(await judgeAll(2)).toEqual([["100", "101"], ["102"]]);
    expect(store.catalog.listOutbox()).toEqual([]);
  });

  it("is also what comes while others are judged, and what comes late and is older", async () => {
    await arrive(aComment("100"), aComment("105"));
    const job = await waiting();
    if (!job) throw new Error("nothing waits");
    const portion = nextPortion(store, job, 1);
    await arrive(aComment("110"));
    await arrive(aComment("99"));
    await store.update((tx) => noteScreened(tx, job, portion, []));
    expect((await judgeAll(10)).flat()).toEqual(["99", "100", "105", "110"]);
  });

  it("is an edited comment by itself, and not the ones before it", async () => {
    await arrive(aComment("100"));
    await judgeAll(10);
    await arrive(aComment("100", { editedAt: "2026-11-23T12:30:00.000Z", edits: [] }));
    expect(await judgeAll(10)).toEqual([["100"]]);
  });

  it("is a comment that is edited while its stretch is judged", async () => {
    const edited = aComment("100", { editedAt: "2026-11-23T12:30:00.000Z" });
    await arrive(aComment("100"), aComment("101"));
    const job = await waiting();
    if (!job) throw new Error("nothing waits");
    const portion = nextPortion(store, job, 10);
    await arrive(edited);
    await store.update((tx) => noteScreened(tx, job, portion, []));
    expect(await judgeAll(10)).toEqual([["100"]]);
  });

  it("is neither an import, nor a comment of more than a day, nor one that was deleted", async () => {
    await arrive(
      aComment("100", { origin: "import" }),
      aComment("101", { createdAt: "2026-11-21T12:00:00.000Z" }),
      aComment("102", { state: "deleted" }),
    );
    expect(await waiting()).toBeNull();
  });

  it("is nothing where the detector is off", async () => {
    await store.update((tx) => tx.put("detector", "1", { ...defaultDetectorSettings(), isOn: false }));
    await arrive(aComment("100"));
    expect(await waiting()).toBeNull();
  });

  it("leaves a comment that is still to be held, so that a crash finds it", async () => {
    await arrive(aComment("100"), aComment("101"));
    const job = await waiting();
    if (!job) throw new Error("nothing waits");
    await store.update((tx) => noteScreened(tx, job, nextPortion(store, job, 10), ["101"]));
    expect(await waiting()).toMatchObject({ stretch: null, commentIds: ["101"] });
  });

  it("is at most the newest of a flood", async () => {
    const ids = Array.from({ length: MOST_UNSCREENED + 50 }, (_, index) => String(1_000 + index));
    for (let start = 0; start < ids.length; start += 150)
      await arrive(...ids.slice(start, start + 150).map((id) => aComment(id)));
    const job = await waiting();
    if (job) await shortenStretch(store, job);
    expect((await judgeAll(500)).flat()).toEqual(ids.slice(50));
  });

  it("takes the reasons away from a comment that was deleted", async () => {
    const reason = { code: "link" as const, values: { host: "example.org" }, passage: null };
    const about = { guildId: "1", commentId: "100", judgedAt: "2026-11-23T12:00:00.000Z", editedAt: null };
    const verdict = { verdict: "flag" as const, score: 0.6, reasons: [reason], outcome: "open" as const };
    await store.update((tx) => tx.put("screening", "100", { v: 1, ...about, ...verdict, isLogOnly: false }));
    await arrive(aComment("100", { state: "deleted" }));
    expect(await store.get("screening", "100")).toMatchObject({ verdict: "flag", reasons: [] });
  });
});
