import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Comment } from "../domain/comment.ts";
import { MOST_PURGED, type PurgeCriteria } from "../domain/purge.ts";
import type { SearchTerm } from "../domain/search-query.ts";
import { compareSnowflakes, type Snowflake, snowflakeTime } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { CommentFilter, Store } from "../store/store.ts";
import type { DiscordPort } from "./ports.ts";
import { startMatching, type TextMatching } from "./purge-matching.ts";
import type { TextCriteria } from "./purge-match.ts";

const COMMENTS_A_LOOK = 200;
const SAMPLES = 5;
const MOST_NAMED = 5;

/** What is kept of a comment that was found. */
type Found = Pick<Comment, "id" | "articleId" | "threadId" | "createdAt" | "author">;

/** How many, of whom and where: the most first, and no more than can be shown. */
export type Tally = { id: Snowflake | null; name: string; count: number };

/** What a preview tells. */
export type PurgeSummary = {
  total: number;
  authors: { total: number; most: Tally[] };
  articles: { total: number; most: Tally[] };
  /** ISO instants; null where no comment says when it was written. */
  oldest: string | null;
  newest: string | null;
  /** Spread over all of them, the oldest first. What a held comment said is under seal and shown from there. */
  samples: Comment[];
  /** Comments of moderators, which are left alone. */
  staffCount: number;
};

export type PurgeSelection = { found: Found[]; digest: string; summary: PurgeSummary };

type Parts = { store: Store; port: Pick<DiscordPort, "staffAmong"> };
export type Search = {
  guildId: Snowflake;
  /** Where the moderator can read. */
  places: Snowflake[];
  criteria: PurgeCriteria;
  terms: readonly SearchTerm[] | null;
  like: TextCriteria["like"];
  onProgress: (looked: number) => void;
};

/**
 * Finds what a purge would take: visible and held comments. The catalog narrows them down, a thread of its own looks at the texts, and the
 * event loop is left to others in between.
 * @throws UserError purgePatternInvalid, purgePatternSlow, purgeTooMany
 */
export async function selectComments(parts: Parts, search: Search): Promise<PurgeSelection> {
  const { criteria, terms, like } = search;
  const asked: TextCriteria = { terms, pattern: criteria.pattern, host: criteria.host, like };
  const isAsked = terms !== null || criteria.pattern !== null || criteria.host !== null || like !== null;
  const matching = isAsked ? await startMatching(asked) : null;
  try {
    const all = await collect(parts.store, search, matching);
    const staff = await staffAmong(parts, search, all);
    const found = all.filter(({ author }) => author.id === null || !staff.has(author.id)).sort(byThread);
    const summary = await summarise(parts.store, found, all.length - found.length);
    return { found, digest: digestOf(found), summary };
  } finally {
    await matching?.stop();
  }
}

async function collect(store: Store, search: Search, matching: TextMatching | null): Promise<Found[]> {
  const found: Found[] = [];
  let looked = 0;
  for await (const ids of looks(store, search)) {
    const comments = (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
    const whole = await unsealed(store, comments);
    const fitting = matching ? await matching.findFitting(whole.map(({ text }) => text)) : [...whole.keys()];
    for (const index of fitting) {
      const comment = whole[index];
      if (comment) found.push(toFound(comment));
    }
    if (found.length > MOST_PURGED) throw new UserError("purgeTooMany", { most: MOST_PURGED });
    looked += ids.length;
    search.onProgress(looked);
    await setImmediate();
  }
  return found;
}

const toFound = ({ id, articleId, threadId, createdAt, author }: Comment): Found => ({
  id,
  articleId,
  threadId,
  createdAt,
  author,
});

/** Ids of comments that may fit. Words are looked up in the index; those of held comments are in none. */
async function* looks(store: Store, { places, criteria, terms }: Search): AsyncGenerator<string[]> {
  const { memberId, articleId, from, until, raidThreadId } = criteria;
  const filter: CommentFilter = {
    places,
    ...(memberId === null ? {} : { authorId: memberId }),
    ...(articleId === null ? {} : { articleId }),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
  };
  if (places.length === 0) return;
  if (raidThreadId !== null) yield* raided(store, filter, raidThreadId);
  else if (terms === null) yield* listed(store, { ...filter, states: ["visible", "held"] });
  else {
    yield* listed(store, { ...filter, states: ["held"] });
    yield* searched(store, { ...filter, states: ["visible"] }, terms);
  }
}

/** Those of a raid, as far as they fit the rest. */
async function* raided(store: Store, filter: CommentFilter, threadId: Snowflake): AsyncGenerator<string[]> {
  const ids = new Set((await store.get("raid", threadId))?.commentIds);
  if (ids.size === 0) return;
  const from = Math.min(...[...ids].map(snowflakeTime));
  for (const page of listed(store, { ...filter, threadId, from, states: ["visible", "held"] })) {
    const fitting = page.filter((id) => ids.has(id));
    if (fitting.length > 0) yield fitting;
  }
}

function* listed(store: Store, filter: CommentFilter): Generator<string[]> {
  let after: { after?: string } = {};
  for (;;) {
    const ids = store.catalog.listComments({ ...filter, order: "oldest", ...after, limit: COMMENTS_A_LOOK });
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = { after: last };
  }
}

function* searched(store: Store, filter: CommentFilter, terms: readonly SearchTerm[]): Generator<string[]> {
  const words = { terms, excluded: [], authors: [] };
  let after: { after?: string } = {};
  for (;;) {
    const query = { words, filter, isScored: false, ...after, limit: COMMENTS_A_LOOK };
    const { hits, goOn } = store.catalog.findComments(query);
    if (hits.length > 0) yield hits.map(({ id }) => id);
    if (goOn === null) return;
    after = { after: goOn };
  }
}

/** Comments with what they say: of a held one that is under seal. */
async function unsealed(store: Store, comments: readonly Comment[]): Promise<Comment[]> {
  const held = comments.filter(({ state }) => state === "held").map(({ id }) => id);
  if (held.length === 0) return [...comments];
  const copies = await store.getMany("sealed", held);
  const texts = new Map(copies.map((copy, index) => [held[index], copy?.comment.text]));
  return comments.map((comment) => ({ ...comment, text: texts.get(comment.id) ?? comment.text }));
}

/** A rule that catches spam catches the moderator who quotes it, too. Who is named is meant. */
async function staffAmong({ store, port }: Parts, search: Search, found: Found[]): Promise<Set<Snowflake>> {
  if (search.criteria.memberId !== null) return new Set();
  const roleId = (await store.get("guild", search.guildId))?.moderatorRoleId ?? null;
  const people = found.filter(({ author }) => !author.isBot).map(({ author }) => author.id);
  return port.staffAmong(search.guildId, [...new Set(people.filter((id) => id !== null))], roleId);
}

async function summarise(store: Store, found: readonly Found[], staffCount: number): Promise<PurgeSummary> {
  const times = found.flatMap(({ createdAt }) => (createdAt === null ? [] : [createdAt])).sort();
  const authors = tally(found.map(({ author }) => ({ key: author.id ?? `name ${author.name}`, ...author })));
  const articles = tally(found.map(({ articleId }) => ({ key: articleId, id: articleId, name: "" })));
  const most = articles.slice(0, MOST_NAMED);
  const titles = await store.getMany(
    "article",
    most.map(({ id }) => id ?? "0"),
  );
  const named = most.map((article, index) => ({ ...article, name: titles[index]?.title ?? "" }));
  return {
    total: found.length,
    authors: { total: authors.length, most: authors.slice(0, MOST_NAMED) },
    articles: { total: articles.length, most: named },
    oldest: times[0] ?? null,
    newest: times.at(-1) ?? null,
    samples: await samplesOf(store, found),
    staffCount,
  };
}

function tally(entries: { key: string; id: Snowflake | null; name: string }[]): Tally[] {
  const byKey = new Map<string, Tally>();
  for (const { key, id, name } of entries) {
    const known = byKey.get(key);
    if (known) known.count++;
    else byKey.set(key, { id, name, count: 1 });
  }
  return [...byKey.values()].sort((one, other) => other.count - one.count);
}

async function samplesOf(store: Store, found: readonly Found[]): Promise<Comment[]> {
  const byAge = found.toSorted((one, other) => compareSnowflakes(one.id, other.id));
  const count = Math.min(SAMPLES, byAge.length);
  const step = count > 1 ? (byAge.length - 1) / (count - 1) : 0;
  const ids = Array.from({ length: count }, (_, index) => byAge[Math.round(index * step)]?.id ?? "");
  const comments = await store.getMany("comment", ids);
  return unsealed(
    store,
    comments.filter((comment) => comment !== undefined),
  );
}

/** Thread by thread, the oldest first: a request to Discord is about one thread. */
function byThread(one: Found, other: Found): number {
  const threads = compareSnowflakes(one.threadId ?? "0", other.threadId ?? "0");
  return threads || compareSnowflakes(one.articleId, other.articleId) || compareSnowflakes(one.id, other.id);
}

function digestOf(found: readonly Found[]): string {
  const hash = createHash("sha256");
  for (const { id } of found) hash.update(`${id}\n`);
  return hash.digest("hex");
}
