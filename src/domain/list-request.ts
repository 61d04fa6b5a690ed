import { type CommentOrigin, commentOrigins, type CommentState, commentStates } from "./comment.ts";
import { longId, shortId } from "./short-id.ts";
import type { Snowflake } from "./snowflake.ts";

/** `lively`: most discussed lately. */
export const listSorts = ["oldest", "newest", "reactions", "replies", "lively"] as const;
export type ListSort = (typeof listSorts)[number];

/** Which comments someone wants to see, and in which order. */
export type ListRequest = {
  sort: ListSort;
  /** Null: of all articles that the reader can read. */
  articleId: Snowflake | null;
  /** The comment whose replies they are; then there is no `articleId`. */
  parentId: Snowflake | null;
  /** Null: everybody's. */
  authorId: Snowflake | null;
  state: CommentState;
  origin: CommentOrigin | null;
  hasLink: boolean;
  hasFile: boolean;
  /** Written at this instant or later, and before that one, in whole seconds since the Unix epoch. */
  from: number | null;
  until: number | null;
};

/** All visible comments of a server; a request says what is different. */
export const WHOLE_LIST: ListRequest = {
  sort: "newest",
  articleId: null,
  parentId: null,
  authorId: null,
  state: "visible",
  origin: null,
  hasLink: false,
  hasFile: false,
  from: null,
  until: null,
};

const LINK = 1;
const FILE = 2;

/** A request in at most 50 characters, none of them `:`, for the custom ids of buttons. */
export function encodeList(request: ListRequest): string {
  const { sort, articleId, parentId, authorId, state, origin, hasLink, hasFile, from, until } = request;
  const kind = [
    listSorts.indexOf(sort),
    commentStates.indexOf(state),
    origin === null ? commentOrigins.length : commentOrigins.indexOf(origin),
    (hasLink ? LINK : 0) | (hasFile ? FILE : 0),
  ];
  const place = parentId === null ? shorten(articleId) : `-${shortId(parentId)}`;
  return [kind.join(""), place, ...[authorId, from, until].map(shorten)].join(".");
}

/** Null for what `encodeList` cannot have made. */
export function decodeList(code: string): ListRequest | null {
  const [, kind, place = "", authorId = "", from = "", until = ""] =
    /^(\d{4})\.(-?\w*)\.(\w*)\.(\w*)\.(\w*)$/.exec(code) ?? [];
  if (kind === undefined) return null;
  const [sort = 0, state = 0, origin = 0, has = 0] = Array.from(kind, Number);
  const request = { sort: listSorts[sort], state: commentStates[state] };
  if (request.sort === undefined || request.state === undefined) return null;
  return {
    sort: request.sort,
    state: request.state,
    origin: commentOrigins[origin] ?? null,
    hasLink: (has & LINK) !== 0,
    hasFile: (has & FILE) !== 0,
    articleId: longId(place),
    parentId: place.startsWith("-") ? longId(place.slice(1)) : null,
    authorId: longId(authorId),
    from: numberIn(from),
    until: numberIn(until),
  };
}

const shorten = (number: Snowflake | number | null): string => (number === null ? "" : shortId(number));

function numberIn(short: string): number | null {
  const number = longId(short);
  return number === null ? null : Number(number);
}
