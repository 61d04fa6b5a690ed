import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { type House, importPage, openHouse, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

const DAY_MS = 86_400_000;

let house: House;
let threadId: string;
let general: string;
let aiko: Actor;
let boris: Actor;
let aheadMs: number;

beforeEach(async () => {
  aheadMs = 0;
  house = await openHouse({ bot: { now: () => Date.now() + aheadMs } });
  [aiko, boris] = house.members;
  ({ general } = house.world.channels);
  threadId = await importPage(house, "Bread", [{ author: "wren", text: "An old remark" }]);
});
afterEach(() => house.close());

async function say(text: string): Promise<string> {
  const { id } = await boris.post(threadId, text);
  await until("it is stored", () => house.store.get("comment", id));
  return id;
}

/** What the newest message of the channel says. */
const shown = (): string => textOf({ message: aiko.messages(general)[0] ?? null });
const post = () => succeed(aiko.runCommand(general, "digest now", { post: true }));
const isIdle = (): boolean => house.store.catalog.listOutbox().length === 0;

function direct(): string {
  const channelId = house.sandbox.world.tables.direct.get(aiko.user.id)?.channel_id ?? "";
  return textOf({ message: (channelId && aiko.messages(channelId)[0]) || null });
}

describe("a digest that was posted", () => {
  it("loses a comment that its author deletes, and says so, pinging nobody", async () => {
    const [id] = [await say("Rye @everyone?"), await say("Do you like wheat?")];
    await post();
    expect(shown()).toContain("Rye @everyone?");
    await boris.delete(threadId, id);
    await until("it is gone", () => !shown().includes("Rye"));
    expect(shown()).toContain("Do you like wheat?");
    expect(shown()).toContain("1 comment that was named here has been removed");
    expect(aiko.messages(general)[0]).toMatchObject({ mentions: [], mention_everyone: false });
  });

  it("loses a removed comment, and has it again when it is restored", async () => {
    const id = await say("Rye?");
    await post();
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await until("it is gone", () => !shown().includes("Rye"));
    expect(shown()).not.toContain("Boris");
    await succeed(house.moderator.runCommand(threadId, "mod restore", { comment: id }));
    await until("it is back", () => shown().includes("Rye?"));
    expect(shown()).not.toContain("been removed");
  });

  it("is forgotten at once when somebody deletes it on Discord", async () => {
    await say("Rye?");
    await post();
    const { guildId } = house.world;
    expect(house.store.catalog.listPostedDigests({ guildId, limit: 5 })).toHaveLength(1);
    await house.moderator.delete(general, aiko.messages(general)[0]?.id ?? "");
    await until("it is forgotten", () => house.store.catalog.listPostedDigests({ guildId, limit: 5 }).length === 0);
  });

  it("follows an edit", async () => {
    const id = await say("Rye?");
    await post();
    await boris.edit(threadId, id, "Spelt?");
    await until("the new words", () => shown().includes("Spelt?"));
    expect(shown()).not.toContain("Rye");
  });

  it("follows what happened while the bot was away", async () => {
    const id = await say("Rye?");
    await post();
    await house.restart(() => boris.delete(threadId, id));
    await until("it is gone", () => !shown().includes("Rye"));
  });

  it("is brought up to date after a restart where Discord failed before", async () => {
    const id = await say("Rye?");
    await post();
    house.sandbox.faults.add({ kind: "status", method: "PATCH", path: /messages\/\d+$/, status: 503, times: 1_000 });
    await boris.delete(threadId, id);
    await until("the job waits", () => house.store.catalog.listOutbox().includes(`digests-${house.world.guildId}`));
    expect(shown()).toContain("Rye");
    await house.restart(async () => house.sandbox.faults.clear());
    await until("it is gone", () => !shown().includes("Rye") && isIdle());
  });

  it("does not name a comment that went while its first request was lost", async () => {
    const id = await say("Rye?");
    await say("Wheat?");
    const path = new RegExp(`/channels/${general}/messages$`);
    house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path, times: 1_000 });
    await aiko.runCommand(general, "digest now", { post: true });
    expect(shown()).toContain("Rye");
    await house.restart(async () => {
      house.sandbox.faults.clear();
      await boris.delete(threadId, id);
    });
    await until("it is gone", () => !shown().includes("Rye") && isIdle());
    expect(shown()).toContain("Wheat?");
    expect(aiko.messages(general).filter(({ author }) => author.bot)).toHaveLength(1);
  });
});

describe("a digest that was sent by direct message", () => {
  it("loses a comment that is removed, and keeps the way to end it", async () => {
    await succeed(aiko.runCommand(general, "digest on", { every: "day" }));
    const id = await say("Rye?");
    await house.restart(async () => void (aheadMs += 2 * DAY_MS));
    await until("it was sent", () => direct().includes("Rye") && isIdle());
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    await until("it is gone", () => !direct().includes("Rye"));
    expect(direct()).toContain("been removed");
  });
});
