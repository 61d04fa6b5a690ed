import type { Comment } from "../domain/comment.ts";
import { readInstant } from "../domain/purge-period.ts";
import type { PurgeCriteria } from "../domain/purge.ts";
import { parseSearch, type SearchTerm } from "../domain/search-query.ts";
import { UserError } from "../errors.ts";
import type { Comments, Reader } from "./comments.ts";
import { type Fingerprint, fingerprintOf } from "./detector/fingerprint.ts";
import { readText } from "./detector/text-features.ts";
import type { DiscordPort } from "./ports.ts";

/** As a moderator typed them; absent: not asked for. */
export type TypedCriteria = Partial<
  Record<"memberId" | "article" | "from" | "until" | "words" | "pattern" | "host" | "like" | "raidThreadId", string>
>;

export type ReadCriteria = { criteria: PurgeCriteria; terms: readonly SearchTerm[] | null; like: Fingerprint | null };

/** Fewer words are like too much: see `createFingerprintIndex`. */
const LEAST_LIKE_WORDS = 3;
const SHOWN_LENGTH = 100;

type Parts = {
  comments: Pick<Comments, "article" | "find" | "sealed">;
  port: Pick<DiscordPort, "describeMember">;
  now: () => number;
};

/**
 * Understands what was typed, or says what was not understood: a purge never guesses.
 * @throws UserError purgeOfNothing, dateUnreadable, purgePeriodEmpty, purgeWordsUnclear, purgeHostInvalid, purgeLikeShort, articleUnknown,
 * commentUnknown
 */
export async function readCriteria(
  { comments, port, now }: Parts,
  reader: Reader,
  typed: TypedCriteria,
): Promise<ReadCriteria> {
  if (Object.values(typed).every((value) => value === undefined)) throw new UserError("purgeOfNothing", {});
  const from = readTime(typed.from, now());
  const until = readTime(typed.until, now());
  if (from !== null && from >= (until ?? now())) throw new UserError("purgePeriodEmpty", {});
  const likeness = typed.like === undefined ? null : (await comments.find(reader, typed.like)).comment;
  const criteria: PurgeCriteria = {
    memberId: typed.memberId ?? null,
    memberName: typed.memberId === undefined ? null : await nameOf(port, reader, typed.memberId),
    articleId: typed.article === undefined ? null : (await comments.article(reader, typed.article)).id,
    from,
    until,
    words: typed.words ?? null,
    pattern: typed.pattern ?? null,
    host: typed.host === undefined ? null : readHost(typed.host),
    likeId: likeness?.id ?? null,
    raidThreadId: typed.raidThreadId ?? null,
  };
  return {
    criteria,
    terms: typed.words === undefined ? null : readTerms(typed.words, now()),
    like: likeness && (await fingerprint(comments, likeness)),
  };
}

function readTime(text: string | undefined, nowMs: number): number | null {
  if (text === undefined) return null;
  const at = readInstant(text, nowMs);
  if (at === null) throw new UserError("purgeTimeUnreadable", { text: text.slice(0, SHOWN_LENGTH) });
  return at;
}

async function nameOf(port: Parts["port"], { guildId }: Reader, memberId: string): Promise<string> {
  return (await port.describeMember(guildId, memberId))?.name ?? memberId;
}

/** What a search would take as a filter or leave out must not be left out silently here. */
function readTerms(text: string, nowMs: number): readonly SearchTerm[] {
  const { terms, excluded, authors, articles, from, until, has, hints } = parseSearch(text, nowMs);
  const isMore = excluded.length + authors.length + articles.length + has.length + hints.length > 0;
  if (terms.length === 0 || isMore || from !== null || until !== null)
    throw new UserError("purgeWordsUnclear", { text: text.slice(0, SHOWN_LENGTH) });
  return terms;
}

/** `https://www.shop.example/sale` means the whole of shop.example. */
function readHost(text: string): string {
  const address = text.trim().replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//i, "");
  const { links } = readText(`http://${address}`);
  const [link] = links;
  if (links.length !== 1 || link?.kind !== "web")
    throw new UserError("purgeHostInvalid", { text: text.slice(0, SHOWN_LENGTH) });
  return link.host.replace(/^www\.(?=[^.]+\.)/, "");
}

async function fingerprint(comments: Parts["comments"], comment: Comment): Promise<Fingerprint> {
  const text = comment.text || ((await comments.sealed(comment.id))?.comment.text ?? "");
  const found = fingerprintOf(readText(text));
  if (found.words < LEAST_LIKE_WORDS) throw new UserError("purgeLikeShort", { words: LEAST_LIKE_WORDS });
  return found;
}
