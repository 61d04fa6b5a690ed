import { hash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Article } from "../domain/article.ts";
import type { Case } from "../domain/case.ts";
import type { Comment, SealedComment } from "../domain/comment.ts";
import type { Report } from "../domain/report.ts";
import type { Thread } from "../domain/thread.ts";
import { foldText } from "./fold-text.ts";
import { padId } from "./pad-id.ts";
import type { StoredDocument } from "./records.ts";

type KnownComment = { number: number; guild: string; article: string; state: string; words: string };

/** Takes over one record after another, within the caller's transaction. */
export type CatalogWriter = {
  write(key: string, document: StoredDocument | null): void;
  /** Writes the counts that were gathered. Call it before the transaction ends. */
  flush(): void;
};

export function createCatalogWriter(db: DatabaseSync): CatalogWriter {
  const statements = new Map<string, StatementSync>();
  const run = (sql: string, ...parameters: (string | number | null)[]): void => {
    statement(sql).run(...parameters);
  };
  const statement = (sql: string): StatementSync => {
    const made = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const tallies = new Map<string, number>();
  const count = (guild: string, article: string, state: string, by: number): void => {
    for (const scope of [`g${guild}`, `a${article}`]) {
      const name = `${scope} ${state}`;
      tallies.set(name, (tallies.get(name) ?? 0) + by);
    }
  };

  function writeComment(id: string, comment: Comment | null): void {
    const sql = "SELECT number, guild, article, state, words FROM comment WHERE id = ?";
    const known = statement(sql).get(id) as KnownComment | undefined;
    if (known) count(known.guild, known.article, known.state, -1);
    if (!comment) {
      if (!known) return;
      run("DELETE FROM comment WHERE id = ?", id);
      run("DELETE FROM words WHERE rowid = ?", known.number);
      return;
    }
    const [guild, article] = [padId(comment.guildId), padId(comment.articleId)];
    const thread = comment.threadId && padId(comment.threadId);
    const author = comment.author.id && padId(comment.author.id);
    const parent = comment.parentId && padId(comment.parentId);
    const words = hash("sha1", `${comment.author.name}\0${comment.text}`, "base64");
    count(guild, article, comment.state, 1);
    if (known) {
      const update =
        "UPDATE comment SET guild = ?, article = ?, thread = ?, author = ?, parent = ?, state = ?, origin = ?, words = ? WHERE id = ?";
      run(update, guild, article, thread, author, parent, comment.state, comment.origin, words, id);
      if (known.words === words) return;
      run("DELETE FROM words WHERE rowid = ?", known.number);
      run("INSERT INTO words (rowid, text, author) VALUES (?, ?, ?)", known.number, comment.text, comment.author.name);
      return;
    }
    const insert =
      "INSERT INTO comment (id, guild, article, thread, author, parent, state, origin, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const fields = [id, guild, article, thread, author, parent, comment.state, comment.origin, words];
    const { lastInsertRowid } = statement(insert).run(...fields);
    run(
      "INSERT INTO words (rowid, text, author) VALUES (?, ?, ?)",
      Number(lastInsertRowid),
      comment.text,
      comment.author.name,
    );
  }

  const writers: Record<string, (id: string, document: never) => void> = {
    comment: writeComment,
    article: (id, { guildId, title }: Article) =>
      run("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", id, padId(guildId), foldText(title)),
    thread: (id, { guildId }: Thread) => run("INSERT OR REPLACE INTO thread VALUES (?, ?)", id, padId(guildId)),
    report: (id, report: Report) => {
      const place = [padId(report.guildId), padId(report.commentId)] as const;
      run("INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?, ?)", id, ...place, report.state, report.createdAt);
    },
    case: (id, record: Case) => {
      const place = [padId(record.guildId), padId(record.commentId)] as const;
      run("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?)", id, ...place, record.number);
    },
    outbox: (id) => run("INSERT OR REPLACE INTO outbox VALUES (?)", id),
    sealed: (id, { eraseAfter }: SealedComment) => run("INSERT OR REPLACE INTO sealed VALUES (?, ?)", id, eraseAfter),
  };
  const tables: Record<string, string> = { case: "cases" };

  return {
    write(key, document) {
      const [kind, id] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
      if (document === null) run("INSERT OR IGNORE INTO erased VALUES (?)", key);
      const writer = writers[kind];
      if (!writer) return;
      if (document !== null) writer(id, document as never);
      else if (kind === "comment") writeComment(id, null);
      else run(`DELETE FROM ${tables[kind] ?? kind} WHERE id = ?`, id);
    },
    flush() {
      const upsert = "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count";
      for (const [name, by] of tallies) {
        const [scope = "", state = ""] = name.split(" ");
        if (by !== 0) run(upsert, scope, state, by);
      }
      tallies.clear();
    },
  };
}
