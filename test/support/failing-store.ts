import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Makes every commit to a SQLite file fail, or just those to a table, until `mend` is called: from outside, behind the program's back. */
export function breakWrites(file: string, table: string): { mend(): void } {
  const run = (sql: string): void => {
    const db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec(sql);
    db.close();
  };
  const refuse = (event: string): string =>
    `CREATE TRIGGER broken_${event} BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, 'broken'); END;`;
  run(["INSERT", "UPDATE", "DELETE"].map(refuse).join("\n"));
  return { mend: () => run(["INSERT", "UPDATE", "DELETE"].map((event) => `DROP TRIGGER broken_${event};`).join("\n")) };
}

export type SmallDisk = {
  folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  makeRoom(): void;
  /** Nothing may be open for writing on it. */
  makeReadOnly(): void;
  remove(): void;
};

/** A file system of a few megabytes; null where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), "talkback-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const ballast = path.join(folder, "ballast");
  return {
    folder,
    fill() {
      const fd = openSync(ballast, "a");
      for (let chunk = 1 << 20; chunk >= 1; chunk >>= 1) while (hasTaken(fd, chunk));
      closeSync(fd);
    },
    makeRoom: () => rmSync(ballast),
    makeReadOnly: () => void execFileSync("mount", ["-o", "remount,ro", folder]),
    remove() {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function hasTaken(fd: number, bytes: number): boolean {
  try {
    return writeSync(fd, Buffer.alloc(bytes)) === bytes;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
