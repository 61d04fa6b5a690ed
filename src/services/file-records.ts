import type { Attachment, Comment } from "../domain/comment.ts";
import type { KeptContent, KeptFile } from "../domain/kept-files.ts";
import { type OutboxJob, outboxJobId } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { createLanes } from "./lanes.ts";

type KeepJob = Extract<OutboxJob, { kind: "keep-files" }>;

/** Who has which local copies. A copy stands on this machine before a record names it, and goes after the last one is gone. */
export type FileRecords = {
  /**
   * Writes down what is kept, and that the job is done; null: nothing is to be changed. What went from
   * the comment meanwhile, or with it, is not kept.
   * @throws Error where a copy went while the others were made: the job is to be done again
   */
  settle(job: KeepJob, files: KeptFile[] | null): Promise<void>;
  /** The kept files stand under new attachments, in their order. Part of a commit; returns what `discard` is to look at after it. */
  takeOver(tx: Transaction, commentId: Snowflake, attachments: readonly Attachment[]): Promise<string[]>;
  /** Deletes copies that no record names. */
  discard(hashes: readonly string[]): Promise<void>;
  /** Takes comments' copies away, unless others share them. */
  release(commentIds: readonly Snowflake[]): Promise<void>;
  /** Makes up for what a crash left: copies whose comment went, and copies that no record names. */
  repair(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
};

export function createFileRecords(store: Store, keeper: FileKeeper | null): FileRecords {
  /** Whatever touches the records and deletes files goes one after another: no copy goes between a look at it and its record. */
  const lane = createLanes<never, never>(async () => []);
  const alone = <T>(task: () => Promise<T>): Promise<T> => lane.run("files", task);

  async function settle(job: KeepJob, files: KeptFile[] | null): Promise<void> {
    for (const hash of hashesOf(files ?? []))
      if (!(await keeper?.has(hash))) throw new Error("a copy went while others were made; they are made again");
    const unwanted = await store.update(async (tx) => {
      tx.delete("outbox", outboxJobId(job));
      if (files === null) return [];
      const attached = await attachedTo(tx, job.commentId);
      const wanted = files.filter(({ attachmentId }) => attached.has(attachmentId));
      const dropped = await replace(tx, job.commentId, wanted);
      return [...dropped, ...hashesOf(files)];
    });
    await discard(unwanted);
  }

  /** Puts a comment's files in the place of those before. Returns the hashes that nobody has any more. */
  async function replace(tx: Transaction, commentId: Snowflake, files: KeptFile[]): Promise<string[]> {
    const before = hashesOf((await tx.get("files", commentId))?.files ?? []);
    const after = hashesOf(files);
    const dropped: string[] = [];
    for (const hash of before.filter((one) => !after.includes(one)))
      if (await leave(tx, commentId, hash)) dropped.push(hash);
    for (const { hash, size } of files) {
      if (hash === null) continue;
      const content: KeptContent = (await tx.get("content", hash)) ?? { v: 1, hash, size, commentIds: [] };
      const commentIds = [...new Set([...content.commentIds, commentId])];
      tx.put("content", hash, { ...content, commentIds });
    }
    if (files.length > 0) tx.put("files", commentId, { v: 1, commentId, files });
    else tx.delete("files", commentId);
    return dropped;
  }

  /** Returns whether nobody has the content any more. */
  async function leave(tx: Transaction, commentId: Snowflake, hash: string): Promise<boolean> {
    const content = await tx.get("content", hash);
    const commentIds = content?.commentIds.filter((id) => id !== commentId) ?? [];
    if (content && commentIds.length > 0) {
      tx.put("content", hash, { ...content, commentIds });
      return false;
    }
    tx.delete("content", hash);
    return true;
  }

  async function discard(hashes: readonly string[]): Promise<void> {
    const contents = await store.getMany("content", hashes);
    for (const [index, hash] of hashes.entries()) if (!contents[index]) await keeper?.remove(hash);
  }

  async function release(commentIds: readonly Snowflake[]): Promise<void> {
    for (const commentId of commentIds) {
      if (!(await store.get("files", commentId))) continue;
      await discard(await store.update((tx) => replace(tx, commentId, [])));
    }
  }

  async function repairOne(hash: string): Promise<void> {
    const commentIds = (await store.get("content", hash))?.commentIds ?? [];
    for (const commentId of commentIds) {
      await store.update(async (tx) => {
        const attached = await attachedTo(tx, commentId);
        const files = (await tx.get("files", commentId))?.files ?? [];
        const wanted = files.filter(({ attachmentId }) => attached.has(attachmentId));
        if (wanted.some((file) => file.hash === hash)) return;
        await replace(tx, commentId, wanted);
        // Also where the comment's own record does not name it.
        await leave(tx, commentId, hash);
      });
    }
    await discard([hash]);
  }

  return {
    settle: (job, files) => alone(() => settle(job, files)),
    discard: (hashes) => alone(() => discard(hashes)),
    release: (commentIds) => alone(() => release(commentIds)),
    drain: () => lane.drain(),
    async takeOver(tx, commentId, attachments) {
      const kept = (await tx.get("files", commentId))?.files.filter(({ state }) => state === "kept") ?? [];
      const left = [...attachments];
      const files = kept.flatMap((file) => {
        // Not all may have been posted again; the order is kept.
        const found = left.findIndex(({ size }) => size === file.size);
        const [attachment] = found < 0 ? [] : left.splice(found, 1);
        return attachment ? [{ ...file, attachmentId: attachment.id }] : [];
      });
      return replace(tx, commentId, files);
    },
    async repair(signal) {
      for (const hash of (await keeper?.hashes()) ?? []) {
        if (signal.aborted) return;
        await alone(() => repairOne(hash));
      }
    },
  };
}

/** What is attached to a comment as long as anyone may see it, or a moderator may bring it back. */
async function attachedTo(tx: Transaction, commentId: Snowflake): Promise<Set<Snowflake>> {
  const comment: Comment | undefined = await tx.get("comment", commentId);
  if (!comment || comment.state === "deleted") return new Set();
  const shown = comment.state === "visible" ? comment : (await tx.get("sealed", commentId))?.comment;
  return new Set(shown?.attachments.map(({ id }) => id));
}

function hashesOf(files: readonly KeptFile[]): string[] {
  return [...new Set(files.flatMap(({ hash }) => (hash === null ? [] : [hash])))];
}
