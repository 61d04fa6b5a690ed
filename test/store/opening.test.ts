import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartupError } from "#src/errors.ts";
import type { Migration } from "#src/store/migrations.ts";
import { openStore, type Store, type StoreOptions, type StoreProgress } from "#src/store/store.ts";
import { aComment } from "../support/documents.ts";

let folder: string;
let file: string;
const open: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-opening-"));
  file = path.join(folder, "data", "talkback.sqlite");
});
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openAt(options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ url: `sqlite://${file}`, ...options });
  open.push(store);
  return store;
}

/** Opens a store with three comments in it, and closes it again. */
async function fill(): Promise<void> {
  const store = await openAt();
  await store.update((tx) => {
    for (const id of ["1", "2", "3"]) tx.put("comment", id, aComment(id));
  });
  await store.close();
}

const refusal = async (options: Partial<StoreOptions> = {}): Promise<string> => {
  const error: unknown = await openAt(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartupError);
  return error instanceof StartupError ? error.message : "";
};

const catalogFile = (): string => path.join(folder, "data", "talkback.catalog.sqlite");

describe("opening a store", () => {
  it("makes its folder, its file and its catalog", async () => {
    await fill();
    expect(readFileSync(file).subarray(0, 15).toString()).toBe("SQLite format 3");
    expect(readFileSync(catalogFile()).subarray(0, 15).toString()).toBe("SQLite format 3");
  });

  it("refuses a file that is none of its own, and leaves it as it is", async () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, "shopping list: milk, bread, and a good many other things that are no database at all");
    expect(await refusal()).toMatch(/cannot be opened: file is not a database\. Restore it from a backup/);
    expect(readFileSync(file, "utf8")).toMatch(/^shopping list/);
  });

  it("refuses a file that was cut off", async () => {
    await fill();
    truncateSync(file, 5_000);
    expect(await refusal()).toMatch(/cannot be opened: .*malformed/);
  });

  it.skipIf(process.getuid?.() === 0)("refuses a folder that it may not write in", async () => {
    mkdirSync(path.dirname(file));
    chmodSync(path.dirname(file), 0o500);
    expect(await refusal()).toMatch(/cannot be opened for writing .* Check that the folder exists/);
  });

  it("refuses a folder that cannot be made", async () => {
    writeFileSync(path.join(folder, "data"), "a file where the folder should be");
    expect(await refusal()).toMatch(/cannot be opened for writing/);
  });

  it("tells nobody to move a store away whose catalog has no place", async () => {
    await fill();
    const message = await refusal({ catalogFile: path.join(file, "catalog.sqlite") });
    expect(message).toMatch(/Check that the disk has room and that you may write in the folder/);
    expect(message).not.toMatch(/move it away/);
  });

  it("refuses a URL of a kind it does not know, and keeps the password to itself", async () => {
    const message = await refusal({ url: "mysql://me:secret@localhost/talkback" });
    expect(message).toMatch(/must begin with sqlite:\/\/, postgres:\/\/ or redis:\/\//);
    expect(message).not.toMatch(/secret/);
  });

  it.each(["postgres://me:secret@127.0.0.1:1/talkback", "redis://:secret@127.0.0.1:1"])(
    "says in one sentence that nothing listens at %s",
    async (url) => {
      const message = await refusal({ url, catalogFile: catalogFile() });
      expect(message).toMatch(/cannot be opened: .*Check that the server runs/);
      expect(message).not.toMatch(/secret/);
    },
  );

  it("refuses a second owner and names the file", async () => {
    await openAt();
    expect(await refusal()).toMatch(/talkback\.sqlite is in use by another Talkback/);
  });

  it("refuses a second owner that comes by a link, to the file or to its folder", async () => {
    await openAt();
    const [fileLink, folderLink] = [path.join(folder, "link.sqlite"), path.join(folder, "link")];
    symlinkSync(file, fileLink);
    symlinkSync(path.dirname(file), folderLink);
    for (const link of [fileLink, path.join(folderLink, "talkback.sqlite")]) {
      expect(await refusal({ url: `sqlite://${link}` })).toMatch(/is in use by another Talkback/);
    }
  });

  it.each(["sqlite://", "sqlite://:memory:", "sqlite://data/"])("refuses %s, which names no file", async (url) => {
    expect(await refusal({ url })).toMatch(/must name a file, as in sqlite:\/\/data\/talkback\.sqlite/);
  });
});

describe("the version of the data", () => {
  const markAll =
    (word: string): Migration =>
    async (records) => {
      for await (const [key, document] of records.scan()) {
        if (!key.startsWith("comment:") || !document) continue;
        await records.setMany([{ key, value: { ...document, text: `${String(document["text"])} ${word}` } }]);
      }
    };

  it("is brought up to today's, one step after the other, once", async () => {
    await fill();
    const migrations = [markAll("first"), markAll("second")];
    const store = await openAt({ migrations });
    expect((await store.get("comment", "2"))?.text).toBe("words of 2 first second");
    expect(store.catalog.searchComments({ guildId: "1", text: "second", states: ["visible"], limit: 9 })).toEqual([
      "3",
      "2",
      "1",
    ]);
    await store.close();
    expect((await (await openAt({ migrations })).get("comment", "2"))?.text).toBe("words of 2 first second");
  });

  it("stays where a step failed, so that the step is tried again", async () => {
    await fill();
    const failing: Migration = () => Promise.reject(new Error("power cut"));
    expect(await refusal({ migrations: [markAll("first"), failing] })).toMatch(/power cut/);
    const store = await openAt({ migrations: [markAll("first"), markAll("second")] });
    expect((await store.get("comment", "1"))?.text).toBe("words of 1 first second");
  });

  it("that is newer than the program is refused", async () => {
    await (await openAt({ migrations: [markAll("first")] })).close();
    expect(await refusal()).toMatch(/written by a newer Talkback \(its data is version 2, this program knows 1\)/);
  });
});

describe("the catalog's file", () => {
  const stagesOfOpening = async (): Promise<string[]> => {
    const stages = new Set<string>();
    const store = await openAt({ onProgress: ({ stage }) => stages.add(stage) });
    expect(store.catalog.listComments({ articleId: "2", order: "oldest", limit: 9 })).toEqual(["1", "2", "3"]);
    expect(await store.catalog.verify()).toEqual([]);
    await store.close();
    return [...stages];
  };

  it("is left as it is when it is in step", async () => {
    await fill();
    expect(await stagesOfOpening()).toEqual([]);
  });

  it("is built anew when it is missing", async () => {
    await fill();
    rmSync(catalogFile());
    expect(await stagesOfOpening()).toEqual(["rebuild"]);
  });

  it("is built anew with word of how much is done of how much", async () => {
    await fill();
    rmSync(catalogFile());
    const told: StoreProgress[] = [];
    await (await openAt({ onProgress: (progress) => told.push(progress) })).close();
    const { done, total } = told.at(-1) ?? {};
    expect(done).toBeGreaterThanOrEqual(3);
    expect(done).toBe(total);
  });

  it("is built anew when it is no database", async () => {
    await fill();
    writeFileSync(catalogFile(), "not a database".repeat(1_000));
    expect(await stagesOfOpening()).toEqual(["rebuild"]);
  });

  it("is built anew when it is of another version", async () => {
    await fill();
    const db = new DatabaseSync(catalogFile());
    db.exec("PRAGMA user_version = 99");
    db.close();
    expect(await stagesOfOpening()).toEqual(["rebuild"]);
  });

  it("is built anew when it belongs to another store", async () => {
    await fill();
    const other = path.join(folder, "other.sqlite");
    await (await openAt({ url: `sqlite://${other}`, catalogFile: catalogFile() })).close();
    expect(await stagesOfOpening()).toEqual(["rebuild"]);
  });

  it("is repaired when it missed a few commits, and built anew when it missed too many", async () => {
    await fill();
    const earlier = readFileSync(catalogFile());
    const touch = async (times: number): Promise<void> => {
      const store = await openAt();
      for (let time = 0; time < times; time++) {
        await store.update((tx) => tx.put("comment", "2", aComment("2", { text: `touched ${time}` })));
      }
      await store.close();
    };
    await touch(100);
    writeFileSync(catalogFile(), earlier);
    expect(await stagesOfOpening()).toEqual(["repair"]);
    await touch(100);
    writeFileSync(catalogFile(), earlier);
    expect(await stagesOfOpening()).toEqual(["rebuild"]);
  });
});

describe("a backup", () => {
  it("is a store of its own, made while the first is in use", async () => {
    await fill();
    const store = await openAt();
    const copy = path.join(folder, "backup.sqlite");
    await store.backup(copy);
    await store.update((tx) => tx.delete("comment", "1"));
    const restored = await openAt({ url: `sqlite://${copy}` });
    expect(restored.catalog.countComments({ articleId: "2" })).toBe(3);
    expect(await restored.get("comment", "1")).toEqual(aComment("1"));
  });

  it("does not replace a file that is there", async () => {
    const store = await openAt();
    const copy = path.join(folder, "backup.sqlite");
    await store.backup(copy);
    await expect(store.backup(copy)).rejects.toThrow(/already exists/);
  });
});
