import { StartupError } from "../errors.ts";
import type { Records } from "./records.ts";

export type MigrationProgress = (progress: { stage: "migrate"; done: number; total: number | null }) => void;

/** Brings records of the version before its place in the list (counted from 1) to the next. Safe to repeat after a crash. */
export type Migration = (records: Records, onProgress: MigrationProgress) => Promise<void>;

/** From version 1 on; version 1 is the first there was. */
export const MIGRATIONS: readonly Migration[] = [];
const SCHEMA_KEY = "store:schema";

/** Brings older data to today's version, step by step. Throws StartupError for data of a newer program. */
export async function migrate(
  records: Records,
  onProgress: MigrationProgress,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const newest = migrations.length + 1;
  const [schema] = await records.getMany([SCHEMA_KEY]);
  let version = schema ? Number(schema["version"]) : newest;
  if (version > newest) {
    throw new StartupError(
      `The store was written by a newer Talkback (its data is version ${version}, this program knows ${newest}). Please update Talkback.`,
    );
  }
  const mark = (): Promise<void> => records.setMany([{ key: SCHEMA_KEY, value: { v: 1, version } }]);
  if (!schema) await mark();
  while (version < newest) {
    await migrations[version - 1]?.(records, onProgress);
    version++;
    await mark();
  }
}
