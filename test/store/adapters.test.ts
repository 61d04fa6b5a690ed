import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAdapter, sqliteFile } from "#src/store/adapters.ts";
import { createRecords, type Records } from "#src/store/records.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { openProxy } from "../support/cuttable-proxy.ts";
import { aComment } from "../support/documents.ts";
import { storeKinds, type StorePlace } from "../support/store-servers.ts";

const COMMENT_KEY = "comment:00000000000000000001";

const putComment = (store: Store, id: string, text: string): Promise<void> =>
  store.update((tx) => tx.put("comment", id, aComment(id, { text })));

describe.each(storeKinds)("a store on $name", ({ name, newPlace }) => {
  let place: StorePlace;
  const closers: (() => Promise<void>)[] = [];
  beforeEach(async ({ skip }) => {
    if (newPlace) place = await newPlace();
    else skip("no server is named to try it on");
  });
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
    if (newPlace) place.remove();
  });

  async function open(url = place.url): Promise<Store> {
    const store = await openStore({ url, catalogFile: place.catalogFile });
    closers.push(() => store.close());
    return store;
  }

  async function openOnlyRecords(): Promise<Records> {
    const records = createRecords(await openAdapter(place.url));
    closers.push(() => records.close());
    return records;
  }

  it("keeps writes to one document in their order, though nobody waits for them", async () => {
    const store = await open();
    await Promise.all(Array.from({ length: 200 }, (_, index) => putComment(store, "1", `text ${index}`)));
    await store.close();
    expect((await (await open()).get("comment", "1"))?.text).toBe("text 199");
  });

  it("writes what is pending before it closes", async () => {
    const store = await open();
    const writes = Array.from({ length: 300 }, (_, index) => putComment(store, String(index + 1), "kept"));
    await store.close();
    await Promise.all(writes);
    const again = await open();
    expect(again.catalog.countComments({ articleId: "2" })).toBe(300);
    expect((await again.get("comment", "300"))?.text).toBe("kept");
    expect(await again.catalog.verify()).toEqual([]);
  });

  it("deletes in the same step as it writes, and sweeps later", async () => {
    const store = await open();
    await store.update((tx) => {
      for (let id = 1; id <= 160; id++) tx.put("comment", String(id), aComment(String(id)));
    });
    await store.update((tx) => {
      for (let id = 1; id <= 160; id++) tx.delete("comment", String(id));
      tx.put("comment", "161", aComment("161"));
    });
    await store.close();
    const again = await open();
    expect(await again.getMany("comment", ["1", "161"])).toEqual([undefined, aComment("161")]);
    await again.close();
    const comments: string[] = [];
    for await (const [key] of (await openOnlyRecords()).scan()) if (key.startsWith("comment:")) comments.push(key);
    expect(comments).toEqual(["comment:00000000000000000161"]);
  });

  it("refuses a commit that could be torn, and a key that comes twice", async () => {
    const records = await openOnlyRecords();
    const entries = Array.from({ length: 201 }, (_, index) => ({ key: `meta:${index}`, value: { v: 1 } }));
    await expect(records.setMany(entries)).rejects.toThrow(/201 entries exceed/);
    const entry = { key: "meta:0", value: { v: 1 } };
    await expect(records.setMany([entry, entry])).rejects.toThrow(/a key twice/);
    expect(await records.getMany(["meta:0"])).toEqual([undefined]);
  });

  it.each(["no JSON", "5", "null", '{"value":7}', '{"other":{}}'])(
    "names the document that was damaged to %j, when it is read and when all are",
    async (damaged) => {
      const store = await open();
      await store.update((tx) => {
        for (const id of ["1", "2", "3"]) tx.put("comment", id, aComment(id));
      });
      await store.close();
      await place.overwrite(COMMENT_KEY, damaged);
      const again = await open();
      await expect(again.getMany("comment", ["3", "1"])).rejects.toThrow(`the record ${COMMENT_KEY} cannot be read`);
      await expect(again.catalog.verify()).rejects.toThrow(COMMENT_KEY);
    },
  );

  it("takes every id that Discord and we can make, and no other", async () => {
    const store = await open();
    const names = ["plain", "sources/1/abc", "Wörter und Zeichen: % * ? [x]", "::", "a".repeat(160), "漢字"];
    await store.update((tx) => {
      for (const name of names) tx.put("meta", name, { v: 1, name });
      tx.put("comment", "18446744073709551615", aComment("18446744073709551615"));
      tx.put("log", "1-12", logEntry());
    });
    await store.close();
    const again = await open();
    expect((await again.getMany("meta", names)).map((one) => one?.["name"])).toEqual(names);
    expect(again.catalog.listComments({ articleId: "2", order: "newest", limit: 2 })).toEqual(["18446744073709551615"]);
    expect(again.catalog.listLog({ guildId: "1", limit: 5 })).toEqual(["1-12"]);
    for (const id of ["", "x", "-1", "007", "18446744073709551616", "1".repeat(21), "1-2"]) {
      await expect(again.get("comment", id)).rejects.toThrow(RangeError);
    }
    await expect(again.get("meta", "ä".repeat(100))).rejects.toThrow(RangeError);
  });

  it("leaves the rows of others alone and does not read them", async () => {
    await (await open()).close();
    await place.addForeignRow();
    const store = await open();
    await putComment(store, "1", "ours");
    expect(await store.catalog.verify()).toEqual([]);
  });

  it("lets timers run while it reads everything", async () => {
    const store = await open();
    for (let batch = 0; batch < 20; batch++) {
      await store.update((tx) => {
        for (let id = 1; id <= 150; id++)
          tx.put("alias", String(batch * 150 + id), { v: 1, messageId: "1", commentId: "1" });
      });
    }
    await store.close();
    let turns = 0;
    let isDone = false;
    const turn = (): void => {
      turns++;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    let rows = 0;
    for await (const row of (await openOnlyRecords()).scan()) if (row) rows++;
    isDone = true;
    expect(rows).toBeGreaterThan(3_000);
    expect(turns).toBeGreaterThanOrEqual(6);
  });

  it("refuses a second owner, and takes one after the first is gone", async () => {
    const store = await open();
    await expect(openStore({ url: place.url, catalogFile: place.catalogFile })).rejects.toThrow(
      /in use by another Talkback/,
    );
    await putComment(store, "1", "still ours");
    await store.close();
    await expect(open()).resolves.toBeDefined();
  });

  it.skipIf(name === "SQLite")("fails what was asked of a line that is cut, and lives on", async () => {
    const proxy = await openProxy(place.url);
    closers.push(() => proxy.close());
    const logged: unknown[] = [];
    const log = { info: () => undefined, warn: () => undefined, error: (fields: unknown) => void logged.push(fields) };
    const store = await openStore({ url: proxy.url, catalogFile: place.catalogFile, log });
    await putComment(store, "1", "before");
    proxy.cut();
    await expect(putComment(store, "2", "after")).rejects.toBeInstanceOf(Error);
    await expect(store.get("comment", "3")).rejects.toBeInstanceOf(Error);
    expect(store.catalog.countComments({ articleId: "2" })).toBe(1);
    await store.close().catch((error: unknown) => logged.push(error));
  });

  it.skipIf(name !== "SQLite")("fails what was asked of a table that is gone", async () => {
    const records = await openOnlyRecords();
    await records.getMany(["meta:1"]);
    await sabotage(place.url);
    await expect(records.getMany(["meta:1"])).rejects.toThrow(/no such table/);
    await expect(records.setMany([{ key: "meta:1", value: { v: 1 } }])).rejects.toThrow(/no such table/);
    await expect(records.scan().next()).rejects.toThrow(/no such table/);
  });
});

async function sabotage(url: string): Promise<void> {
  const { DatabaseSync } = await import("node:sqlite");
  const db = new DatabaseSync(sqliteFile(url) ?? "");
  db.exec("DROP TABLE keyv");
  db.close();
}

function logEntry() {
  const hash = "0".repeat(64);
  const what = { action: "setup", actorId: null, targetId: "1", details: {} } as const;
  return {
    v: 1,
    guildId: "1",
    sequence: 12,
    at: "2026-11-23T12:00:00.000Z",
    ...what,
    previousHash: hash,
    hash,
  } as const;
}
