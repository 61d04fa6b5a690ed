import type { Logger } from "pino";
import type { Attachment, Comment } from "../domain/comment.ts";
import type { KeptFile } from "../domain/kept-files.ts";
import type { OutgoingFile } from "../domain/outgoing-file.ts";
import { outboxJobId, type OutboxJob } from "../domain/outbox.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { FileKeeper } from "./file-keeper.ts";
import { createFileRecords } from "./file-records.ts";
import type { Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort, FreshFile } from "./ports.ts";

/** Comments looked through at a time, at the start. */
const COMMENTS_A_LOOK = 150;

type Keeping = KeepLimits & { keeper: FileKeeper };

/** What may be kept; bytes. */
export type KeepLimits = { mostBytes: number; mostBytesInAll: number };

/** Addresses of attachments, which Discord lets expire, and the local copies where they are kept. */
export type Attachments = {
  /** Fresh addresses of what is attached to a comment; what Discord has no longer is missing. */
  addressesOf(comment: Comment): Promise<FreshFile[]>;
  /**
   * The same for a view: nothing is asked where nothing is attached; null where Discord does not answer. What is kept has the type that
   * its content is of, whatever its sender said.
   */
  show(comment: Comment): Promise<FreshFile[] | null>;
  /** The kept files of a comment, to be posted with it again. */
  filesToPost(commentId: Snowflake): Promise<OutgoingFile[]>;
  /**
   * The kept files stand under new attachments, in their order. Part of the commit that restores a comment; what it returns is for
   * `discard`, after that commit.
   */
  takeOver(tx: Transaction, commentId: Snowflake, attachments: readonly Attachment[]): Promise<string[]>;
  /** Deletes local copies that no comment has. */
  discard(hashes: readonly string[]): Promise<void>;
  /** Deletes the local copies of comments unless others share them. */
  release(commentIds: readonly Snowflake[]): Promise<void>;
  /** Deletes what a crash left behind and keeps what one left out. */
  resume(guildIds: readonly Snowflake[]): Promise<void>;
  /** Files kept, in bytes; null where none are. */
  keptBytes(): number | null;
  /** Finishes what is under way. What a look through everything has not come to is left for the next start. */
  stop(): Promise<void>;
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
  const records = createFileRecords(store, keeper);
  const underWay = new Set<Promise<void>>();
  let isFullTold = false;
  const stopping = new AbortController();

  mirror.onStored(({ commentIds }) => {
    track(follow(commentIds)).catch((error: unknown) => {
      log.error({ err: error }, "attachments could not be followed; they are looked through at the next start");
    });
  });

  function track(task: Promise<void>): Promise<void> {
    const tracked = task.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  }

  /** Keeps what is new and deletes what is gone from comments that changed. */
  async function follow(commentIds: readonly Snowflake[]): Promise<void> {
    const comments = await store.getMany("comment", commentIds);
    for (const comment of comments) {
      if (!comment) continue;
      const isEmptied = comment.state === "visible" && comment.attachments.length === 0 && keeper !== null;
      if (comment.state === "deleted" || isEmptied) await records.release([comment.id]);
      else if (comment.state === "visible") await order(comment);
    }
  }

  async function order(comment: Comment): Promise<void> {
    if (!keeper || !limits || comment.attachments.length === 0) return;
    const kept = await store.get("files", comment.id);
    const known = new Set(kept?.files.filter(isDecided).map(({ attachmentId }) => attachmentId));
    if (comment.attachments.length === known.size && comment.attachments.every(({ id }) => known.has(id))) return;
    const { guildId, articleId, id: commentId } = comment;
    const createdAt = new Date(now()).toISOString();
    const job: OutboxJob = { v: 1, kind: "keep-files", guildId, articleId, commentId, createdAt };
    await store.update((tx) => tx.put("outbox", outboxJobId(job), job));
    outbox.run(job).catch((error: unknown) => {
      if (!stopping.signal.aborted)
        log.warn({ err: error, commentId }, "attachments could not be kept; they are tried again");
    });
  }

  /** Not where a limit was in the way that is no more. */
  function isDecided({ state, size }: KeptFile): boolean {
    if (state !== "full" && state !== "tooLarge") return true;
    return !keeper || !limits || size > Math.min(limits.mostBytes, limits.mostBytesInAll - keeper.totalBytes());
  }

  outbox.handle(
    "keep-files",
    async (job, { signal }) => {
      const comment = await store.get("comment", job.commentId);
      const isWanted = comment?.state === "visible" && comment.attachments.length > 0;
      const files = isWanted && keeper && limits ? await keepFiles(comment, { keeper, ...limits }, signal) : null;
      await records.settle(job, files);
    },
    { startsByItself: false, isSlow: true },
  );

  async function keepFiles(comment: Comment, options: Keeping, signal: AbortSignal): Promise<KeptFile[]> {
    const earlier = (await store.get("files", comment.id))?.files ?? [];
    const fresh = await addressesOf(comment);
    const files: KeptFile[] = [];
    for (const attachment of comment.attachments) {
      signal.throwIfAborted();
      const known = earlier.find(({ attachmentId }) => attachmentId === attachment.id);
      const isThere = known && isDecided(known) && (known.hash === null || (await options.keeper.has(known.hash)));
      files.push(isThere ? known : await keepFile(attachment, fresh, options, signal));
    }
    return files;
  }

  async function keepFile(
    { id, name, description, size }: Attachment,
    fresh: FreshFile[],
    { keeper, mostBytes, mostBytesInAll }: Keeping,
    signal: AbortSignal,
  ): Promise<KeptFile> {
    const refused = (state: KeptFile["state"]): KeptFile => {
      if (state === "full") tellFull();
      else log.info({ attachmentId: id, size, state }, "an attachment is not kept");
      // No copy leads back to this record after a crash: it says nothing of what its author may have deleted.
      return { attachmentId: id, name: "", description: null, size, state, hash: null, contentType: null };
    };
    const url = fresh.find((file) => file.id === id)?.url;
    if (url === undefined) return refused("gone");
    if (size > mostBytes) return refused("tooLarge");
    if (size > mostBytesInAll - keeper.totalBytes()) return refused("full");
    const content = await port.openFile(url, signal);
    if (!content) return refused("gone");
    const saved = await keeper.save(content, { mostBytes, mostBytesInAll });
    if (saved === "tooLarge" || saved === "full") return refused(saved);
    return { attachmentId: id, name, description, ...saved, state: "kept" };
  }

  function tellFull(): void {
    if (!isFullTold) log.warn("the attachments' folder is full (ATTACHMENTS_TOTAL_MB): new ones are not kept");
    isFullTold = true;
  }

  async function addressesOf(comment: Comment): Promise<FreshFile[]> {
    if (comment.threadId === null) return [];
    return port.readFiles(comment.threadId, comment.messageIds);
  }

  async function withTrueTypes(comment: Comment, fresh: FreshFile[]): Promise<FreshFile[]> {
    const kept = (await store.get("files", comment.id))?.files ?? [];
    return fresh.map((file) => {
      const copy = kept.find(({ attachmentId, hash }) => attachmentId === file.id && hash !== null);
      return copy ? { ...file, contentType: copy.contentType } : file;
    });
  }

  /** All comments with attachments, newest first. */
  async function lookThrough(guildId: Snowflake): Promise<void> {
    const filter = { guildId, hasFile: true, states: ["visible"], order: "newest", limit: COMMENTS_A_LOOK } as const;
    let ids = store.catalog.listComments(filter);
    while (ids.length > 0 && !stopping.signal.aborted) {
      for (const comment of await store.getMany("comment", ids))
        if (comment && !stopping.signal.aborted) await order(comment);
      ids = store.catalog.listComments({ ...filter, after: ids.at(-1) ?? "" });
    }
  }

  return {
    addressesOf,
    async show(comment) {
      if (comment.attachments.length === 0) return [];
      try {
        return await withTrueTypes(comment, await addressesOf(comment));
      } catch (error) {
        log.warn({ err: error, commentId: comment.id }, "fresh addresses of attachments could not be had");
        return null;
      }
    },
    takeOver: records.takeOver,
    discard: records.discard,
    release: records.release,
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
    resume: (guildIds) => {
      const repairAndLook = async (): Promise<void> => {
        await records.repair(stopping.signal);
        if (keeper && limits) for (const guildId of guildIds) await lookThrough(guildId);
      };
      return track(repairAndLook());
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(underWay);
      await records.drain();
    },
  };
}
