import { setImmediate } from "node:timers/promises";
import { type Article, placeOf } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import type { SurveyedComment } from "../domain/digest.ts";
import { createDigestChoice, type DigestChoice } from "../domain/digest-choice.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import { mapById, uniqueIds } from "./by-id.ts";

/** Rows of the catalog that are looked at in one go: some milliseconds. */
const ROWS_A_LOOK = 2_000;
const AUTHORS_A_LOOK = 500;
const MOST_ITEMS = 3;
const MOST_NEWCOMERS = 5;

export type DigestItem = { comment: Comment; article: Article; replies: number; reactions: number };

/** What a digest says. A comment is in it once. */
export type DigestContent = {
  guildId: Snowflake;
  /** Null: of all articles that its readers may read. */
  article: Article | null;
  /** Null: from the beginning. */
  from: string | null;
  until: string;
  comments: number;
  participants: number;
  reacted: DigestItem[];
  replied: DigestItem[];
  questions: DigestItem[];
  /** Questions that nobody answered, those that are not shown too. */
  unanswered: number;
  /** The newest, where there is nothing of the above. */
  latest: DigestItem[];
  /** First comments of people who had never commented here before. */
  newcomers: Comment[];
  newcomerCount: number;
  /** Comments that it named when it was sent, and that were removed or deleted since. */
  gone: number;
};

/** `places`: where its readers may read; see `placeOf`. */
export type DigestScope = {
  guildId: Snowflake;
  places: readonly Snowflake[];
  articleId: Snowflake | null;
  from: string | null;
  until: string;
};

/** Gathers a digest of what stands at this moment; null where nothing was written. */
export async function composeDigest(store: Store, scope: DigestScope): Promise<DigestContent | null> {
  const { guildId, articleId, from, until } = scope;
  const article = articleId === null ? null : ((await store.get("article", articleId)) ?? null);
  const isReadable = article?.guildId === guildId && scope.places.includes(placeOf(article));
  if (articleId !== null && !isReadable) return null;
  const choice = await survey(store, scope);
  if (choice.comments === 0) return null;
  const items = await readItems(store, scope, choice);
  const newcomers = await findNewcomers(store, scope, choice);
  const participants = choice.authorIds.size;
  return { guildId, article, from, until, comments: choice.comments, participants, ...items, ...newcomers, gone: 0 };
}

async function survey(store: Store, { places, articleId, from, until }: DigestScope): Promise<DigestChoice> {
  const choice = createDigestChoice();
  const [sinceMs, untilMs] = [from === null ? null : Date.parse(from), Date.parse(until)];
  const isWithin = ({ createdMs }: SurveyedComment): boolean =>
    createdMs === null ? sinceMs === null : createdMs >= (sinceMs ?? -Infinity) && createdMs < untilMs;
  const all = articleId === null ? places.map((place) => ({ place })) : [{ articleId }];
  for (const of of all) {
    for (let after: string | null = null; ;) {
      const rows = store.catalog.surveyComments({ of, sinceMs, after, limit: ROWS_A_LOOK });
      for (const row of rows) if (isWithin(row)) choice.take(row);
      after = rows.at(-1)?.id ?? after;
      if (rows.length < ROWS_A_LOOK) break;
      await setImmediate();
    }
  }
  return choice.choose();
}

type Items = Pick<DigestContent, "reacted" | "replied" | "questions" | "unanswered" | "latest">;

/** Asks the records: what became of a comment since the catalog was looked at counts. */
async function readItems(store: Store, { places }: DigestScope, choice: DigestChoice): Promise<Items> {
  const lists = [choice.reacted, choice.replied, choice.questions, choice.latest];
  const ids = uniqueIds(lists.flat().map(({ id }) => id));
  const comments = mapById(await store.getMany("comment", ids), ({ id }) => id);
  const articleIds = uniqueIds([...comments.values()].map(({ articleId }) => articleId));
  const articles = mapById(await store.getMany("article", articleIds), ({ id }) => id);
  const taken = new Set<Snowflake>();
  const pick = (list: readonly SurveyedComment[]): DigestItem[] => {
    const items: DigestItem[] = [];
    for (const { id, replies, reactions } of list) {
      const comment = comments.get(id);
      const article = comment && articles.get(comment.articleId);
      const isFit = comment?.state === "visible" && article && places.includes(placeOf(article));
      if (!isFit || taken.has(id) || items.length >= MOST_ITEMS) continue;
      taken.add(id);
      items.push({ comment, article, replies, reactions });
    }
    return items;
  };
  // Questions first: what is to be answered must not be lost among what is liked.
  const questions = pick(choice.questions);
  const [reacted, replied] = [pick(choice.reacted), pick(choice.replied)];
  const isBare = questions.length + reacted.length + replied.length === 0;
  return { reacted, replied, questions, unanswered: choice.unanswered, latest: isBare ? pick(choice.latest) : [] };
}

async function findNewcomers(
  store: Store,
  { guildId, places, from }: DigestScope,
  { authorIds }: DigestChoice,
): Promise<Pick<DigestContent, "newcomers" | "newcomerCount">> {
  // Of all that was ever written everybody would be new.
  if (from === null) return { newcomers: [], newcomerCount: 0 };
  const firsts: Snowflake[] = [];
  let looked = 0;
  for (const authorId of authorIds) {
    const first = store.catalog.firstCommentOf({ guildId, authorId });
    if (first !== null) firsts.push(first);
    if (++looked % AUTHORS_A_LOOK === 0) await setImmediate();
  }
  const since = Date.parse(from);
  const found: Comment[] = [];
  for (let start = 0; start < firsts.length; start += AUTHORS_A_LOOK) {
    for (const comment of await store.getMany("comment", firsts.slice(start, start + AUTHORS_A_LOOK))) {
      if (!comment || comment.state !== "visible" || comment.author.isBot || comment.createdAt === null) continue;
      if (Date.parse(comment.createdAt) >= since) found.push(comment);
    }
  }
  const articles = mapById(
    await store.getMany("article", uniqueIds(found.map((one) => one.articleId))),
    ({ id }) => id,
  );
  const newcomers = found.filter(({ articleId }) => {
    const article = articles.get(articleId);
    return article !== undefined && places.includes(placeOf(article));
  });
  return { newcomers: newcomers.slice(0, MOST_NEWCOMERS), newcomerCount: newcomers.length };
}
