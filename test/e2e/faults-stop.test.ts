import { afterEach, describe, expect, it } from "vitest";
import type { FaultHandle } from "#sandbox/faults/types.ts";
import { StartupError } from "#src/errors.ts";
import { commentsOf, type House, importPage, openHouse, textPage } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

const WEBHOOK_POST = /^\/webhooks\/\d+\/[\w-]{60,}$/;
/** For a stop and a start, on a busy machine; a hung request alone would take twenty. */
const FEW_SECONDS_MS = 10_000;

let house: House;

afterEach(() => house.close());

async function secondsToRestart(meanwhile?: () => Promise<void>): Promise<number> {
  const begunMs = performance.now();
  await house.restart(async () => {
    house.sandbox.faults.clear();
    await meanwhile?.();
  });
  return performance.now() - begunMs;
}

describe("a stop while Discord does not answer", () => {
  it("in the middle of a catch-up takes seconds, and the next start reads the rest", async () => {
    house = await openHouse();
    const threadId = await importPage(house, "Page", []);
    let stuck: FaultHandle | null = null as FaultHandle | null;
    await house.restart(async () => {
      for (let number = 0; number < 120; number++) await house.members[number % 3]?.post(threadId, `missed ${number}`);
      stuck = house.sandbox.faults.add({
        kind: "hang",
        method: "GET",
        path: new RegExp(`^/channels/${threadId}/messages`),
      });
    });
    await until("a request hangs", () => stuck && stuck.count > 0);
    expect(await secondsToRestart()).toBeLessThan(FEW_SECONDS_MS);
    await until("all comments", async () => (await commentsOf(house, threadId)).length === 120);
  });

  it("in the middle of an import takes seconds, and the next start posts the rest, each comment once", async () => {
    house = await openHouse();
    const many = Array.from({ length: 12 }, (_, index) => ({ author: "wren", text: `Comment ${index}` }));
    const stuck = house.sandbox.faults.add({ kind: "hang", method: "POST", path: WEBHOOK_POST, chance: 0.2 });
    const asked = house.publisher.runCommand(house.world.channels.general, "article import", {
      file: textPage("Page", many),
    });
    await until("a request hangs", () => stuck.count > 0);
    expect(await secondsToRestart()).toBeLessThan(FEW_SECONDS_MS);
    await asked;
    await until("the job is done", () => house.store.catalog.listOutbox().length === 0);
    const [threadId = ""] = house.store.catalog.listThreads({});
    const posted = house.sandbox.world.messagesOf(threadId).filter(({ message }) => message.webhook_id);
    expect(posted.map(({ message }) => message.content)).toEqual(many.map(({ text }) => text));
  });

  it("while a request waits for a limit of Discord's takes seconds", async () => {
    house = await openHouse();
    const limit = house.sandbox.faults.add({
      kind: "rateLimit",
      scope: "user",
      retryAfterSeconds: 120,
      method: "POST",
      path: WEBHOOK_POST,
      times: 1,
    });
    const asked = house.publisher.runCommand(house.world.channels.general, "article import", {
      file: textPage("Page", [{ author: "wren", text: "Only one" }]),
    });
    await until("the limit", () => limit.count > 0);
    expect(await secondsToRestart()).toBeLessThan(FEW_SECONDS_MS);
    await asked;
    await until("the job is done", () => house.store.catalog.listOutbox().length === 0);
  });
});

describe("a token that is reset while the bot runs", () => {
  it.each([
    ["is noticed with the next request", { kind: "status", status: 401, times: 1 }],
    ["is noticed when the connection is made anew", { kind: "closeSocket", code: 4004 }],
  ] as const)("%s, and ends the bot with words that help", async (_, fault) => {
    house = await openHouse();
    const threadId = await importPage(house, "Page", []);
    house.sandbox.faults.add(fault);
    if (fault.kind === "status") await house.bot.app.catchUp.readThread(threadId).catch(() => undefined);
    const ended = await house.bot.ended;
    expect(ended).toBeInstanceOf(StartupError);
    expect(ended.message).toContain("Reset Token");
    expect(ended.message).not.toContain(house.sandbox.token);
  });

  it("is not suspected when a webhook is gone", async () => {
    house = await openHouse();
    house.sandbox.faults.add({
      kind: "refusal",
      method: "POST",
      path: WEBHOOK_POST,
      status: 401,
      code: 50_027,
      message: "Invalid Webhook Token",
      times: 1,
    });
    const threadId = await importPage(house, "Page", [{ author: "wren", text: "Said all the same" }]);
    expect((await commentsOf(house, threadId)).map(({ messageIds }) => messageIds.length)).toEqual([1]);
  });
});
