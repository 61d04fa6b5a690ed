import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { TableName, Tables } from "./entities.ts";

const NAMES: readonly TableName[] = [
  "guild",
  "channel",
  "user",
  "member",
  "role",
  "message",
  "webhook",
  "ban",
  "command",
  "file",
  "audit",
  "direct",
  "autoMod",
];

/** The world's state: maps in memory, written through to a file row by row, if there is one. */
export type WorldTables = {
  [N in TableName]: ReadonlyMap<string, Tables[N]>;
} & {
  put<N extends TableName>(name: N, id: string, entity: Tables[N]): void;
  drop(name: TableName, id: string): void;
  /** A small fact beside the entities, such as the bot's token. */
  fact(name: string, makeIt: () => string): string;
  setFact(name: string, value: string): void;
  /** Writes what was changed since the last call. A kill after it loses nothing. */
  flush(): void;
  close(): void;
};

export function openTables(file: string | undefined): WorldTables {
  const maps = Object.fromEntries(NAMES.map((name) => [name, new Map<string, unknown>()])) as Record<
    TableName,
    Map<string, unknown>
  >;
  const facts = new Map<string, string>();
  const keeper = file === undefined ? null : openKeeper(file);
  for (const { kind, id, json } of keeper?.load() ?? []) {
    const value: unknown = JSON.parse(json);
    if (kind === "fact") facts.set(id, value as string);
    else maps[kind as TableName].set(id, value);
  }
  const changed = new Map<string, { kind: string; id: string; value: unknown }>();
  const note = (kind: string, id: string, value: unknown): void => {
    if (keeper) changed.set(`${kind} ${id}`, { kind, id, value });
  };

  function setFact(name: string, value: string): void {
    facts.set(name, value);
    note("fact", name, value);
  }

  function flush(): void {
    if (changed.size === 0) return;
    keeper?.save([...changed.values()]);
    changed.clear();
  }

  return {
    ...(maps as unknown as { [N in TableName]: Map<string, Tables[N]> }),
    put(name, id, entity) {
      maps[name].set(id, entity);
      note(name, id, entity);
    },
    drop(name, id) {
      maps[name].delete(id);
      note(name, id, undefined);
    },
    fact(name, makeIt) {
      const known = facts.get(name);
      if (known !== undefined) return known;
      const value = makeIt();
      setFact(name, value);
      return value;
    },
    setFact,
    flush,
    close() {
      flush();
      keeper?.close();
    },
  };
}

/** Someone may be looking into the file, and mending it after a kill: that is waited for. */
const BUSY_MS = 10_000;

type Row = { kind: string; id: string; json: string };

function openKeeper(file: string): {
  load(): Row[];
  save(changes: { kind: string; id: string; value: unknown }[]): void;
  close(): void;
} {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const db = new DatabaseSync(file, { timeout: BUSY_MS });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  db.exec("CREATE TABLE IF NOT EXISTS entity (kind TEXT, id TEXT, json TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID");
  const put = db.prepare("INSERT OR REPLACE INTO entity VALUES (?, ?, ?)");
  const drop = db.prepare("DELETE FROM entity WHERE kind = ? AND id = ?");
  return {
    load: () => db.prepare("SELECT kind, id, json FROM entity ORDER BY length(id), id").all() as Row[],
    save(changes) {
      db.exec("BEGIN");
      for (const { kind, id, value } of changes) {
        if (value === undefined) drop.run(kind, id);
        else put.run(kind, id, JSON.stringify(value));
      }
      db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}
