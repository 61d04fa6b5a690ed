import type { Logger } from "pino";
import {
  type Digest,
  digestRecordId,
  isSameDigest,
  MOST_DIGESTS_A_MEMBER,
  MOST_DIGESTS_IN_CHANNELS,
} from "../domain/digest.ts";
import { type DigestSchedule, nextTime } from "../domain/digest-schedule.ts";
import { type DigestJob, outboxJobId } from "../domain/outbox.ts";
import { compareSnowflakes, type Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { CommentAccess } from "./comments-access.ts";
import { composeDigest, type DigestContent, type DigestScope } from "./digest-compose.ts";
import { followDigests } from "./digest-following.ts";
import type { Mirror } from "./mirror.ts";
import { type DigestPort, placesForChannel, sendDigests } from "./digest-sending.ts";
import type { Ids } from "./ids.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import type { Scheduler } from "./scheduler.ts";

/** Read at once when the program starts. */
const READ_AT_ONCE = 500;
/** What is due while missed messages are still being read waits for them, but not for ever. */
const LOOK_AGAIN_MS = 1_000;
const LONGEST_PUT_OFF_MS = 15 * 60_000;

/** Who asks, with what they may do at this moment. */
export type DigestOwner = { guildId: Snowflake; memberId: Snowflake; isModerator: boolean };

export type DigestWish = {
  owner: DigestOwner;
  /** Null: by direct message to its owner. */
  channelId: Snowflake | null;
  article: { id: Snowflake; title: string } | null;
  schedule: DigestSchedule;
  locale: string;
};

/** `from` null: from the beginning. */
export type DigestPeriod = Pick<DigestScope, "articleId" | "from" | "until">;

export type Digests = {
  /** A digest for one person, of what they may read; null where nothing was written. */
  compose(reader: { guildId: Snowflake; id: Snowflake }, period: DigestPeriod): Promise<DigestContent | null>;
  /**
   * Posts a digest of what everybody may read who sees the channel, once. False: nothing was written.
   * @throws UserError mayNotPostThere, or Discord's refusal
   */
  post(owner: DigestOwner & { name: string }, channelId: Snowflake, period: DigestPeriod): Promise<boolean>;
  /**
   * Begins to send one again and again, or changes when it is sent.
   * @throws UserError notAllowed (a channel is for moderators), mayNotPostThere, tooManyDigests, missingPermissions
   */
  begin(wish: DigestWish): Promise<Digest>;
  /** Ends one. Returns it. Throws digestUnknown, also for one that is not theirs to end. */
  end(owner: DigestOwner, id: Snowflake): Promise<Digest>;
  /** Those that somebody may end: their own, and for moderators those into channels. Oldest first. */
  of(owner: DigestOwner): Digest[];
  /** Those of somebody that ended by themselves, of which they have not heard. */
  untoldEnds(owner: Pick<DigestOwner, "guildId" | "memberId">): Digest[];
  /** They have heard: what ended is forgotten. */
  noteTold(ended: readonly Digest[]): Promise<void>;
};

type Parts = {
  store: Store;
  outbox: Outbox;
  mirror: Pick<Mirror, "inCommit">;
  port: DigestPort & Pick<DiscordPort, "missingPermissions" | "updateDigest">;
  access: Pick<CommentAccess, "places">;
  scheduler: Scheduler;
  ids: Ids;
  /** Whether all that was posted is stored, as far as is known. */
  isLevel: () => boolean;
  now: () => number;
  log: Logger;
};

/** Digests at once, and such that are sent again and again. Each that is due becomes a stored job; see `sendDigests`. */
export async function createDigests(parts: Parts): Promise<Digests> {
  const { store, outbox, port, access, scheduler, ids, isLevel, now, log } = parts;
  const known = new Map<string, Digest>();
  const putOffSinceMs = new Map<string, number>();
  const isoAt = (ms: number): string => new Date(ms).toISOString();
  const following = followDigests({ store, mirror: parts.mirror, outbox, port, now });
  sendDigests({ store, outbox, port, access, following, log });

  function take(recordId: string, digest: Digest | null): void {
    if (digest) known.set(recordId, digest);
    else known.delete(recordId);
    if (digest?.ended === null) scheduler.at(`digest ${recordId}`, Date.parse(digest.nextAt), () => due(recordId));
    else scheduler.cancel(`digest ${recordId}`);
  }

  async function due(recordId: string): Promise<void> {
    const sinceMs = putOffSinceMs.get(recordId) ?? now();
    if (!isLevel() && now() - sinceMs < LONGEST_PUT_OFF_MS) {
      putOffSinceMs.set(recordId, sinceMs);
      scheduler.at(`digest ${recordId}`, now() + LOOK_AGAIN_MS, () => due(recordId));
      return;
    }
    putOffSinceMs.delete(recordId);
    const job = await store.update(async (tx) => {
      const digest = await tx.get("digest", recordId);
      if (digest?.ended !== null || Date.parse(digest.nextAt) > now()) return null;
      // However many times were missed: one digest, of all that was written meanwhile.
      tx.put("digest", recordId, { ...digest, nextAt: isoAt(nextTime(digest.schedule, now())) });
      const next = toJob(digest, isoAt(now()));
      if (await tx.get("outbox", outboxJobId(next))) return null;
      tx.put("outbox", outboxJobId(next), next);
      return next;
    });
    if (job) await run(job);
  }

  /** What fails is tried again by the outbox. */
  async function run(job: DigestJob): Promise<void> {
    await outbox.run(job).catch((error: unknown) => {
      if (error instanceof UserError && error.code === "shuttingDown") return;
      log.error({ err: error, job: outboxJobId(job) }, "a digest could not be sent; it is tried again");
    });
  }

  async function checkChannel({ guildId, memberId, isModerator }: DigestOwner, channelId: Snowflake): Promise<void> {
    const mayPost = await port.mayPost(guildId, memberId, channelId);
    const mayAsModerator = isModerator && (await port.mayRead(guildId, memberId, channelId));
    if (!mayPost && !mayAsModerator) throw new UserError("mayNotPostThere", { channelId });
  }

  const isTheirs = ({ guildId, memberId, isModerator }: DigestOwner, digest: Digest): boolean =>
    digest.guildId === guildId && (digest.channelId === null ? digest.ownerId === memberId : isModerator);

  const listOf = (owner: DigestOwner): Digest[] =>
    [...known.values()].filter((digest) => isTheirs(owner, digest)).sort((a, b) => compareSnowflakes(a.id, b.id));

  store.onStored("digest", take);
  for (let found = store.catalog.listDigests({ limit: READ_AT_ONCE }); found.length > 0;) {
    const digests = await store.getMany("digest", found);
    for (const [index, digest] of digests.entries()) if (digest) take(found[index] ?? "", digest);
    found = store.catalog.listDigests({ after: found.at(-1) ?? "", limit: READ_AT_ONCE });
  }

  return {
    compose: async (reader, period) =>
      composeDigest(store, { guildId: reader.guildId, places: await access.places(reader), ...period }),

    async post(owner, channelId, period) {
      const { guildId, name } = owner;
      await checkChannel(owner, channelId);
      const places = placesForChannel(store, port, { guildId, channelId });
      if (!(await composeDigest(store, { guildId, places, ...period }))) return false;
      const [digestId = ""] = ids.mint(1);
      const to = { kind: "channel" as const, channelId, postedBy: name };
      const base = { v: 1 as const, kind: "send-digest" as const, guildId, createdAt: isoAt(now()) };
      const job: DigestJob = { ...base, digestId, to, ...period, isScheduled: false };
      await store.update((tx) => tx.put("outbox", outboxJobId(job), job));
      await outbox.run(job);
      return true;
    },

    async begin({ owner, channelId, article, schedule, locale }) {
      const { guildId, memberId, isModerator } = owner;
      if (channelId !== null) {
        if (!isModerator) throw new UserError("notAllowed", { access: "moderator" });
        await checkChannel(owner, channelId);
        const missing = port.missingPermissions(guildId, channelId, "digests");
        if (missing.length > 0)
          throw new UserError("missingPermissions", { permissions: missing.join(", "), channelId });
      }
      const wanted = { ownerId: memberId, channelId, article };
      const nextAt = isoAt(nextTime(schedule, now()));
      const [newId = ""] = ids.mint(1);
      return store.update((tx) => {
        const mine = listOf(owner).filter((one) => (one.channelId === null) === (channelId === null));
        const same = mine.find((one) => isSameDigest(one, wanted));
        const most = channelId === null ? MOST_DIGESTS_A_MEMBER : MOST_DIGESTS_IN_CHANNELS;
        if (!same && mine.length >= most) throw new UserError("tooManyDigests", { most });
        const since = same?.since ?? isoAt(now());
        const id = same?.id ?? newId;
        const digest: Digest = { v: 1, id, guildId, ...wanted, schedule, locale, since, nextAt, ended: null };
        tx.put("digest", digestRecordId(digest), digest);
        return digest;
      });
    },

    async end(owner, id) {
      const recordId = digestRecordId({ guildId: owner.guildId, id });
      return store.update((tx) => {
        const digest = known.get(recordId);
        if (!digest || !isTheirs(owner, digest)) throw new UserError("digestUnknown", {});
        tx.delete("digest", recordId);
        return digest;
      });
    },

    of: listOf,
    untoldEnds: ({ guildId, memberId }) =>
      [...known.values()].filter((one) => one.ended !== null && one.guildId === guildId && one.ownerId === memberId),
    noteTold: (ended) =>
      store.update((tx) => {
        for (const digest of ended) {
          // Begun anew meanwhile, it goes on.
          if ((known.get(digestRecordId(digest))?.ended ?? null) === null) continue;
          tx.delete("digest", digestRecordId(digest));
        }
      }),
  };
}

function toJob(digest: Digest, at: string): DigestJob {
  const { id, guildId, ownerId, channelId, article, locale, since } = digest;
  const to =
    channelId === null
      ? { kind: "member" as const, memberId: ownerId, locale }
      : { kind: "channel" as const, channelId, postedBy: null };
  const period = { articleId: article?.id ?? null, from: since, until: at };
  return { v: 1, kind: "send-digest", guildId, createdAt: at, digestId: id, to, ...period, isScheduled: true };
}
