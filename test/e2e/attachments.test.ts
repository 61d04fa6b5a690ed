import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SandboxFile } from "#sandbox/types.ts";
import type { BotOptions } from "#src/bot.ts";
import type { Comment } from "#src/domain/comment.ts";
import type { KeepLimits } from "#src/services/attachments.ts";
import { findComment } from "#src/services/change-applier.ts";
import { openFileKeeper } from "#src/services/file-keeper.ts";
import { RESTORE_WINDOW_DAYS } from "#src/services/moderation-hiding.ts";
import { type House, importPage, openHouse, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const loaf: SandboxFile = { name: "loaf.png", contentType: "image/png", data: PNG, description: "A loaf, cut open" };
const recipe: SandboxFile = { name: "recipe.txt", contentType: "text/plain", data: Buffer.from("Flour, water, salt.") };
const KILOBYTE = 1_024;

let house: House;
let threadId: string;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-files-"));
  house = await openHouse();
  threadId = await importPage(house, "A page", [{ author: "fern", text: "An old comment" }]);
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const hashOf = ({ data }: SandboxFile): string => createHash("sha256").update(data).digest("hex");
const fileOf = (file: SandboxFile): string => path.join(folder, hashOf(file).slice(0, 2), hashOf(file));
const filesOf = async (id: string) => (await house.store.get("files", id))?.files;
const post = async (files: SandboxFile[]): Promise<string> =>
  (await house.members[0].post(threadId, { content: "see this", files })).id;

function stored(messageId: string, isSo: (comment: Comment) => boolean = () => true): Promise<Comment> {
  return until(`comment ${messageId}`, async () => {
    const comment = await findComment(house.store, messageId);
    return comment && isSo(comment) ? comment : undefined;
  });
}

/** From now on copies are kept. */
async function keepFiles(given: Partial<KeepLimits> = {}, more: Partial<BotOptions> = {}): Promise<void> {
  const limits = { mostBytes: 100 * KILOBYTE, mostBytesInAll: 1_000 * KILOBYTE, ...given };
  await house.restart(undefined, { copies: { folder, limits }, ...more });
}

async function shown(id: string): Promise<string> {
  const answer = await succeed(house.members[1].runCommand(threadId, "comments show", { comment: id }));
  return JSON.stringify(answer.message?.components);
}

describe("what is attached to a comment", () => {
  it("is shown with addresses that work now, pictures with their alt text, and none is stored", async () => {
    const id = await post([loaf, recipe]);
    expect(JSON.stringify(await stored(id))).not.toContain("http");
    const answer = await shown(id);
    expect(answer).toContain("A loaf, cut open");
    expect(answer).toContain("recipe.txt (1 KB)");
    const addresses = [...answer.matchAll(/"url":"(http:[^"]+)"/g)].map(([, url]) => url ?? "");
    const files = addresses.filter((url) => url.includes("/attachments/"));
    expect(files).toHaveLength(2);
    for (const url of files) expect((await fetch(url)).status).toBe(200);
  });

  it("is said to be gone where Discord has it no longer", async () => {
    const id = await post([loaf]);
    await stored(id);
    await house.restart(() => house.members[0].delete(threadId, id), { reconcileRequestsPerSecond: 0.001 });
    // Before the deletion is found.
    const comment = { ...(await stored(id)), messageIds: [id] };
    expect(await house.bot.app.attachments.addressesOf(comment)).toEqual([]);
  });
});

describe("a local copy", () => {
  it("is named by what is in it, shared by equal files, and goes with the last comment that has it", async () => {
    await keepFiles();
    const ids = [await post([loaf, recipe]), await post([{ ...loaf, name: "same.png" }])];
    for (const id of ids)
      await until("it is kept", async () => (await filesOf(id))?.every(({ state }) => state === "kept"));
    expect(await filesOf(ids[0] ?? "")).toMatchObject([
      { name: "loaf.png", hash: hashOf(loaf), contentType: "image/png", description: "A loaf, cut open" },
      { name: "recipe.txt", hash: hashOf(recipe), contentType: null },
    ]);
    await house.members[0].delete(threadId, ids[0] ?? "");
    await until("the recipe is gone", () => !existsSync(fileOf(recipe)));
    expect(existsSync(fileOf(loaf))).toBe(true);
    await house.members[0].delete(threadId, ids[1] ?? "");
    await until("the loaf is gone", () => !existsSync(fileOf(loaf)));
    expect(await filesOf(ids[1] ?? "")).toBeUndefined();
  });

  it("is made of what was posted while the bot was away, too", async () => {
    let id = "";
    const limits = { mostBytes: KILOBYTE, mostBytesInAll: KILOBYTE };
    await house.restart(async () => void (id = await post([loaf])), { copies: { folder, limits } });
    await until("it is kept", () => filesOf(id));
    expect(await filesOf(id)).toMatchObject([{ state: "kept" }]);
  });

  it("is not made of what is too large or has no room, and says so", async () => {
    await keepFiles({ mostBytes: 60, mostBytesInAll: 100 });
    const large = { ...recipe, data: Buffer.alloc(61, "x") };
    const small = { ...recipe, name: "small.txt", data: Buffer.alloc(50, "y") };
    const next = { ...recipe, name: "next.txt", data: Buffer.alloc(51, "z") };
    const states: Record<string, string> = {};
    for (const file of [large, small, next]) {
      const id = await post([file]);
      await until("it is decided", () => filesOf(id));
      states[file.name] = (await filesOf(id))?.[0]?.state ?? "";
    }
    expect(states).toEqual({ "recipe.txt": "tooLarge", "small.txt": "kept", "next.txt": "full" });
    expect(house.bot.app.attachments.keptBytes()).toBe(50);
  });

  it("knows what it is by its content, whatever it is called", async () => {
    await keepFiles();
    const page = {
      name: "photo.png",
      contentType: "image/png",
      data: Buffer.from("<html><script>alert(1)</script></html>"),
    };
    const id = await post([page]);
    await until("it is kept", () => filesOf(id));
    expect((await filesOf(id))?.[0]?.contentType).not.toBe("image/png");
  });

  it("half written or wanted by nobody is swept away at the start, and what a crash left out is kept then", async () => {
    const id = await post([recipe]);
    await stored(id);
    const keeper = await openFileKeeper(folder);
    const orphan = await keeper.save(Readable.from([PNG]), { mostBytes: KILOBYTE, mostBytesInAll: KILOBYTE });
    writeFileSync(path.join(folder, "half.part"), "half");
    expect(orphan).toMatchObject({ hash: hashOf(loaf) });
    await keepFiles();
    await until("it is kept", () => filesOf(id));
    await until("the orphan is gone", () => !existsSync(fileOf(loaf)));
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(await filesOf(id)).toMatchObject([{ state: "kept" }]);
  });

  it("comes back with a comment that is restored, and is erased with its sealed copy", async () => {
    const start = Date.now();
    await keepFiles();
    const id = await post([loaf, recipe]);
    await until("it is kept", async () => (await filesOf(id))?.length === 2);
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    expect(existsSync(fileOf(loaf))).toBe(true);
    const answer = textOf(await succeed(house.moderator.runCommand(threadId, "mod restore", { comment: id })));
    expect(answer).not.toContain("could not be brought back");
    const restored = await stored(id, ({ state }) => state === "visible");
    expect(restored.attachments).toMatchObject([
      { name: "loaf.png", description: "A loaf, cut open" },
      { name: "recipe.txt" },
    ]);
    expect(await shown(id)).toContain("A loaf, cut open");
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await keepFiles({}, { now: () => start + (RESTORE_WINDOW_DAYS + 1) * 86_400_000 });
    await until("it is erased", () => !existsSync(fileOf(loaf)) && !existsSync(fileOf(recipe)));
    expect(await filesOf(id)).toBeUndefined();
  });
});
