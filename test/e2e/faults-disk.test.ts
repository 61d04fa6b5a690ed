import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartupError } from "#src/errors.ts";
import { openStore } from "#src/store/store.ts";
import { commentsOf, type House, importPage, openHouse, refused, succeed } from "../support/bot.ts";
import { breakWrites, mountSmallDisk, type SmallDisk } from "../support/failing-store.ts";
import { aComment } from "../support/documents.ts";
import { createLines } from "../support/lines.ts";
import { until } from "../support/sandbox.ts";

const canMount = (() => {
  const disk = mountSmallDisk(1);
  disk?.remove();
  return disk !== null;
})();

let house: House;
let lines: ReturnType<typeof createLines>;

beforeEach(() => {
  lines = createLines();
});

/** Everything that can happen in a thread, on what was there before. Returns what has to be stored in the end. */
async function live(threadId: string, before: string[]): Promise<void> {
  const [aiko, bo] = house.members;
  const [edited = "", deleted = "", reacted = ""] = before;
  for (let number = 0; number < 30; number++) await aiko.post(threadId, `while it failed ${number}`);
  await aiko.edit(threadId, edited, "edited while it failed");
  await aiko.delete(threadId, deleted);
  await bo.react(threadId, reacted, "👍");
}

async function postThree(threadId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const text of ["one", "two", "three"]) ids.push((await house.members[0].post(threadId, text)).id);
  await until("three comments", async () => (await commentsOf(house, threadId)).length === 3);
  return ids;
}

async function demandRepair(threadId: string, before: string[]): Promise<void> {
  const [edited, deleted, reacted] = before;
  await until(
    "the repair",
    async () => {
      const byId = new Map((await commentsOf(house, threadId)).map((comment) => [comment.id, comment]));
      return (
        byId.size === 33 &&
        byId.get(edited ?? "")?.text === "edited while it failed" &&
        byId.get(deleted ?? "")?.state === "deleted" &&
        byId.get(reacted ?? "")?.reactions[0]?.count === 1
      );
    },
    30_000,
  );
  await until("calm", () => lines.of("the store works again and nothing is missing").length === 1);
  expect(house.bot.app.mirror.state()).toEqual({ lanes: [], behind: [] });
  expect(await house.store.catalog.verify()).toEqual([]);
}

const errors = (): string[] => lines.lines.filter(({ level }) => level >= 50).map(({ msg }) => msg);

describe("a store that takes nothing for a while", () => {
  afterEach(() => house.close());

  it("is told of once, and what it missed is repaired without a restart", { timeout: 40_000 }, async () => {
    house = await openHouse({ log: lines.log });
    const threadId = await importPage(house, "Page", []);
    const before = await postThree(threadId);
    const broken = breakWrites(house.storeFile, "keyv");
    await live(threadId, before);
    await until("the trouble", () => errors().length > 0);
    const answer = await refused(
      house.publisher.runCommand(house.world.channels.general, "setup", { articles: house.world.channels.general }),
    );
    expect(answer).toContain("cannot keep anything");
    broken.mend();
    await demandRepair(threadId, before);
    expect(errors()).toEqual([
      "the store does not take what happens; it is read again from Discord as soon as it does",
      "a command could not be stored",
    ]);
  });

  it("of which only the catalog fails keeps every comment, says so, and answers again afterwards", async () => {
    house = await openHouse({ log: lines.log });
    const threadId = await importPage(house, "Page", []);
    await postThree(threadId);
    const catalogFile = path.join(path.dirname(house.storeFile), "talkback.catalog.sqlite");
    const broken = breakWrites(catalogFile, "comment");
    const { id } = await house.members[0].post(threadId, "kept all the same");
    await until("the comment", () => house.store.get("comment", id));
    await until("the trouble", () => errors().length > 0);
    const asked = house.members[0].runCommand(threadId, "comments list");
    expect(await refused(asked)).toContain("cannot keep anything");
    broken.mend();
    await until("the catalog", () => lines.of("the catalog can be written again").length === 1);
    await succeed(house.members[0].runCommand(threadId, "comments list"));
    expect(await house.store.catalog.verify()).toEqual([]);
    expect(errors().filter((text) => text.startsWith("the catalog"))).toEqual([
      "the catalog could not be written; it is tried again",
    ]);
  });
});

describe.skipIf(!canMount)(`a disk that is full${canMount ? "" : " (not tried: mounting one takes root)"}`, () => {
  let disk: SmallDisk;

  beforeEach(() => {
    const mounted = mountSmallDisk(4);
    if (!mounted) throw new Error("no disk");
    disk = mounted;
  });
  it("is named in the log and in answers, and loses nothing once there is room", { timeout: 40_000 }, async (test) => {
    house = await openHouse({ log: lines.log, folder: disk.folder });
    test.onTestFinished(async () => {
      await house.close();
      disk.remove();
    });
    const threadId = await importPage(house, "Page", []);
    const before = await postThree(threadId);
    disk.fill();
    await live(threadId, before);
    for (let number = 0; number < 60; number++) await house.members[1].post(threadId, `${number} `.repeat(400));
    await until("the trouble", () => errors().length > 0);
    expect(lines.lines.find(({ level }) => level >= 50)).toMatchObject({ reason: "the disk is full" });
    expect(
      await refused(
        house.publisher.runCommand(house.world.channels.general, "setup", { articles: house.world.channels.general }),
      ),
    ).toContain("the disk is full");
    disk.makeRoom();
    await until("calm", () => lines.of("the store works again and nothing is missing").length === 1, 30_000);
    const said = house.sandbox.world
      .messagesOf(threadId)
      .filter(({ message }) => message.author.id !== house.sandbox.applicationId);
    const kept = (await commentsOf(house, threadId)).filter(({ state }) => state === "visible");
    expect(kept.map(({ text }) => text)).toEqual(said.map(({ message }) => message.content));
    expect(errors().filter((text) => text.startsWith("the store"))).toHaveLength(1);
  });

  it("at the start is refused in one message that says what to do", async (test) => {
    test.onTestFinished(() => disk.remove());
    disk.fill();
    const url = `sqlite://${path.join(disk.folder, "talkback.sqlite")}`;
    await expect(openStore({ url })).rejects.toThrow(/full.*(room|disk)|disk.*full/i);
  });

  it("or that may not be written refuses the start in one message that says what to do, and loses nothing", async (test) => {
    test.onTestFinished(() => disk.remove());
    const file = path.join(disk.folder, "talkback.sqlite");
    const store = await openStore({ url: `sqlite://${file}` });
    await store.update((tx) => tx.put("comment", "5", aComment("5")));
    await store.close();
    disk.makeReadOnly();
    const refusal = openStore({ url: `sqlite://${file}` });
    await expect(refusal).rejects.toThrow(StartupError);
    await expect(refusal).rejects.toThrow(/cannot be opened.*Check that the disk has room and that you may write/);
  });
});
