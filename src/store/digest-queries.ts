import type { SurveyedComment } from "../domain/digest.ts";
import { snowflakeAt } from "../domain/snowflake.ts";
import { TRAIT_QUESTION } from "./comment-traits.ts";
import { idOfRow, rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

export type SurveyQuery = {
  of: { place: string } | { articleId: string };
  /** Milliseconds since the Unix epoch; null: from the beginning. Comments stored since may have been written before. */
  sinceMs: number | null;
  /** The last id of the look before. */
  after: string | null;
  /** Rows that are looked at: each costs a few microseconds, and nothing else runs meanwhile. */
  limit: number;
};

export type DigestQueries = {
  /** Visible comments with what they got in response, oldest first. Fewer than `limit`: there are no more. */
  surveyComments(query: SurveyQuery): SurveyedComment[];
  /** The first visible comment of somebody in a server. */
  firstCommentOf(query: { guildId: string; authorId: string }): string | null;
  /** Digests that are sent again and again, by the ids of their records. At most `limit`, after the id `after`. */
  listDigests(query: { guildId?: string; after?: string; limit: number }): string[];
};

const surveyIn = (column: "place" | "article"): string => `
  SELECT comment.number AS number, author, created, traits, response.replies AS replies, response.reactions AS reactions
  FROM comment INDEXED BY comment_${column} LEFT JOIN response ON response.number = comment.number
  WHERE comment.${column} = ? AND comment.state = 'visible' AND comment.number > ?
  ORDER BY comment.number LIMIT ?`;

const FIRST = `
  SELECT number FROM comment INDEXED BY comment_author WHERE author = ? AND state = 'visible' AND guild = ?
  ORDER BY number LIMIT 1`;

export function createDigestQueries({ all, get }: Statements): DigestQueries {
  return {
    surveyComments({ of, sinceMs, after, limit }) {
      const [column, id] = "place" in of ? (["place", of.place] as const) : (["article", of.articleId] as const);
      // A comment's id is never older than the comment: Discord's is of the same instant, that of an import of a later one.
      const from = after ?? (sinceMs === null ? "0" : snowflakeAt(sinceMs));
      return all(surveyIn(column), rowNumber(id), rowNumber(from), limit).map(toSurveyed);
    },
    firstCommentOf({ guildId, authorId }) {
      const row = get(FIRST, rowNumber(authorId), rowNumber(guildId));
      return row ? idOfRow(row["number"]) : null;
    },
    listDigests: ({ guildId, after = "", limit }) =>
      all(
        "SELECT id FROM digest WHERE (?1 IS NULL OR guild = ?1) AND id > ?2 ORDER BY id LIMIT ?3",
        guildId === undefined ? null : rowNumber(guildId),
        after,
        limit,
      ).map((row) => String(row["id"])),
  };
}

function toSurveyed(row: Row): SurveyedComment {
  const { number, author, created, traits } = row;
  return {
    id: idOfRow(number),
    authorId: author === null ? null : idOfRow(author),
    createdMs: created === null ? null : Number(created),
    isQuestion: (Number(traits) & TRAIT_QUESTION) !== 0,
    replies: Number(row["replies"] ?? 0),
    reactions: Number(row["reactions"] ?? 0),
  };
}
