import type { SQLInputValue } from "node:sqlite";
import { type CommentOrigin, type CommentState, commentStates } from "../domain/comment.ts";
import { TRAIT_FILE, TRAIT_LINK } from "./comment-traits.ts";
import { rowNumber } from "./row-number.ts";

export type CommentFilter = {
  guildId?: string;
  /** Where a comment must be readable: see `placeOf` in domain/article.ts. */
  places?: readonly string[];
  articleId?: string;
  threadId?: string;
  authorId?: string;
  /** By one of these people. */
  authorIds?: readonly string[];
  parentId?: string;
  /** All, when absent. */
  states?: readonly CommentState[];
  origin?: CommentOrigin;
  hasLink?: boolean;
  hasFile?: boolean;
  /** Written at this instant or later, in milliseconds since the Unix epoch. A comment without a time is never in a range. */
  from?: number;
  /** Written before this instant. */
  until?: number;
  /** That answer no comment we know. */
  isTopLevel?: boolean;
  /** Visible, or what visible replies hang on. */
  isOutlined?: boolean;
  /** On one of these articles. */
  articleIds?: readonly string[];
};

/** From the narrowest to the widest: of several the first one given leads through its index. */
const SCOPES = [
  ["parent", "parentId"],
  ["author", "authorId"],
  ["thread", "threadId"],
  ["article", "articleId"],
] as const;
type Column = (typeof SCOPES)[number][0];

/** What a filter asks of each row, as SQL. */
export type Conditions = { where: string[]; parameters: SQLInputValue[] };

/** Stretches of an index, each in order, and what is left to ask of their rows. */
export type Selection = {
  /** Null: the whole table. */
  scope: Column | "place" | null;
  ids: bigint[];
  states: readonly CommentState[];
  rest: Conditions;
};

/** @param placesOf the places of a guild */
export function selectionOf(filter: CommentFilter, placesOf: (guildId: string) => bigint[]): Selection {
  const states = filter.states ?? commentStates;
  const [leading] = scopesOf(filter);
  if (leading) return { scope: leading.column, ids: [leading.id], states, rest: restOf(filter, leading.column) };
  const rest = restOf(filter, "place");
  if (filter.places) return { scope: "place", ids: filter.places.map(rowNumber), states, rest };
  if (filter.guildId !== undefined) return { scope: "place", ids: placesOf(filter.guildId), states, rest };
  return { scope: null, ids: [0n], states, rest };
}

/** All that a filter asks of a row that was found by other means. */
export function conditionsOf(filter: CommentFilter): Conditions {
  const { where, parameters } = restOf(filter, null);
  const states = filter.states ?? commentStates;
  where.push(`comment.state IN (${states.map(() => "?").join(", ")})`);
  return { where, parameters: [...parameters, ...states] };
}

function scopesOf(filter: CommentFilter): { column: Column; id: bigint }[] {
  return SCOPES.flatMap(([column, name]) => {
    const id = filter[name];
    return id === undefined ? [] : [{ column, id: rowNumber(id) }];
  });
}

/** @param held what the rows are known to be by the index that leads to them */
function restOf(filter: CommentFilter, held: Selection["scope"]): Conditions {
  const { guildId, places, articleIds, authorIds, origin, hasLink = false, hasFile = false, from, until } = filter;
  const { isTopLevel = false, isOutlined = false } = filter;
  const rest: Conditions = { where: [], parameters: [] };
  const add = (sql: string, ...parameters: SQLInputValue[]): void => {
    rest.where.push(sql);
    rest.parameters.push(...parameters);
  };
  for (const { column, id } of scopesOf(filter)) if (column !== held) add(`comment.${column} = ?`, id);
  if (guildId !== undefined && held !== "place") add("comment.guild = ?", rowNumber(guildId));
  if (places && held !== "place") add(`comment.place IN ${LISTED}`, listOf(places));
  if (authorIds) add(`comment.author IN ${LISTED}`, listOf(authorIds));
  if (articleIds) add(`comment.article IN ${LISTED}`, listOf(articleIds));
  if (origin !== undefined) add("comment.origin = ?", origin);
  if (isTopLevel) add(TOP_LEVEL);
  if (isOutlined) add(OUTLINED);
  if (hasLink) add(`comment.traits & ${TRAIT_LINK}`);
  if (hasFile) add(`comment.traits & ${TRAIT_FILE}`);
  if (from !== undefined) add("comment.created >= ?", BigInt(from));
  if (until !== undefined) add("comment.created < ?", BigInt(until));
  return rest;
}

const TOP_LEVEL =
  "(comment.parent IS NULL OR NOT EXISTS (SELECT 1 FROM comment AS above WHERE above.number = comment.parent))";
const OUTLINED =
  "(comment.state = 'visible' OR EXISTS (SELECT 1 FROM response AS got WHERE got.number = comment.number AND got.replies > 0))";
const LISTED = "(SELECT value FROM json_each(?))";

/** Ids for `json_each`: one parameter, however many there are. */
function listOf(ids: readonly string[]): string {
  return `[${ids.map((id) => rowNumber(id).toString()).join(",")}]`;
}
