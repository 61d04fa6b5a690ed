import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lastRowOf } from "#src/discord/render/log-view.ts";
import { buttonsOf, commentsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
let logChannel: string;
const OLD = Array.from({ length: 4 }, (_, index) => ({ author: `name${index}`, text: `Comment number ${index}` }));

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", OLD);
  logChannel = house.world.channels.moderators;
  await succeed(house.publisher.runCommand(threadId, "setup", { log: logChannel }));
});
afterEach(() => house.close());

/** The rows that the log channel shows, in the order of its messages. */
function shownRows(): number[] {
  const messages = house.moderator.messages(logChannel).filter((message) => lastRowOf(message) !== null);
  const text = messages.toReversed().map((message) => textOf({ message }));
  return [...text.join("\n").matchAll(/^\*\*(\d+)\*\* ·/gm)].map(([, row]) => Number(row));
}

const lastRow = async (): Promise<number> => (await house.store.get("logHead", house.world.guildId))?.sequence ?? 0;
const rowsSince = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const untilShown = (first: number): Promise<unknown> =>
  until("every row is shown", async () => shownRows().at(-1) === (await lastRow()) && shownRows()[0] === first);

async function remove(index: number, reason: string): Promise<void> {
  const comment = (await commentsOf(house, threadId))[index]?.id ?? "";
  await succeed(house.moderator.runCommand(threadId, "mod remove", { comment, reason }));
}

describe("the log channel", () => {
  it("shows each row once, in order, from the choice of the channel on, and pings nobody", async () => {
    await untilShown(3);
    await Promise.all([0, 1, 2, 3].map((index) => remove(index, `@everyone [reason](https://x.y) ${index}`)));
    await untilShown(3);
    expect(shownRows()).toEqual(rowsSince(3, await lastRow()));
    const messages = house.moderator.messages(logChannel);
    expect(messages.every(({ mentions, mention_everyone }) => mentions.length === 0 && !mention_everyone)).toBe(true);
    const text = messages.map((message) => textOf({ message })).join("\n");
    expect(text).toContain("comment removed");
    expect(text).toContain("state: visible → removed");
    expect(text).not.toContain("Comment number");
    expect(text).toContain("\\[reason](https");
    await until("nothing is left to do", () => house.store.catalog.listOutbox().length === 0);
  });

  it("goes on after a crash where it stopped, and repeats no row whose answer was lost", async () => {
    await untilShown(3);
    const lost = house.sandbox.faults.add({
      kind: "lostAnswer",
      method: "POST",
      path: new RegExp(`/channels/${logChannel}/messages$`),
    });
    await remove(0, "first");
    await until("the answer was lost", () => lost.count >= 1);
    await remove(1, "second");
    await house.restart(async () => lost.remove());
    await untilShown(3);
    expect(shownRows()).toEqual(rowsSince(3, await lastRow()));
  });

  it("catches up when the permission that it lacked is there", async () => {
    await untilShown(3);
    const refusing = house.sandbox.faults.add({
      kind: "missingPermission",
      method: "POST",
      path: new RegExp(`/channels/${logChannel}/messages$`),
    });
    await remove(0, "first");
    await remove(1, "second");
    await until("Discord refused", () => refusing.count >= 1);
    expect(shownRows()).toEqual([3]);
    refusing.remove();
    await remove(2, "third");
    await untilShown(3);
    expect(shownRows()).toEqual(rowsSince(3, await lastRow()));
  });
});

describe("/mod log", () => {
  it("filters by actor, member, action, comment and date, and turns pages", async () => {
    const [aiko] = house.members;
    const { id } = await aiko.post(threadId, "Buy this");
    await until("the comment", () => house.store.get("comment", id));
    await succeed(house.publisher.runCommand(threadId, "mod remove", { comment: id, reason: "advertising" }));
    for (const index of [0, 1, 2]) await remove(index, `reason ${index}`);
    const show = async (options: Record<string, string>): Promise<string> =>
      textOf(await succeed(house.moderator.runCommand(threadId, "mod log", options)));
    expect(await show({ member: aiko.user.id })).toContain("advertising");
    expect(await show({ member: aiko.user.id })).not.toContain("reason 1");
    expect(await show({ by: house.moderator.user.id })).not.toContain("advertising");
    expect(await show({ comment: id })).toContain("advertising");
    expect(await show({ before: "2020" })).toContain("No rows fit");
    const [choice] = await house.moderator.autocomplete(threadId, "mod log", { action: "set-" }, "action");
    expect(choice).toEqual({ name: "set-up changed", value: "setup" });
    expect(await show({ action: "setup" })).not.toContain("advertising");
    expect(await refused(house.moderator.runCommand(threadId, "mod log", { action: "dance" }))).toContain("dance");
    expect(await refused(house.moderator.runCommand(threadId, "mod log", { after: "soon" }))).toContain("no date");

    for (let times = 0; times < 4; times++)
      await succeed(house.publisher.runCommand(threadId, "setup", { log: logChannel }));
    const first = await succeed(house.moderator.runCommand(threadId, "mod log"));
    const press = async (page: typeof first, label: string) =>
      succeed(house.moderator.click(threadId, page.message?.id ?? "", buttonsOf(page).get(label) ?? ""));
    const second = await press(first, "Older ▶");
    expect(textOf(second)).toContain("article imported");
    expect(textOf(await press(second, "◀ Newer"))).toBe(textOf(first));
  });
});

describe("npm run log", () => {
  const readLog = async (...args: string[]) => {
    const env = { ...process.env, STORE_URL: `sqlite://${house.storeFile}` };
    const script = path.resolve(import.meta.dirname, "../../src/read-log.ts");
    return promisify(execFile)(process.execPath, [script, ...args], { env }).then(
      ({ stdout }) => ({ stdout, stderr: "", code: 0 }),
      ({ stdout, stderr, code }: { stdout: string; stderr: string; code: number }) => ({ stdout, stderr, code }),
    );
  };

  it("verifies the log, exports it as CSV and JSON, and names the first row that is wrong", async () => {
    await remove(0, "=HYPERLINK(1)");
    await house.restart(async () => {
      expect(await readLog("verify")).toMatchObject({ code: 0, stdout: expect.stringContaining("all as they were") });
      const json = await readLog("export", "--json");
      const rows = json.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { sequence: number; reason: string });
      expect(rows.map(({ sequence }) => sequence)).toEqual(rowsSince(1, rows.length));
      expect(rows.at(-1)?.reason).toBe("=HYPERLINK(1)");
      const csv = await readLog("export", "--csv");
      expect(csv.stdout.trim().split("\r\n").length).toBe(rows.length + 1);
      expect(csv.stdout).toContain("'=HYPERLINK(1)");
      expect(await readLog("export")).toMatchObject({ code: 1, stderr: expect.stringContaining("Usage") });
      const unknown = await readLog("verify", "--guild", "123456789012345678");
      expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("There is no log of server") });
    });
    const id = `${house.world.guildId}-2`;
    const row = await house.store.get("log", id);
    if (!row) throw new Error("no row");
    await house.store.update((tx) => tx.put("log", id, { ...row, actorId: null }));
    await house.restart(async () => {
      expect(await readLog("verify")).toMatchObject({ code: 1, stdout: expect.stringContaining("row 2 was changed") });
    });
  });
});
