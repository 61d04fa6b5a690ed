import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Article } from "#src/domain/article.ts";
import type { Comment } from "#src/domain/comment.ts";
import { openStore, type Store } from "#src/store/store.ts";

const AT = "2026-11-23T12:00:00.000Z";
const FIRST_ID = 1_400_000_000_000_000_000n;
export const BIG_ARTICLE_ID = "1390000000000000000";
export const BIG_ARTICLE_COMMENTS = 10_000;
/** The other comments are spread over so many articles. */
const OTHER_ARTICLES = 500;
const MEMBERS = 5_000;
const COMMENTS_A_RARE_WORD = 10_000;
/** In about every tenth comment, and in every ten thousandth. */
export const COMMON_WORD = "denba";
export const RARE_WORD = "quixotic";
/** Updates that are under way at once, as when many threads are lively. */
const BURST = 2_000;

export type Place = { guildId: string; channelId: string };

/** Fills a store with articles and comments that differ as people's do: some words and some articles are far more frequent. */
export async function fillStore(url: string, stored: number, place: Place): Promise<void> {
  const store = await openStore({ url });
  const articles = [BIG_ARTICLE_ID, ...Array.from({ length: OTHER_ARTICLES }, (_, index) => articleAt(index))];
  await Promise.all(articles.map((id) => store.update((tx) => tx.put("article", id, anArticle(id, place)))));
  for (let from = 0; from < stored; from += BURST) await putAll(store, commentsFrom(from, from + BURST, stored, place));
  await store.close();
}

/** One comment a change, many changes at once. */
export async function putAll(store: Store, comments: readonly Comment[]): Promise<void> {
  for (let start = 0; start < comments.length; start += BURST) {
    const burst = comments.slice(start, start + BURST);
    await Promise.all(burst.map((comment) => store.update((tx) => tx.put("comment", comment.id, comment))));
  }
}

export function commentsFrom(from: number, to: number, stored: number, place: Place): Comment[] {
  return Array.from({ length: to - from }, (_, index) => commentAt(from + index, stored, place));
}

/** Every so many comments one is of the big article, so that its comments lie scattered among the others'. */
export function commentAt(index: number, stored: number, { guildId }: Place): Comment {
  const everyNth = Math.max(2, Math.floor(stored / BIG_ARTICLE_COMMENTS));
  const articleId = index % everyNth === 0 ? BIG_ARTICLE_ID : articleAt(index % OTHER_ARTICLES);
  const member = (index * 7) % MEMBERS;
  return {
    v: 1,
    id: idAt(index),
    guildId,
    articleId,
    threadId: articleId,
    messageIds: [idAt(index)],
    author: { id: `${2_000_000 + member}`, name: `Member ${member}`, avatar: null, isBot: false },
    text: textAt(index),
    attachments: [],
    reactions: [],
    parentId: null,
    origin: "live",
    state: "visible",
    stateChangedAt: AT,
    createdAt: AT,
    editedAt: null,
    edits: [],
  };
}

function anArticle(id: string, { guildId, channelId }: Place): Article {
  return {
    v: 1,
    id,
    guildId,
    channelId,
    threadId: id,
    starterMessageId: null,
    sourceKey: id,
    importedCommentCount: 0,
    createdAt: AT,
    createdBy: null,
    url: null,
    title: id === BIG_ARTICLE_ID ? "The big one" : `Article ${id.slice(-3)}`,
    author: null,
    publishedAt: null,
    publishedZone: null,
    lengthSeconds: null,
    summary: null,
    body: "x",
    statedCommentCount: null,
    tags: [],
  };
}

/** The id of the comment with a number; of any article. */
export function idAt(index: number): string {
  return (FIRST_ID + BigInt(index) * 4_096n).toString();
}

export function articleAt(index: number): string {
  return (BigInt(BIG_ARTICLE_ID) + BigInt(index + 1)).toString();
}

/** Thirty words; the first ones of the list are far more frequent than the last, as in any language. */
function textAt(index: number): string {
  const words = Array.from({ length: 30 }, (_, place) => {
    const draw = ((index * 31 + place) * 2_654_435_761) % 4_294_967_296;
    return wordAt(Math.floor((draw / 4_294_967_296) ** 3 * 3_000));
  });
  return index % COMMENTS_A_RARE_WORD === 5 ? `${words.join(" ")} ${RARE_WORD}` : words.join(" ");
}

const SYLLABLES = ["ba", "den", "ki", "lor", "mu", "nes", "po", "ri", "sa", "tem", "vu", "wen", "xi", "yar", "zo"];

function wordAt(rank: number): string {
  const syllable = (divisor: number): string => SYLLABLES[Math.floor(rank / divisor) % SYLLABLES.length] ?? "";
  return syllable(1) + syllable(15) + syllable(225);
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "talkback-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
