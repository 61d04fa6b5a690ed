import type { Comment } from "../domain/comment.ts";
import { type LevelDigestsJob, outboxJobId } from "../domain/outbox.ts";
import { namedIn, type NamedComment, type PostedDigest, postedDigestId } from "../domain/posted-digest.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { mapById, uniqueIds } from "./by-id.ts";
import type { DigestContent, DigestItem } from "./digest-compose.ts";
import { createLanes } from "./lanes.ts";
import type { Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort, MessagePlace } from "./ports.ts";
import { touchDigests } from "./shown-touching.ts";

const DIGESTS_A_LOOK = 100;

export type DigestFollowing = {
  /** Writes down what is about to be sent, so that what becomes of its comments from now on is not missed. */
  begin(digest: PostedDigest, content: DigestContent): Promise<void>;
  /** It stands there. `isCurrent`: and says what `begin` was told last, not what an earlier attempt knew. */
  stands(digest: Pick<PostedDigest, "digestId" | "until">, place: MessagePlace, isCurrent: boolean): Promise<void>;
};

type Parts = {
  store: Store;
  mirror: Pick<Mirror, "inCommit">;
  outbox: Outbox;
  port: Pick<DiscordPort, "updateDigest">;
  now: () => number;
};

/** Keeps digests that were sent to what their comments say: those that are removed or deleted go, those that are restored come back. */
export function followDigests({ store, mirror, outbox, port, now }: Parts): DigestFollowing {
  /** Of one digest, one request at a time: an older state must not overtake a newer one. */
  const lanes = createLanes<never, never>(async () => []);

  mirror.inCommit(async (tx, _thread, changes) => {
    const told = changes.filter(
      ({ isNew, isSaidAnew, comment }) => (isSaidAnew && !isNew) || comment.state !== "visible",
    );
    const comments = told.map(({ comment }) => comment);
    await touchDigests(store, tx, comments, new Date(now()).toISOString());
  });

  /** Makes the message say what is so now, as often as that changes meanwhile. */
  async function level(id: string): Promise<void> {
    const digest = await store.get("postedDigest", id);
    if (!digest?.place) return;
    const content = await readPosted(store, digest);
    const shown = shownOf(content);
    if (shown === digest.shown) return;
    try {
      await port.updateDigest(digest, digest.place, content);
    } catch (error) {
      if (!isGone(error)) throw error;
      await store.update((tx) => tx.delete("postedDigest", id));
      return;
    }
    await note(id, { shown });
    await level(id);
  }

  async function note(id: string, change: Partial<PostedDigest>): Promise<void> {
    await store.update(async (tx) => {
      const latest = await tx.get("postedDigest", id);
      if (latest) tx.put("postedDigest", id, { ...latest, ...change });
    });
  }

  /** One that cannot be reached keeps no other waiting. */
  async function levelAllNaming(commentId: string): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (let after = ""; ;) {
      const ids = store.catalog.listDigestsNaming({ commentId, after, limit: DIGESTS_A_LOOK });
      for (const id of ids) await lanes.run(id, () => level(id)).catch((error: unknown) => failures.push(error));
      after = ids.at(-1) ?? after;
      if (ids.length < DIGESTS_A_LOOK) return failures;
    }
  }

  async function levelAll(job: LevelDigestsJob): Promise<void> {
    const failures: unknown[] = [];
    for (const commentId of job.commentIds) failures.push(...(await levelAllNaming(commentId)));
    if (failures.length > 0) throw new AggregateError(failures, "some digests could not be brought up to date");
    await store.update(async (tx) => {
      const current = await tx.get("outbox", outboxJobId(job));
      if (current?.kind === job.kind && current.revision === job.revision) tx.delete("outbox", outboxJobId(job));
    });
  }

  outbox.handle("level-digests", levelAll, { startsByItself: true, isSlow: true });

  return {
    begin: (digest, content) =>
      store.update((tx) => tx.put("postedDigest", postedDigestId(digest), { ...digest, shown: shownOf(content) })),
    async stands(digest, place, isCurrent) {
      const id = postedDigestId(digest);
      await lanes.run(id, async () => {
        await note(id, isCurrent ? { place } : { place, shown: "" });
        await level(id);
      });
    },
  };
}

/** What a digest says that was sent, in the words that its comments have now, without those that are gone. */
async function readPosted(store: Store, digest: PostedDigest): Promise<DigestContent> {
  const ids = namedIn(digest);
  const known = (await store.getMany("comment", ids)).filter((one) => one?.state === "visible");
  const comments = mapById(known as Comment[], ({ id }) => id);
  const articleIds = uniqueIds([...comments.values()].map(({ articleId }) => articleId));
  const articles = mapById(await store.getMany("article", articleIds), ({ id }) => id);
  const read = (named: readonly NamedComment[]): DigestItem[] =>
    named.flatMap(({ commentId, replies, reactions }) => {
      const comment = comments.get(commentId);
      const article = comment && articles.get(comment.articleId);
      return article ? [{ comment, article, replies, reactions }] : [];
    });
  const { guildId, articleId, from, until, participants } = digest;
  const article = articleId === null ? null : ((await store.get("article", articleId)) ?? null);
  const questions = read(digest.questions);
  const newcomers = digest.newcomers.map((id) => comments.get(id)).filter((comment) => comment !== undefined);
  return {
    guildId,
    article,
    from,
    until,
    comments: digest.comments,
    participants,
    reacted: read(digest.reacted),
    replied: read(digest.replied),
    questions,
    latest: read(digest.latest),
    unanswered: digest.unanswered - (digest.questions.length - questions.length),
    newcomers,
    newcomerCount: digest.newcomerCount - (digest.newcomers.length - newcomers.length),
    gone: ids.length - comments.size,
  };
}

/** What a message shows of comments: changes with every edit, and when one goes or comes back. */
function shownOf({ reacted, replied, questions, latest, newcomers }: DigestContent): string {
  const shown = [...[...reacted, ...replied, ...questions, ...latest].map(({ comment }) => comment), ...newcomers];
  return shown.map(({ id, edits, messageIds }) => `${id}:${edits.length}:${messageIds[0] ?? ""}`).join(" ");
}

function isGone(error: unknown): boolean {
  return error instanceof UserError && (error.code === "unknownMessage" || error.code === "unknownChannel");
}
