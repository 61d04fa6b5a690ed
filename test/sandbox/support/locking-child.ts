import { DatabaseSync } from "node:sqlite";

/** Holds a file for itself for a moment, as SQLite does while it mends one after a kill. */
const db = new DatabaseSync(process.argv[2] ?? "");
db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
process.stdout.write("held\n");
setTimeout(() => {
  db.exec("COMMIT");
  db.close();
}, 300);
