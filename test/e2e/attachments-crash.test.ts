import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SandboxFile } from "#sandbox/types.ts";
import { tombstone } from "#src/domain/apply-message.ts";
import { type House, importPage, openHouse, succeed } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

const MEGABYTE = 1_048_576;
const note: SandboxFile = { name: "note.txt", contentType: "text/plain", data: Buffer.from("Let it rise overnight.") };
const limits = { mostBytes: 20 * MEGABYTE, mostBytesInAll: 100 * MEGABYTE };

let house: House;
let threadId: string;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-files-"));
  house = await openHouse({ bot: { copies: { folder, limits } } });
  threadId = await importPage(house, "A page", [{ author: "fern", text: "An old comment" }]);
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const hashOf = ({ data }: SandboxFile): string => createHash("sha256").update(data).digest("hex");
const fileOf = (file: SandboxFile): string => path.join(folder, hashOf(file).slice(0, 2), hashOf(file));

async function postKept(...files: SandboxFile[]): Promise<string> {
  const { id } = await house.members[0].post(threadId, { content: "see this", files });
  await until("it is kept", async () =>
    (await house.store.get("files", id))?.files.every((file) => file.state === "kept"),
  );
  return id;
}

describe("a local copy whose comment went in a commit that was the last before a crash", () => {
  it("goes at the next start when its author deleted it", async () => {
    const id = await postKept(note);
    await house.store.update(async (tx) => {
      const comment = await tx.get("comment", id);
      if (comment) tx.put("comment", id, tombstone(comment, new Date().toISOString()));
    });
    await house.restart();
    await until("the copy is gone", () => !existsSync(fileOf(note)));
    expect(await house.store.get("files", id)).toBeUndefined();
  });

  it("goes at the next start when the sealed copy was erased", async () => {
    const id = await postKept(note);
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await house.store.update((tx) => tx.delete("sealed", id));
    await house.restart();
    await until("the copy is gone", () => !existsSync(fileOf(note)));
    expect(await house.store.get("files", id)).toBeUndefined();
  });
});

describe("a restored comment", () => {
  it("leaves nothing behind of a file that was too large to come back", async () => {
    const large = (letter: string): SandboxFile => ({
      ...note,
      name: `${letter}.bin`,
      data: Buffer.alloc(6 * MEGABYTE, letter),
    });
    const [first, second] = [large("a"), large("b")];
    const id = await postKept(first, second);
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await succeed(house.moderator.runCommand(threadId, "mod restore", { comment: id }));
    await until("the large one is gone", () => !existsSync(fileOf(second)));
    expect(existsSync(fileOf(first))).toBe(true);
    expect(await house.store.get("content", hashOf(second))).toBeUndefined();
  });
});
