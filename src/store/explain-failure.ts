/** By SQLite's primary result code. https://www.sqlite.org/rescode.html */
const SQLITE_FAILURES: Record<number, string> = {
  5: "another program holds the file",
  6: "another program holds the file",
  8: "the file may not be written",
  10: "the disk reports an error",
  11: "the file is damaged",
  13: "the disk is full",
  14: "the file cannot be opened",
  26: "the file is damaged",
};
const NO_SERVER = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|57P)/;

/** Why a commit failed, in words. Never the error's own text, which may quote what was to be written. */
export function explainFailure(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const known = "errcode" in cause ? SQLITE_FAILURES[Number(cause.errcode) & 0xff] : undefined;
    if (known) return known;
    if ("code" in cause && NO_SERVER.test(String(cause.code))) return "the database server does not answer";
  }
  return "the log says why";
}

/** The store works no more, or not now; it is nobody's document that is at fault. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  /** Why, in words for anyone. */
  readonly reason: string;

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.reason = explainFailure(cause);
  }
}

/** The failure of the store that lies beneath an error, if one does. */
export function storeFailureOf(error: unknown): StoreFailure | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof StoreFailure) return cause;
  return null;
}
