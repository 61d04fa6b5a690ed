import { DatabaseSync } from "node:sqlite";
import type { Comment } from "#src/domain/comment.ts";

/** As many rows share a commit as the store puts into one. */
const ROWS_A_COMMIT = 199;

/** The least that keeps comments on this machine and can list them: one table, as durable as the store, no Keyv, no search. */
export type PlainTable = { insert(comments: Iterable<Comment>): void; close(): void };

export function openPlainTable(file: string): PlainTable {
  const db = new DatabaseSync(file);
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE comment (id TEXT PRIMARY KEY, guild TEXT, article TEXT, thread TEXT, author TEXT, document TEXT) WITHOUT ROWID;
    CREATE INDEX by_guild ON comment (guild, id);
    CREATE INDEX by_article ON comment (article, id);
    CREATE INDEX by_thread ON comment (thread, id);
    CREATE INDEX by_author ON comment (author, id);
  `);
  const insert = db.prepare("INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?)");
  return {
    insert(comments) {
      let rows = 0;
      for (const comment of comments) {
        if (rows % ROWS_A_COMMIT === 0) db.exec(rows === 0 ? "BEGIN" : "COMMIT; BEGIN");
        const { id, guildId, articleId, threadId, author } = comment;
        insert.run(id, guildId, articleId, threadId, author.id, JSON.stringify(comment));
        rows++;
      }
      if (rows > 0) db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}
