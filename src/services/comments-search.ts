import { setImmediate } from "node:timers/promises";
import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import { findWords } from "../domain/find-words.ts";
import { isSearchable, parseSearch, type SearchHint, type SearchQuery } from "../domain/search-query.ts";
import type { SearchRequest } from "../domain/search-request.ts";
import { isSnowflake, type Snowflake } from "../domain/snowflake.ts";
import type { CommentFilter, CommentHit, SearchWords, Store } from "../store/store.ts";
import { mapById, uniqueIds } from "./by-id.ts";
import type { CommentAccess, Reader } from "./comments-access.ts";

/** More hits than these are not listed: the way on is another word. */
export const MOST_HITS = 500;
/** Of so many the best are listed. */
const MOST_RANKED = 1_000;
/** How many steps of hits are ranked by what they say; the others, which are older, come after them, newest first. */
const RANKED_LOOKS = 5;
const MOST_ARTICLES = 100;

/** Where a page begins: at the hit that was there when the reader turned to it, else at its offset. */
export type HitPosition = { offset: number; id: Snowflake | null };

export type SearchPage = {
  request: SearchRequest;
  query: SearchQuery;
  hints: SearchHint[];
  comments: Comment[];
  /** Of the comments, by id. */
  articles: Map<Snowflake, Article>;
  /** What the comments answer, by id. */
  parents: Map<Snowflake, Comment>;
  replies: Map<Snowflake, number>;
  offset: number;
  /** At most MOST_HITS. */
  total: number;
  /** Whether there are more than are listed. */
  hasMore: boolean;
  /** The first hit of a page that begins at an offset. */
  idAt(offset: number): Snowflake | null;
};

export type CommentSearching = {
  /** A page of what is found among the visible comments that the reader can read. Says what it did not understand, and never throws for it. */
  search(reader: Reader, request: SearchRequest, page: { at: HitPosition; limit: number }): Promise<SearchPage>;
};

type Parts = { store: Store; access: CommentAccess; now: () => number };

export function createCommentSearch({ store, access, now }: Parts): CommentSearching {
  async function filterFor(reader: Reader, query: SearchQuery, request: SearchRequest): Promise<CommentFilter> {
    const places = await access.places(reader);
    const filter: CommentFilter = { places, states: ["visible"] };
    if (request.articleId !== null) filter.articleId = request.articleId;
    if (request.authorId !== null) filter.authorId = request.authorId;
    if (query.from !== null) filter.from = query.from;
    if (query.until !== null) filter.until = query.until;
    if (query.has.includes("link")) filter.hasLink = true;
    if (query.has.includes("file")) filter.hasFile = true;
    const people = query.authors.map((name) => personIn(name, reader)).filter((id) => id !== null);
    if (people.length > 0) filter.authorIds = people;
    if (query.articles.length > 0)
      filter.articleIds = query.articles.flatMap((text) => articlesNamed(reader, places, text));
    return filter;
  }

  function articlesNamed(reader: Reader, places: Snowflake[], text: string): Snowflake[] {
    if (isSnowflake(text)) return [text];
    return store.catalog.findArticles({ guildId: reader.guildId, places, text, limit: MOST_ARTICLES });
  }

  async function collect(words: SearchWords, filter: CommentFilter, isRanked: boolean): Promise<CommentHit[]> {
    const hits: CommentHit[] = [];
    let position: Snowflake | null = null;
    const limit = (isRanked ? MOST_RANKED : MOST_HITS) + 1;
    for (let look = 0; hits.length < limit; look++) {
      const query = { words, filter, isScored: isRanked && look < RANKED_LOOKS, limit: limit - hits.length };
      const found = store.catalog.findComments(position === null ? query : { ...query, after: position });
      hits.push(...found.hits);
      if (found.goOn === null) break;
      position = found.goOn;
      await setImmediate();
    }
    // Where nothing was ranked they are in order of age already, and sorting keeps it.
    return hits.sort((a, b) => a.score - b.score);
  }

  /** Without a word to look for: all that the filters leave. */
  async function collectAll(filter: CommentFilter): Promise<CommentHit[]> {
    const hits: CommentHit[] = [];
    let position = null;
    do {
      const query = { filter, sort: "newest" as const, limit: MOST_HITS + 1 - hits.length };
      const { rows, goOn } = store.catalog.pageOfComments(position ? { ...query, after: position } : query);
      hits.push(...rows.map(({ id }) => ({ id, score: 0 })));
      position = goOn;
      await setImmediate();
    } while (position && hits.length <= MOST_HITS);
    return hits;
  }

  async function withoutExcluded(hits: CommentHit[], { excluded }: SearchQuery): Promise<CommentHit[]> {
    if (excluded.length === 0) return hits;
    const comments = await store.getMany(
      "comment",
      hits.map(({ id }) => id),
    );
    return hits.filter((_, index) => {
      const comment = comments[index];
      return comment && findWords(`${comment.author.name}\n${comment.text}`, excluded).length === 0;
    });
  }

  async function hitsOf(reader: Reader, query: SearchQuery, request: SearchRequest): Promise<CommentHit[]> {
    const filter = await filterFor(reader, query, request);
    const isNowhere = filter.articleIds?.length === 0 || filter.places?.length === 0;
    if (!isSearchable(query) || isNowhere) return [];
    const authors = query.authors.filter((name) => personIn(name, reader) === null);
    const { terms, excluded } = query;
    if (terms.length === 0 && authors.length === 0) return withoutExcluded(await collectAll(filter), query);
    return collect({ terms, excluded, authors }, filter, request.order === "best" && terms.length > 0);
  }

  return {
    async search(reader, request, { at, limit }) {
      const typed = parseSearch(request.text, now());
      const wide = widened(typed);
      const exact = await hitsOf(reader, typed, request);
      // Who types the beginning of a word without a star means it all the same.
      const isWidened = exact.length === 0 && wide !== typed;
      const query = isWidened ? wide : typed;
      const hits = isWidened ? await hitsOf(reader, wide, request) : exact;
      const listed = hits.slice(0, MOST_HITS);
      const found = at.id === null ? -1 : listed.findIndex(({ id }) => id === at.id);
      const last = Math.max(0, Math.ceil(listed.length / limit) - 1) * limit;
      const offset = found >= 0 ? found : Math.min(at.offset, last);
      const ids = listed.slice(offset, offset + limit).map(({ id }) => id);
      const stored = (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
      const comments = stored.filter(({ state }) => state === "visible");
      const articles = await store.getMany("article", uniqueIds(comments.map(({ articleId }) => articleId)));
      const parents = await store.getMany("comment", uniqueIds(comments.map(({ parentId }) => parentId)));
      const responses = store.catalog.responsesTo(ids);
      return {
        request,
        query,
        hints: [...query.hints, ...hintsOn(query, hits.length, isWidened)],
        comments,
        articles: mapById(articles, ({ id }) => id),
        parents: mapById(parents, ({ id }) => id),
        replies: new Map(ids.map((id) => [id, responses.get(id)?.replies ?? 0])),
        offset,
        total: listed.length,
        hasMore: hits.length > MOST_HITS,
        idAt: (index) => listed[index]?.id ?? null,
      };
    },
  };
}

function widened(query: SearchQuery): SearchQuery {
  if (query.terms.every(({ isPrefix }) => isPrefix)) return query;
  return { ...query, terms: query.terms.map((term) => ({ ...term, isPrefix: true })) };
}

function hintsOn({ articles }: SearchQuery, found: number, isWidened: boolean): SearchHint[] {
  if (found > 0) return isWidened ? [{ code: "widened" }] : [];
  return articles.map((text) => ({ code: "articleNotFound", text }));
}

/** Of `me`, a mention or an id: whom it means. */
function personIn(name: string, reader: Reader): Snowflake | null {
  if (name.toLowerCase() === "me") return reader.id;
  const id = /^<@!?(\d{17,20})>$/.exec(name)?.[1] ?? name;
  return id.length >= 17 && isSnowflake(id) ? id : null;
}
