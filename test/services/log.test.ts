import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashLogEntry, type LogEntry } from "#src/domain/log-entry.ts";
import { decodeLogRequest, encodeLogRequest, WHOLE_LOG } from "#src/domain/log-request.ts";
import { appendLog } from "#src/services/log.ts";
import { createLogReading, type LogReading } from "#src/services/log-reading.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { csvCell, LOG_CSV_HEAD, logCsvLine } from "#src/transfer/log-csv.ts";

const AT = "2026-11-23T12:00:00.000Z";
let folder: string;
let store: Store;
let logs: LogReading;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-log-"));
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
  logs = createLogReading({ store });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const append = (guildId: string, index: number): Promise<void> =>
  store.update((tx) =>
    appendLog(tx, {
      guildId,
      actorId: index % 2 === 0 ? "7" : "8",
      at: new Date(Date.parse(AT) + index * 1_000).toISOString(),
      action: index % 3 === 0 ? "comment.remove" : "comment.report",
      targetId: String(100 + index),
      memberId: "9",
      reason: `reason ${index}`,
      before: { state: "visible" },
      after: { state: "removed" },
    }),
  );

async function fill(count: number): Promise<void> {
  for (let index = 1; index <= count; index++) await append("1", index);
}

const rowAt = async (sequence: number): Promise<LogEntry> => {
  const row = await store.get("log", `1-${sequence}`);
  if (!row) throw new Error(`no row ${sequence}`);
  return row;
};
const put = (sequence: number, row: LogEntry): Promise<void> =>
  store.update((tx) => tx.put("log", `1-${sequence}`, row));
const fault = async () => (await logs.verify("1")).fault;

describe("the check of a log", () => {
  it("finds nothing in a log of several pages, of one server apart from another's", async () => {
    await fill(320);
    await append("2", 1);
    expect(await logs.verify("1")).toMatchObject({ rows: 320, fault: null, hash: (await rowAt(320)).hash });
    expect(await logs.verify("2")).toMatchObject({ rows: 1, fault: null });
    expect(await logs.verify("3")).toMatchObject({ rows: 0, fault: null });
  });

  it("names the first row that was changed, in whatever field", async () => {
    await fill(9);
    const row = await rowAt(5);
    if (row.v !== 2) throw new Error("an old row");
    const changes: Partial<typeof row>[] = [
      { reason: "another" },
      { actorId: null },
      { memberId: "10" },
      { before: null },
      { after: { state: "visible" } },
      { caseNumber: 3 },
      { at: "2026-11-23T12:00:05.001Z" },
      { details: { more: 1 } },
    ];
    for (const change of changes) {
      await put(5, { ...row, ...change });
      expect(await fault()).toEqual({ sequence: 5, fault: "changed" });
    }
    await put(5, row);
    expect(await fault()).toBeNull();
    const { v: _, hash: __, ...bare } = { ...row, reason: "with a hash that fits" };
    await put(5, { v: 2, ...bare, hash: hashLogEntry({ v: 2, ...bare }) });
    expect(await fault()).toEqual({ sequence: 6, fault: "unlinked" });
  });

  it("names the first row that was left out, reordered, or cut off", async () => {
    await fill(6);
    const [third, fourth] = [await rowAt(3), await rowAt(4)];
    await store.update((tx) => tx.delete("log", "1-3"));
    expect(await fault()).toEqual({ sequence: 3, fault: "missing" });
    await put(3, fourth);
    await put(4, third);
    expect(await fault()).toEqual({ sequence: 3, fault: "misplaced" });
    await put(3, third);
    await put(4, fourth);
    const fifth = await rowAt(5);
    await store.update((tx) => {
      tx.delete("log", "1-6");
      tx.put("logHead", "1", { v: 1, guildId: "1", sequence: 5, hash: "f".repeat(64) });
    });
    expect(await fault()).toEqual({ sequence: 5, fault: "end" });
    await store.update((tx) => {
      tx.put("log", "1-6", { ...fifth });
      tx.put("logHead", "1", { v: 1, guildId: "1", sequence: 5, hash: fifth.hash });
    });
    expect(await fault()).toEqual({ sequence: 6, fault: "end" });
  });

  it("holds for rows of the first version, and for new ones after them", async () => {
    // Written and hashed by the first version of this program.
    const old: LogEntry = {
      v: 1,
      guildId: "1",
      sequence: 1,
      at: "2026-11-20T08:00:00.000Z",
      actorId: "7",
      action: "comment.remove",
      targetId: "100",
      details: { case: 1, reason: "advertising" },
      previousHash: "0".repeat(64),
      hash: "d07f9652318e17e6fd47bc32267cfa907c7dc0064adcbfcd32bf9a32ddf5f99f",
    };
    await store.update((tx) => {
      tx.put("log", "1-1", old);
      tx.put("logHead", "1", { v: 1, guildId: "1", sequence: 1, hash: old.hash });
    });
    await append("1", 2);
    expect(await logs.verify("1")).toMatchObject({ rows: 2, fault: null });
    await put(1, { ...old, targetId: "101" });
    expect(await fault()).toEqual({ sequence: 1, fault: "changed" });
  });
});

describe("pages of a log", () => {
  it("go back and forth, newest first, through what a filter leaves", async () => {
    await fill(20);
    const numbers = async (...turn: Parameters<LogReading["page"]> extends [string, ...infer Rest] ? Rest : never) => {
      const page = await logs.page("1", ...turn);
      return { rows: page.rows.map(({ sequence }) => sequence), newer: page.hasNewer, older: page.hasOlder };
    };
    const removals = { ...WHOLE_LOG, action: "comment.remove" as const };
    expect(await numbers(removals, null, 4)).toEqual({ rows: [18, 15, 12, 9], newer: false, older: true });
    const older = { side: "older", sequence: 9 } as const;
    expect(await numbers(removals, older, 4)).toEqual({ rows: [6, 3], newer: true, older: false });
    const newer = { side: "newer", sequence: 6 } as const;
    expect(await numbers(removals, newer, 4)).toEqual({ rows: [18, 15, 12, 9], newer: false, older: true });
    const seconds = Date.parse(AT) / 1_000;
    const between = { ...WHOLE_LOG, actorId: "7", from: seconds + 5, until: seconds + 10 };
    expect((await numbers(between, null, 9)).rows).toEqual([8, 6]);
    expect((await numbers({ ...WHOLE_LOG, targetId: "104" }, null, 9)).rows).toEqual([4]);
    expect((await numbers({ ...WHOLE_LOG, memberId: "5" }, null, 9)).rows).toEqual([]);
    expect(await store.catalog.verify()).toEqual([]);
  });

  it("have requests that fit into a custom id", () => {
    const id = "18446744073709551615";
    const largest = { actorId: id, memberId: id, targetId: id, action: "case.retract" as const, from: 9e9, until: 9e9 };
    expect(encodeLogRequest(largest).length).toBeLessThanOrEqual(64);
    expect(decodeLogRequest(encodeLogRequest(largest))).toEqual(largest);
    expect(decodeLogRequest(encodeLogRequest(WHOLE_LOG))).toEqual(WHOLE_LOG);
    expect(decodeLogRequest("x.y")).toBeNull();
  });
});

describe("the log as CSV", () => {
  it("has no cell that a spreadsheet takes for a formula", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uFF1D1", "|x", "%0"])
      expect(csvCell(text).replaceAll('"', "")).toMatch(/^'/);
    expect(csvCell('say "x", y\nz')).toBe('"say ""x"", y\nz"');
    expect(csvCell("plain words")).toBe("plain words");
  });

  it("has every column of every row, and ids whole", async () => {
    await store.update((tx) =>
      appendLog(tx, {
        guildId: "1",
        actorId: "1234567890123456789",
        at: AT,
        action: "setup",
        targetId: "1",
        reason: "=cmd",
      }),
    );
    const line = logCsvLine(await rowAt(1));
    expect(line.split(",").length).toBe(LOG_CSV_HEAD.split(",").length);
    expect(line).toContain('"\'1234567890123456789"');
    expect(line).toContain('"\'=cmd"');
  });
});
