import type { Logger } from "pino";
import { digestRecordId } from "../domain/digest.ts";
import { type DigestJob, outboxJobId } from "../domain/outbox.ts";
import { digestKey, type PostedDigest, postedDigestId } from "../domain/posted-digest.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { CommentAccess } from "./comments-access.ts";
import { composeDigest, type DigestContent, type DigestItem } from "./digest-compose.ts";
import type { DigestFollowing } from "./digest-following.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort, MessagePlace } from "./ports.ts";

export type DigestPort = Pick<
  DiscordPort,
  | "describeMember"
  | "hasChannel"
  | "findDigest"
  | "findNotice"
  | "isWiderAudience"
  | "mayPost"
  | "mayRead"
  | "postDigest"
  | "sendNotice"
>;

type Parts = {
  store: Store;
  outbox: Outbox;
  port: DigestPort;
  access: Pick<CommentAccess, "places">;
  following: DigestFollowing;
  log: Logger;
};

/** `nothing`: there is nothing new; `gone`: not a member any more; `refused`: Discord did not let it through, this time. */
type Ending = "sent" | "nothing" | "closed" | "gone" | "channelGone" | "refused";

/** What says nothing of the channel: it is tried again. */
const PASSING: ReadonlySet<string> = new Set(["discordUnavailable", "discordBusy", "shuttingDown"]);

/** The places whose comments everybody may read who can see a channel. */
export function placesForChannel(
  { catalog }: Pick<Store, "catalog">,
  port: Pick<DiscordPort, "isWiderAudience">,
  { guildId, channelId }: { guildId: Snowflake; channelId: Snowflake },
): Snowflake[] {
  return catalog
    .listPlaces(guildId)
    .filter((place) => {
      const isPrivate = place.id !== place.channelId;
      const source = { guildId, channelId: place.channelId, threadId: isPrivate ? place.id : null, isPrivate };
      return !port.isWiderAudience(source, channelId);
    })
    .map(({ id }) => id);
}

/** Carries out `send-digest`: gathers what there is to say as it is sent, and says it once, also after a crash. */
export function sendDigests({ store, outbox, port, access, following, log }: Parts): void {
  const compose = (job: DigestJob, places: readonly Snowflake[]): Promise<DigestContent | null> => {
    const { guildId, articleId, from, until } = job;
    return composeDigest(store, { guildId, places, articleId, from, until });
  };

  async function sendToMember(
    job: DigestJob,
    { memberId, locale }: { memberId: Snowflake; locale: string },
    isAgain: boolean,
  ): Promise<Ending> {
    const { guildId, digestId } = job;
    // Asked anew each time: what follows reads the roles that this brings along.
    const member = await port.describeMember(guildId, memberId);
    if (member?.isMember !== true) return "gone";
    const address = { guildId, memberId, key: digestKey(job) };
    const earlier = isAgain ? await port.findNotice(address) : null;
    if (earlier) return arrived(job, earlier, false);
    const content = await compose(job, await access.places({ id: memberId, guildId }));
    if (!content) return "nothing";
    await following.begin(toPosted(job, content), content);
    const place = await port.sendNotice(address, { kind: "digest", content, digestId, locale });
    return place === "closed" ? place : arrived(job, place, !isAgain);
  }

  async function sendToChannel(
    job: DigestJob,
    { channelId, postedBy }: { channelId: Snowflake; postedBy: string | null },
    isAgain: boolean,
  ): Promise<Ending> {
    const address = { guildId: job.guildId, channelId, key: digestKey(job) };
    // Of a channel that we do not see, Discord says whether it is still there.
    const isInDoubt = isAgain || !port.hasChannel(job.guildId, channelId);
    const earlier = isInDoubt ? await port.findDigest(address) : null;
    if (earlier !== null) return arrived(job, { channelId, messageId: earlier }, false);
    const content = await compose(job, placesForChannel(store, port, address));
    if (!content) return "nothing";
    await following.begin(toPosted(job, content), content);
    const messageId = await port.postDigest(address, content, postedBy);
    return arrived(job, { channelId, messageId }, !isAgain);
  }

  /** Before the job is done: what became of a comment while the message was under way must not be missed. */
  async function arrived(job: DigestJob, place: MessagePlace, isCurrent: boolean): Promise<"sent"> {
    await following.stands(job, place, isCurrent);
    return "sent";
  }

  async function send(job: DigestJob, { isAgain }: JobRun): Promise<Ending> {
    try {
      return await (job.to.kind === "member"
        ? sendToMember(job, job.to, isAgain)
        : sendToChannel(job, job.to, isAgain));
    } catch (error) {
      if (!(error instanceof UserError) || PASSING.has(error.code)) throw error;
      if (!job.isScheduled) {
        // Whoever asked is told; nothing is tried again.
        await finish(job, "refused");
        throw error;
      }
      log.warn({ err: error, job: outboxJobId(job) }, "a digest was refused; the next is tried");
      return error.code === "unknownChannel" ? "channelGone" : "refused";
    }
  }

  async function finish(job: DigestJob, ending: Ending): Promise<void> {
    const id = digestRecordId({ guildId: job.guildId, id: job.digestId });
    await store.update(async (tx) => {
      tx.delete("outbox", outboxJobId(job));
      if (ending !== "sent") tx.delete("postedDigest", postedDigestId(job));
      const digest = job.isScheduled ? await tx.get("digest", id) : undefined;
      if (!digest || ending === "nothing" || ending === "refused") return;
      if (ending === "gone") tx.delete("digest", id);
      else tx.put("digest", id, ending === "sent" ? { ...digest, since: job.until } : { ...digest, ended: ending });
    });
  }

  outbox.handle(
    "send-digest",
    async (job, run) => {
      const id = digestRecordId({ guildId: job.guildId, id: job.digestId });
      // Whoever ended it meanwhile does not want it.
      const isWanted = !job.isScheduled || (await store.get("digest", id))?.ended === null;
      await finish(job, isWanted ? await send(job, run) : "nothing");
    },
    { startsByItself: false, isSlow: true },
  );
}

function toPosted(job: DigestJob, content: DigestContent): PostedDigest {
  const { guildId, digestId, to, articleId } = job;
  const { from, until, comments, participants, unanswered, newcomerCount } = content;
  const subject = { guildId, digestId, to, articleId, from, until };
  const named = (items: readonly DigestItem[]): PostedDigest["reacted"] =>
    items.map(({ comment, replies, reactions }) => ({ commentId: comment.id, replies, reactions }));
  return {
    v: 1,
    ...subject,
    comments,
    participants,
    unanswered,
    newcomerCount,
    reacted: named(content.reacted),
    replied: named(content.replied),
    questions: named(content.questions),
    latest: named(content.latest),
    newcomers: content.newcomers.map(({ id }) => id),
    place: null,
    shown: "",
  };
}
