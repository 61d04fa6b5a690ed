import type { Logger } from "pino";
import type { Attachment, Comment } from "../domain/comment.ts";
import type { KeptContent, KeptFile } from "../domain/kept-files.ts";
import type { OutgoingFile } from "../domain/outgoing-file.ts";
import { outboxJobId, type OutboxJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { createLanes } from "./lanes.ts";
import type { Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort, FreshFile } from "./ports.ts";

/** At the start, so many of each server's newest comments with attachments are looked through for what a crash left out. */
const LOOKED_THROUGH = 1_000;

type Keeping = KeepLimits & { keeper: FileKeeper };

/** What may be kept; bytes. */
export type KeepLimits = { mostBytes: number; mostBytesInAll: number };

/** Addresses of attachments, which Discord lets expire, and the local copies where they are kept. */
export type Attachments = {
  /** Fresh addresses of what is attached to a comment; what Discord has no longer is missing. */
  addressesOf(comment: Comment): Promise<FreshFile[]>;
  /** The same for a view: nothing is asked where nothing is attached; null where Discord does not answer. */
  show(comment: Comment): Promise<FreshFile[] | null>;
  /** The kept files of a comment, to be posted with it again. */
  filesToPost(commentId: Snowflake): Promise<OutgoingFile[]>;
  /** The kept files stand under new attachments, in their order. Part of the commit that restores a comment. */
  takeOver(tx: Transaction, commentId: Snowflake, attachments: readonly Attachment[]): Promise<void>;
  /** Deletes the local copies of comments unless others share them. */
  release(commentIds: readonly Snowflake[]): Promise<void>;
  /** Removes files that a crash left behind and keeps what one left out. */
  resume(guildIds: readonly Snowflake[]): Promise<void>;
  /** Files kept, in bytes; null where none are. */
  keptBytes(): number | null;
};

type Parts = {
  store: Store;
  mirror: Pick<Mirror, "onStored">;
  outbox: Outbox;
  port: Pick<DiscordPort, "readFiles" | "openFile">;
  /** Null: there never were local copies. */
  keeper: FileKeeper | null;
  /** Null: nothing new is kept; what was is still given back and deleted. */
  limits: KeepLimits | null;
  now: () => number;
  log: Logger;
};

export function createAttachments(parts: Parts): Attachments {
  const { store, mirror, outbox, port, keeper, limits, now, log } = parts;
  /** Whatever touches the files and the records of them goes one after another. */
  const lane = createLanes<never, never>(async () => []);
  const alone = <T>(task: () => Promise<T>): Promise<T> => lane.run("files", task);
  let isFullTold = false;

  mirror.onStored(({ commentIds }) => {
    follow(commentIds).catch((error: unknown) => {
      log.error({ err: error }, "attachments could not be followed; they are looked through at the next start");
    });
  });

  /** Keeps what is new and deletes what is gone from comments that changed. */
  async function follow(commentIds: readonly Snowflake[]): Promise<void> {
    const comments = await store.getMany("comment", commentIds);
    for (const comment of comments) {
      if (!comment) continue;
      if (comment.state === "deleted") await release([comment.id]);
      else if (comment.state === "visible" && comment.attachments.length > 0) await order(comment);
    }
  }

  async function order(comment: Comment): Promise<void> {
    const kept = await store.get("files", comment.id);
    const known = new Set(kept?.files.map(({ attachmentId }) => attachmentId));
    const isLevel = comment.attachments.length === known.size && comment.attachments.every(({ id }) => known.has(id));
    if (!keeper || !limits || isLevel) return;
    const { guildId, articleId, id: commentId } = comment;
    const createdAt = new Date(now()).toISOString();
    const job: OutboxJob = { v: 1, kind: "keep-files", guildId, articleId, commentId, createdAt };
    await store.update((tx) => tx.put("outbox", outboxJobId(job), job));
    outbox.run(job).catch((error: unknown) => {
      log.warn({ err: error, commentId }, "attachments could not be kept; they are tried again");
    });
  }

  outbox.handle("keep-files", async (job, { signal }) => {
    const comment = await store.get("comment", job.commentId);
    const isWanted = comment?.state === "visible" && comment.attachments.length > 0;
    const files = isWanted && keeper && limits ? await keepFiles(comment, { keeper, ...limits }, signal) : null;
    await alone(() => settle(job, files));
  });

  async function keepFiles(comment: Comment, options: Keeping, signal: AbortSignal): Promise<KeptFile[]> {
    const earlier = (await store.get("files", comment.id))?.files ?? [];
    const fresh = await addressesOf(comment);
    const files: KeptFile[] = [];
    for (const attachment of comment.attachments) {
      signal.throwIfAborted();
      const known = earlier.find(({ attachmentId }) => attachmentId === attachment.id);
      files.push(known ?? (await keepFile(attachment, fresh, options, signal)));
    }
    return files;
  }

  async function keepFile(
    { id, name, description, size }: Attachment,
    fresh: FreshFile[],
    { keeper, mostBytes, mostBytesInAll }: Keeping,
    signal: AbortSignal,
  ): Promise<KeptFile> {
    const about = { attachmentId: id, name, description, size };
    const refused = (state: KeptFile["state"]): KeptFile => ({ ...about, state, hash: null, contentType: null });
    const url = fresh.find((file) => file.id === id)?.url;
    if (url === undefined) return refused("gone");
    const room = mostBytesInAll - keeper.totalBytes();
    if (size > mostBytes) return refused("tooLarge");
    if (size > room) return full(refused);
    const content = await port.openFile(url, signal);
    if (!content) return refused("gone");
    const saved = await keeper.save(content, Math.min(mostBytes, room));
    if (saved === "tooLarge") return room < mostBytes ? full(refused) : refused("tooLarge");
    return { ...about, ...saved, state: "kept" };
  }

  function full(refused: (state: "full") => KeptFile): KeptFile {
    if (!isFullTold) log.warn("the attachments' folder is full (ATTACHMENTS_TOTAL_MB): new ones are not kept");
    isFullTold = true;
    return refused("full");
  }

  /** Writes down what is kept; where the comment went meanwhile, the files go, too. */
  async function settle(job: Extract<OutboxJob, { kind: "keep-files" }>, files: KeptFile[] | null): Promise<void> {
    const unwanted = await store.update(async (tx) => {
      tx.delete("outbox", outboxJobId(job));
      if (files === null) return [];
      const comment = await tx.get("comment", job.commentId);
      const isWanted = comment?.state === "visible" || comment?.state === "removed" || comment?.state === "held";
      const dropped = await replace(tx, job.commentId, isWanted ? files : []);
      return isWanted ? dropped : [...dropped, ...(await unreferenced(tx, files))];
    });
    for (const hash of unwanted) await keeper?.remove(hash);
  }

  /** Puts a comment's files in the place of those before. Returns the hashes that nobody has any more. */
  async function replace(tx: Transaction, commentId: Snowflake, files: KeptFile[]): Promise<string[]> {
    const before = hashesOf((await tx.get("files", commentId))?.files ?? []);
    const after = hashesOf(files);
    const dropped: string[] = [];
    for (const hash of before.filter((one) => !after.includes(one))) {
      const content = await tx.get("content", hash);
      const commentIds = content?.commentIds.filter((id) => id !== commentId) ?? [];
      if (content && commentIds.length > 0) tx.put("content", hash, { ...content, commentIds });
      else {
        tx.delete("content", hash);
        dropped.push(hash);
      }
    }
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

  async function unreferenced(tx: Transaction, files: KeptFile[]): Promise<string[]> {
    const hashes = hashesOf(files);
    const contents = await tx.getMany("content", hashes);
    return hashes.filter((_, index) => !contents[index]);
  }

  const release = (commentIds: readonly Snowflake[]): Promise<void> =>
    alone(async () => {
      for (const commentId of commentIds) {
        if (!(await store.get("files", commentId))) continue;
        const dropped = await store.update((tx) => replace(tx, commentId, []));
        for (const hash of dropped) await keeper?.remove(hash);
      }
    });

  async function addressesOf(comment: Comment): Promise<FreshFile[]> {
    if (comment.threadId === null) return [];
    return port.readFiles(comment.threadId, comment.messageIds);
  }

  return {
    addressesOf,
    async show(comment) {
      if (comment.attachments.length === 0) return [];
      return addressesOf(comment).catch((error: unknown) => {
        log.warn({ err: error, commentId: comment.id }, "fresh addresses of attachments could not be had");
        return null;
      });
    },
    release,
    keptBytes: () => keeper?.totalBytes() ?? null,
    async filesToPost(commentId) {
      const kept = (await store.get("files", commentId))?.files ?? [];
      const files: OutgoingFile[] = [];
      for (const { hash, name, description } of kept) {
        const data = hash === null ? null : ((await keeper?.read(hash)) ?? null);
        if (data) files.push({ name, description, data });
      }
      return files;
    },
    async takeOver(tx, commentId, attachments) {
      const kept = (await tx.get("files", commentId))?.files.filter(({ state }) => state === "kept") ?? [];
      const left = [...attachments];
      const files = kept.flatMap((file) => {
        // Not all may have been posted again; the order is kept.
        const found = left.findIndex(({ size }) => size === file.size);
        const [attachment] = found < 0 ? [] : left.splice(found, 1);
        return attachment ? [{ ...file, attachmentId: attachment.id }] : [];
      });
      if (kept.length > 0) tx.put("files", commentId, { v: 1, commentId, files });
    },
    async resume(guildIds) {
      if (!keeper) return;
      await alone(() =>
        keeper.sweep(async (hashes) => (await store.getMany("content", hashes)).map((one) => one !== undefined)),
      );
      for (const guildId of guildIds) {
        const filter = { guildId, hasFile: true, states: ["visible"], order: "newest", limit: LOOKED_THROUGH } as const;
        const comments = await store.getMany("comment", store.catalog.listComments(filter));
        for (const comment of comments) if (comment) await order(comment);
      }
    },
  };
}

function hashesOf(files: readonly KeptFile[]): string[] {
  return [...new Set(files.flatMap(({ hash }) => (hash === null ? [] : [hash])))];
}
