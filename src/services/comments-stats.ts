import { setImmediate } from "node:timers/promises";
import { type Article, placeOf } from "../domain/article.ts";
import { activityOf, type CommentActivity, type QuarterCount } from "../domain/comment-activity.ts";
import type { Comment } from "../domain/comment.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { StatsScope, Store } from "../store/store.ts";
import { mapById, uniqueIds } from "./by-id.ts";
import type { CommentAccess, Reader } from "./comments-access.ts";

const QUARTER_MS = 900_000;
const TOP_COMMENTS = 3;

/** What is asked about: an article, what a member wrote in this server, or the whole server. */
export type StatsSubject =
  | { kind: "article"; articleId: Snowflake }
  | { kind: "member"; memberId: Snowflake }
  | { kind: "server" };

export type StatsRequest = {
  subject: StatsSubject;
  /** Milliseconds since the Unix epoch; null: from the beginning. What has no time is left out where there is one. */
  from: number | null;
  /** An IANA name: by whose clocks hours and days are told. */
  zone: string;
};

export type TopComment = { comment: Comment; article: Article; replies: number; reactions: number };

/** Figures of the visible comments that the reader may read. */
export type CommentStatistics = CommentActivity & {
  request: StatsRequest;
  article: Article | null;
  participants: number;
  /** Half of the answered comments had their first reply within so many milliseconds; null where nothing was answered. */
  medianDelayMs: number | null;
  reacted: TopComment[];
  replied: TopComment[];
};

export type CommentFigures = {
  /** @throws UserError articleUnknown, statsOfOthers */
  stats(reader: Reader & { isModerator: boolean }, request: StatsRequest): Promise<CommentStatistics>;
};

type Parts = {
  store: Store;
  access: CommentAccess;
  readableArticle: (reader: Reader, articleId: Snowflake) => Promise<Article>;
};

type Counts = Pick<CommentStatistics, "participants" | "medianDelayMs"> & { quarters: QuarterCount[] };

export function createCommentFigures({ store, access, readableArticle }: Parts): CommentFigures {
  /** Everything that was ever written in some places is counted as it is written, so it need not be read. */
  async function countKept(places: readonly string[]): Promise<Counts> {
    const quarters: QuarterCount[] = [];
    for (const slice of store.catalog.countedQuarters(places)) {
      quarters.push(...slice);
      await setImmediate();
    }
    const participants = store.catalog.countParticipants(places);
    return { quarters, participants, medianDelayMs: store.catalog.medianDelay(places) };
  }

  async function countEach(scope: StatsScope, from: number | null): Promise<Counts> {
    const quarters = new Map<number | null, QuarterCount>();
    const people = new Set<string>();
    const delays: number[] = [];
    for (const slice of store.catalog.countedComments(scope, from)) {
      for (const { at, who, isReply, delay } of slice) {
        const key = at === null ? null : Math.floor(at / QUARTER_MS) * QUARTER_MS;
        const quarter = quarters.get(key) ?? { at: key, comments: 0, replies: 0 };
        quarters.set(key, quarter);
        quarter.comments++;
        if (isReply) quarter.replies++;
        people.add(who);
        if (delay !== null) delays.push(delay);
      }
      await setImmediate();
    }
    delays.sort((a, b) => a - b);
    const medianDelayMs = delays[Math.floor((delays.length - 1) / 2)] ?? null;
    return { quarters: [...quarters.values()], participants: people.size, medianDelayMs };
  }

  async function topOf(scope: StatsScope, from: number | null, places: readonly string[]) {
    const ids = (sort: "reactions" | "replies"): string[] =>
      store.catalog.topComments(scope, from, { sort, limit: TOP_COMMENTS });
    const [reacted, replied] = [ids("reactions"), ids("replies")];
    const wanted = uniqueIds([...reacted, ...replied]);
    const comments = mapById(await store.getMany("comment", wanted), ({ id }) => id);
    const articleIds = uniqueIds([...comments.values()].map(({ articleId }) => articleId));
    const articles = mapById(await store.getMany("article", articleIds), ({ id }) => id);
    // The records are asked: what became of a comment since the catalog was looked at counts.
    const toTop = (id: string): TopComment[] => {
      const comment = comments.get(id);
      const article = comment && articles.get(comment.articleId);
      if (comment?.state !== "visible" || !article || !places.includes(placeOf(article))) return [];
      const replies = store.catalog.countComments({ parentId: id, states: ["visible"] });
      const reactions = comment.reactions.reduce((sum, { count }) => sum + count, 0);
      return [{ comment, article, replies, reactions }];
    };
    return { reacted: reacted.flatMap(toTop), replied: replied.flatMap(toTop) };
  }

  return {
    async stats(reader, request) {
      const { subject, from, zone } = request;
      if (subject.kind === "member" && subject.memberId !== reader.id && !reader.isModerator)
        throw new UserError("statsOfOthers", {});
      const article = subject.kind === "article" ? await readableArticle(reader, subject.articleId) : null;
      const places = article ? [placeOf(article)] : await access.places(reader);
      const scope: StatsScope = article
        ? { articleId: article.id }
        : subject.kind === "member"
          ? { places, authorId: subject.memberId }
          : { places };
      const isKept = subject.kind === "server" && from === null;
      const { quarters, participants, medianDelayMs } = isKept ? await countKept(places) : await countEach(scope, from);
      const top = await topOf(scope, from, places);
      return { request, article, participants, medianDelayMs, ...activityOf(quarters, zone), ...top };
    },
  };
}
