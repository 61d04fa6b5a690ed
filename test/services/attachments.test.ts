import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Comment } from "#src/domain/comment.ts";
import { createLog } from "#src/log.ts";
import { type Attachments, createAttachments } from "#src/services/attachments.ts";
import { openFileKeeper } from "#src/services/file-keeper.ts";
import type { MirrorNews } from "#src/services/mirror.ts";
import { createOutbox, type Outbox } from "#src/services/outbox.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { until } from "../support/sandbox.ts";

const GUILD = "100000000000000001";
const THREAD = "100000000000000002";
const KILOBYTE = 1_024;
const limits = { mostBytes: KILOBYTE, mostBytesInAll: 100 * KILOBYTE };
const at = "2026-01-02T03:04:05.000Z";

let folder: string;
let store: Store;
let outbox: Outbox;
let attachments: Attachments;
let changed: (...ids: string[]) => void;
/** What Discord serves, by attachment. */
let served: Map<string, () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>>;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-files-"));
  const log = createLog("silent");
  store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}`, log });
  outbox = createOutbox({ store, log, firstRetryMs: 10 });
  served = new Map();
  attachments = createAttachments({
    store,
    outbox,
    mirror: {
      onStored(listener: (news: MirrorNews) => void) {
        changed = (...commentIds) => listener({ articleId: "1", threadId: THREAD, commentIds, changes: [] });
      },
    },
    port: {
      readFiles: async (_, [messageId = ""]) =>
        ((await store.get("comment", messageId))?.attachments ?? []).map((one) => ({ ...one, url: one.id })),
      openFile: async (url) => (await served.get(url)?.()) ?? null,
    },
    keeper: await openFileKeeper(path.join(folder, "copies")),
    limits,
    now: Date.now,
    log,
  });
});
afterEach(async () => {
  await outbox.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** A comment with files, by attachment id. */
async function put(id: string, fileIds: string[], more: Partial<Comment> = {}): Promise<void> {
  const comment: Comment = {
    v: 1,
    id,
    guildId: GUILD,
    articleId: "1",
    threadId: THREAD,
    messageIds: [id],
    author: { id: "5", name: "fern", avatar: null, isBot: false },
    text: "see this",
    attachments: fileIds.map((fileId) => ({ id: fileId, name: "f", size: 3, contentType: null, description: null })),
    reactions: [],
    parentId: null,
    origin: "live",
    state: "visible",
    stateChangedAt: at,
    createdAt: at,
    editedAt: null,
    edits: [],
    ...more,
  };
  await store.update((tx) => tx.put("comment", id, comment));
  changed(id);
}

const kept = (id: string): Promise<string[]> =>
  until(`the files of ${id}`, async () => (await store.get("files", id))?.files.map(({ hash }) => hash ?? ""));
const fileOf = (hash: string): string => path.join(folder, "copies", hash.slice(0, 2), hash);
/** A file that comes when `finish` is called. */
function slow(): { serve: () => Promise<AsyncIterable<Uint8Array>>; begun: Promise<void>; finish: () => void } {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  async function serve(): Promise<AsyncIterable<Uint8Array>> {
    begun.resolve();
    await end.promise;
    return bytes("slowly");
  }
  return { serve, begun: begun.promise, finish: () => end.resolve() };
}

describe("a copy that is being made", () => {
  it("does not count on an equal file that goes meanwhile", async () => {
    const second = slow();
    served
      .set("11", () => bytes("same"))
      .set("21", () => bytes("same"))
      .set("22", second.serve);
    await put("1", ["11"]);
    const [hash = ""] = await kept("1");
    await put("2", ["21", "22"]);
    await second.begun;
    await attachments.release(["1"]);
    second.finish();
    await kept("2");
    expect(existsSync(fileOf(hash))).toBe(true);
  });

  it("is not swept away as an orphan or as half written", async () => {
    const second = slow();
    served.set("21", () => bytes("same")).set("22", second.serve);
    await put("2", ["21", "22"]);
    await second.begun;
    await attachments.resume([GUILD]);
    second.finish();
    const hashes = await kept("2");
    for (const hash of hashes) expect(existsSync(fileOf(hash))).toBe(true);
  });
});

describe("a copy of what its author took out of the comment", () => {
  it("goes, also when nothing is attached any more", async () => {
    served.set("11", () => bytes("one"));
    await put("1", ["11"]);
    const [hash = ""] = await kept("1");
    await put("1", []);
    await until("the copy is gone", () => !existsSync(fileOf(hash)));
    expect(await store.get("files", "1")).toBeUndefined();
  });
});

describe("the start after a crash", () => {
  it("keeps what was left out however far back it is", async () => {
    served.set("11", () => bytes("one"));
    const empty = () => undefined;
    changed = empty;
    await put("1", ["11"]);
    for (let start = 2; start < 1_100; start += 150) {
      const ids = Array.from({ length: 150 }, (_, index) => String(start + index));
      await store.update(async (tx) => {
        const comment = await tx.get("comment", "1");
        if (!comment) return;
        for (const id of ids) {
          const file = { id: String(10_000 + Number(id)), name: "f", size: 3, contentType: null, description: null };
          tx.put("comment", id, { ...comment, id, messageIds: [id], attachments: [file] });
        }
      });
    }
    await attachments.resume([GUILD]);
    expect(await kept("1")).toHaveLength(1);
  });
});

describe("an attachment that its author takes out while it is copied", () => {
  it("leaves no copy", async () => {
    const second = slow();
    served.set("11", () => bytes("one")).set("12", second.serve);
    await put("1", ["11", "12"]);
    await second.begun;
    await put("1", ["11"]);
    second.finish();
    expect(await kept("1")).toHaveLength(1);
    await until("the other copy is gone", () => attachments.keptBytes() === 3);
  });
});

describe("a picture that is none", () => {
  it("has the type of its content once there is a copy", async () => {
    served.set("11", () => bytes("<html><script>alert(1)</script></html>"));
    await put("1", ["11"]);
    const comment = await store.get("comment", "1");
    if (!comment) throw new Error("no comment");
    const said = { ...comment, attachments: comment.attachments.map((one) => ({ ...one, contentType: "image/png" })) };
    await store.update((tx) => tx.put("comment", "1", said));
    expect(await attachments.show(said)).toMatchObject([{ contentType: "image/png" }]);
    await kept("1");
    expect(await attachments.show(said)).toMatchObject([{ contentType: null }]);
  });
});

describe("a download that fails", () => {
  it("is tried again until it succeeds", async () => {
    let attempts = 0;
    async function* torn(): AsyncIterable<Uint8Array> {
      yield Buffer.from("ha");
      throw new Error("the connection was lost");
    }
    served.set("11", () => (++attempts < 3 ? torn() : bytes("whole")));
    await put("1", ["11"]);
    expect(await kept("1")).toHaveLength(1);
    expect(attempts).toBe(3);
    expect(attachments.keptBytes()).toBe(5);
  });
});

describe("a copy that went from the folder", () => {
  it("is made again where it is found missing", async () => {
    served.set("11", () => bytes("one")).set("12", () => bytes("two"));
    await put("1", ["11"]);
    const [hash = ""] = await kept("1");
    rmSync(fileOf(hash));
    await put("1", ["11", "12"]);
    await until("both", async () => (await store.get("files", "1"))?.files.length === 2);
    expect(existsSync(fileOf(hash))).toBe(true);
  });
});
