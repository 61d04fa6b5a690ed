import type { Comment } from "../domain/comment.ts";
import { foldText } from "./fold-text.ts";
import { rowNumber } from "./row-number.ts";
import type { Row, Statements } from "./statements.ts";

/** What counts are kept of, so that a count costs the same whatever there is to count. */
export const talliedScopes = ["guild", "article", "thread", "author", "parent"] as const;

type Scope = (typeof talliedScopes)[number];
type CommentRow = Record<Scope, bigint | null> & { state: string; origin: string; faces: string; words: string };

const COLUMNS = [...talliedScopes, "state", "origin", "faces", "words"] as const;
const SELECT = `SELECT ${COLUMNS.join(", ")} FROM comment WHERE number = ?`;
const INSERT = `INSERT INTO comment (number, ${COLUMNS.join(", ")}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const UPDATE = `UPDATE comment SET ${COLUMNS.map((column) => `${column} = ?`).join(", ")} WHERE number = ?`;

/** Gathers what a batch adds to the counts: many comments of a batch share an article, a thread, an author. */
export type Tally = {
  add(row: CommentRow, by: 1 | -1): void;
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
    },
  };
}

/** Brings the row and the full-text index of one comment level with its record; null for a comment that is gone. */
export function writeComment({ get, run }: Statements, tally: Tally, id: string, comment: Comment | null): void {
  const number = rowNumber(id);
  const row = comment && toRow(comment);
  const known = get(SELECT, number) as (CommentRow & Row) | undefined;
  // Reactions and the like change nothing here.
  if (known && row && COLUMNS.every((column) => known[column] === row[column])) return;
  if (known) tally.add(known, -1);
  if (row) tally.add(row, 1);
  const values = row ? COLUMNS.map((column) => row[column]) : [];
  if (!row) run("DELETE FROM comment WHERE number = ?", number);
  else if (known) run(UPDATE, ...values, number);
  else run(INSERT, number, ...values);

  if ((known?.faces ?? "") !== (row?.faces ?? "")) writeFaces({ run }, number, row);
  if (known?.words === row?.words) return;
  if (known) run("INSERT INTO fulltext (fulltext, rowid, text) VALUES ('delete', ?, ?)", number, known.words);
  if (row) run("INSERT INTO fulltext (rowid, text) VALUES (?, ?)", number, row.words);
}

function writeFaces({ run }: Pick<Statements, "run">, number: bigint, row: CommentRow | null): void {
  run("DELETE FROM face WHERE comment = ?", number);
  if (!row || row.thread === null || row.faces === "") return;
  for (const messageId of row.faces.split(" ")) {
    run("INSERT OR REPLACE INTO face VALUES (?, ?, ?)", rowNumber(messageId), row.thread, number);
  }
}

function toRow(comment: Comment): CommentRow {
  const { guildId, articleId, threadId, author, parentId, state, origin, text, id, messageIds } = comment;
  return {
    guild: rowNumber(guildId),
    article: rowNumber(articleId),
    thread: threadId === null ? null : rowNumber(threadId),
    author: author.id === null ? null : rowNumber(author.id),
    parent: parentId === null ? null : rowNumber(parentId),
    state,
    origin,
    faces: messageIds.length === 1 && messageIds[0] === id ? "" : messageIds.join(" "),
    // A removed comment has no text left, but moderators still find it by its author.
    words: foldText(`${author.name}\n${text}`),
  };
}
