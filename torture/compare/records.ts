import { DatabaseSync } from "node:sqlite";
import type { Documents, Kind } from "#src/store/store.ts";

const COMPARED = ["comment", "sealed", "thread", "article", "case", "report", "outbox", "alias", "log"] as const;
type Compared = Extract<Kind, (typeof COMPARED)[number]>;

/** The stored documents by kind, as they stand in the file: read past the store, its cache and its catalog. */
export type StoredRecords = { [K in Compared]: Documents[K][] };

export function readRecords(file: string): StoredRecords {
  const records = Object.fromEntries(COMPARED.map((kind) => [kind, [] as unknown[]]));
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    for (const row of db.prepare("SELECT key, value FROM keyv ORDER BY key").iterate()) {
      const kind = String(row["key"]).split(":")[0] ?? "";
      const { value } = JSON.parse(String(row["value"])) as { value: Record<string, unknown> };
      if (!("isDeleted" in value)) records[kind]?.push(value);
    }
  } finally {
    db.close();
  }
  return records as unknown as StoredRecords;
}
