import type { Comment } from "../domain/comment.ts";
import { asksSomething } from "../domain/digest.ts";
import { foldText } from "../domain/fold-text.ts";
import type { CatalogActivity } from "./catalog-activity.ts";
import type { CatalogResponses } from "./catalog-responses.ts";
import { TRAIT_FILE, TRAIT_LINK, TRAIT_QUESTION } from "./comment-traits.ts";
import { indexedText } from "./indexed-words.ts";
import { rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

/** What counts are kept of, so that a count costs the same whatever there is to count. */
export const talliedScopes = ["place", "article", "thread", "author", "parent"] as const;

export type Scope = (typeof talliedScopes)[number];
type CommentRow = Record<Scope, bigint | null> & {
  guild: bigint;
  state: string;
  origin: string;
  created: bigint | null;
  traits: bigint;
  /** The messages that show it, where that is not the one of its own id. */
  faces: string;
  name: string;
  words: string;
};

const COLUMNS = ["guild", ...talliedScopes, "state", "origin", "created", "traits", "faces", "name", "words"] as const;
const SELECT = `SELECT ${COLUMNS.join(", ")} FROM comment WHERE number = ?`;
const INSERT = `INSERT INTO comment (number, ${COLUMNS.join(", ")}) VALUES (?${", ?".repeat(COLUMNS.length)})`;
const UPDATE = `UPDATE comment SET ${COLUMNS.map((column) => `${column} = ?`).join(", ")} WHERE number = ?`;

const LINK = /https?:\/\/\S/i;

/** Gathers what a batch adds to the counts: many comments of a batch share an article, a thread, an author. */
export type Tally = {
  add(row: Record<Scope, bigint | null> & { state: string }, by: 1 | -1): void;
  write(): void;
};

export function createTally({ run }: Statements): Tally {
  const counts = new Map<string, { scope: Scope; id: bigint; state: string; by: number }>();
  return {
    add(row, by) {
      for (const scope of talliedScopes) {
        const id = row[scope];
        if (id === null) continue;
        const name = `${scope} ${id} ${row.state}`;
        const known = counts.get(name);
        if (known) known.by += by;
        else counts.set(name, { scope, id, state: row.state, by });
      }
    },
    write() {
      const upsert = "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count";
      for (const { scope, id, state, by } of counts.values()) if (by !== 0) run(upsert, scope, id, state, by);
      counts.clear();
    },
  };
}

export type CommentWriting = {
  tally: Tally;
  activity: CatalogActivity;
  responses: CatalogResponses;
  /** Where an article's comments are read; null while the article is not known. */
  placeOf: (article: bigint) => bigint | null;
};

/** Brings the row and the full-text index of one comment level with its record; null for a comment that is gone. */
export function writeComment(
  { get, run }: Statements,
  { tally, activity, responses, placeOf }: CommentWriting,
  id: string,
  comment: Comment | null,
): void {
  const number = rowNumber(id);
  const row = comment && toRow(comment, placeOf);
  const known = get(SELECT, number) as (CommentRow & Row) | undefined;
  responses.note(number, known, row, comment);
  // Reactions and the like change nothing here.
  if (known && row && COLUMNS.every((column) => known[column] === row[column])) return;
  for (const counts of [tally, activity]) {
    if (known) counts.add(known, -1);
    if (row) counts.add(row, 1);
  }
  const values = row ? COLUMNS.map((column) => row[column]) : [];
  if (!row) run("DELETE FROM comment WHERE number = ?", number);
  else if (known) run(UPDATE, ...values, number);
  else run(INSERT, number, ...values);

  if ((known?.faces ?? "") !== (row?.faces ?? "")) writeFaces({ run }, number, row);
  if (known?.name === row?.name && known?.words === row?.words) return;
  if (known) {
    const words = [known.name, known.words].map(indexedText);
    run("INSERT INTO fulltext (fulltext, rowid, author, text) VALUES ('delete', ?, ?, ?)", number, ...words);
  }
  if (row) {
    const words = [row.name, row.words].map(indexedText);
    run("INSERT INTO fulltext (rowid, author, text) VALUES (?, ?, ?)", number, ...words);
  }
}

function writeFaces({ run }: Pick<Statements, "run">, number: bigint, row: CommentRow | null): void {
  run("DELETE FROM face WHERE comment = ?", number);
  if (!row || row.thread === null || row.faces === "") return;
  for (const messageId of row.faces.split(" ")) {
    run("INSERT OR REPLACE INTO face VALUES (?, ?, ?)", rowNumber(messageId), row.thread, number);
  }
}

function toRow(comment: Comment, placeOf: CommentWriting["placeOf"]): CommentRow {
  const { id, guildId, threadId, messageIds, author, parentId, state, origin, text } = comment;
  const guild = rowNumber(guildId);
  const article = rowNumber(comment.articleId);
  return {
    guild,
    place: placeOf(article) ?? guild,
    article,
    thread: threadId === null ? null : rowNumber(threadId),
    author: author.id === null ? null : rowNumber(author.id),
    parent: parentId === null ? null : rowNumber(parentId),
    state,
    origin,
    created: comment.createdAt === null ? null : BigInt(Date.parse(comment.createdAt)),
    traits: traitsOf(comment),
    faces: messageIds.length === 1 && messageIds[0] === id ? "" : messageIds.join(" "),
    name: foldText(author.name),
    // A removed comment has no text left, but moderators still find it by its author.
    words: foldText(text),
  };
}

function traitsOf({ text, attachments }: Comment): bigint {
  const link = LINK.test(text) ? TRAIT_LINK : 0;
  const file = attachments.length > 0 ? TRAIT_FILE : 0;
  return BigInt(link | file | (asksSomething(text) ? TRAIT_QUESTION : 0));
}
