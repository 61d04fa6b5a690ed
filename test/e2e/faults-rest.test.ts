import { MessageType } from "discord-api-types/v10";
import { afterEach, describe, expect, it } from "vitest";
import type { RequestFault } from "#sandbox/faults/types.ts";
import { commentsOf, type House, importPage, openHouse, refused, succeed, textOf, textPage } from "../support/bot.ts";
import { createLines } from "../support/lines.ts";
import { until } from "../support/sandbox.ts";

const WEBHOOK_POST = /^\/webhooks\/\d+\/[\w-]{60,}$/;
const MESSAGES = /^\/channels\/\d+\/messages$/;
const OLD = [
  { author: "wren", text: "First" },
  { author: "finch", text: "Second" },
];

let house: House;

afterEach(() => house.close());

/** What people and webhooks said in a channel, oldest first. */
const saidIn = (channelId: string): string[] =>
  house.sandbox.world
    .messagesOf(channelId)
    .filter(({ message }) => message.type === MessageType.Default)
    .map(({ message }) => message.content);

const startersIn = (channelId: string): number =>
  house.sandbox.world
    .messagesOf(channelId)
    .filter(({ message }) => message.type === MessageType.Default && message.author.id === house.sandbox.applicationId)
    .length;

describe("an import", () => {
  it.each<[string, RequestFault]>([
    ["429 of one route", { kind: "rateLimit", scope: "user", retryAfterSeconds: 0.05, times: 4 }],
    ["429 of a shared resource", { kind: "rateLimit", scope: "shared", retryAfterSeconds: 0.05, times: 4 }],
    ["429 of everything", { kind: "rateLimit", scope: "global", retryAfterSeconds: 0.05, times: 4 }],
    ["429 with nothing but Retry-After", { kind: "rateLimit", scope: "bare", retryAfterSeconds: 0.05, times: 4 }],
    [
      "429 as a page in front of Discord",
      { kind: "rateLimit", scope: "cloudflare", retryAfterSeconds: 0.05, times: 4 },
    ],
    ["500", { kind: "status", status: 500, times: 2 }],
    ["503 as a page of HTML", { kind: "status", status: 503, html: true, times: 2 }],
    ["connections that are reset", { kind: "reset", times: 2 }],
    ["kept connections that were closed", { kind: "closedKeepAlive", times: 2 }],
    ["answers that get lost", { kind: "lostAnswer", times: 2 }],
    ["answers that get lost with a reset", { kind: "lostAnswer", reset: true, times: 1, path: MESSAGES }],
  ])("in spite of %s posts everything once", { timeout: 30_000 }, async (_, fault) => {
    house = await openHouse();
    const handle = house.sandbox.faults.add({
      method: "POST",
      path: /^\/(?:channels|webhooks\/\d+\/[\w-]{60,}$)/,
      ...fault,
    });
    const threadId = await importPage(house, "Page", OLD);
    expect(handle.count).toBe(fault.times);
    expect(saidIn(threadId)).toEqual(["First", "Second"]);
    expect(startersIn(house.world.channels.articles)).toBe(1);
  });

  it("that Discord does not answer for a while is posted by itself later, once", { timeout: 60_000 }, async () => {
    house = await openHouse();
    const burst = house.sandbox.faults.add({ kind: "status", status: 502, method: "POST", path: WEBHOOK_POST });
    const file = textPage("Page", OLD);
    const told = await refused(house.publisher.runCommand(house.world.channels.general, "article import", { file }));
    expect(told).toContain("Discord did not answer");
    expect(burst.count).toBeLessThan(10);
    burst.remove();
    await until("the job is done", () => house.store.catalog.listOutbox().length === 0, 40_000);
    const [threadId = ""] = house.store.catalog.listThreads({});
    expect(saidIn(threadId)).toEqual(["First", "Second"]);
  });

  it("finds its starter again though this machine's clock is hours ahead", async () => {
    let sandboxAheadMs = -5 * 3_600_000;
    house = await openHouse({ now: () => Date.now() + sandboxAheadMs });
    const { general, articles } = house.world.channels;
    const failing = house.sandbox.faults.add({ kind: "status", status: 500, method: "POST", path: /\/threads$/ });
    const file = textPage("Page", OLD);
    await refused(house.publisher.runCommand(general, "article import", { file }));
    await house.restart(async () => {
      failing.remove();
      // Longer than Discord remembers a nonce.
      sandboxAheadMs += 3_600_000;
    });
    await until("the job is done", () => house.store.catalog.listOutbox().length === 0);
    expect(startersIn(articles)).toBe(1);
  });
});

describe("a quote and a report", () => {
  it("whose answers get lost are posted once", async () => {
    house = await openHouse();
    const threadId = await importPage(house, "Page", OLD);
    const [first] = await commentsOf(house, threadId);
    const { general, moderators } = house.world.channels;
    const lost = house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: MESSAGES, times: 2 });
    const quoted = await house.members[0].runCommand(general, "quote", { comment: first?.id ?? "" });
    expect(textOf(quoted)).toContain("discord.com/channels");
    const { modal } = await house.members[0].runContextMenu(threadId, "Report comment", first?.messageIds[0] ?? "");
    if (!modal) throw new Error("no modal");
    await succeed(house.members[0].submitModal(modal, { reason: "spam", note: "" }));
    await until("the card", () => startersIn(moderators) > 0 && house.store.catalog.listOutbox().length === 0);
    expect(lost.count).toBe(2);
    expect([startersIn(general), startersIn(moderators)]).toEqual([1, 1]);
  });
});

describe("an archived thread", () => {
  const isArchived = (threadId: string): boolean => house.sandbox.world.channel(threadId).thread?.archived === true;

  async function archive(threadId: string): Promise<void> {
    await house.publisher.changeThread(threadId, { archived: true });
    await until("the news", async () => (await house.store.get("thread", threadId))?.isArchived);
  }

  it("in a forum is opened to show the new count on its starter, and archived again", async () => {
    house = await openHouse({ articles: "forum" });
    const threadId = await importPage(house, "Page", OLD);
    const shown = (): string => JSON.stringify(house.sandbox.world.message(threadId, threadId).message.components);
    await until("the first count", () => shown().includes("2 comments"));
    await archive(threadId);
    await house.moderator.delete(threadId, (await commentsOf(house, threadId))[0]?.messageIds[0] ?? "");
    await until("the new count", () => shown().includes("1 comment"));
    await until("the archive", () => isArchived(threadId));
  });

  it("is archived again after a comment was restored in it", async () => {
    house = await openHouse();
    const threadId = await importPage(house, "Page", OLD);
    const [first] = await commentsOf(house, threadId);
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: first?.id ?? "" }));
    await archive(threadId);
    await succeed(
      house.moderator.runCommand(house.world.channels.general, "mod restore", { comment: first?.id ?? "" }),
    );
    await until("the restored comment", () => saidIn(threadId).includes("First"));
    await until("the archive", () => isArchived(threadId));
  });

  it("that refuses a post (50083) is opened for it, and archived again", async () => {
    house = await openHouse();
    const threadId = await importPage(house, "Page", OLD);
    const [first] = await commentsOf(house, threadId);
    await archive(threadId);
    const no = { status: 400, code: 50_083, message: "Thread is archived" };
    house.sandbox.faults.add({ kind: "refusal", method: "POST", path: MESSAGES, times: 1, ...no });
    await succeed(
      house.members[0].runCommand(house.world.channels.general, "quote", {
        comment: first?.id ?? "",
        channel: threadId,
      }),
    );
    await until("the archive", () => isArchived(threadId));
  });
});

describe("a start", () => {
  it("goes on without registering commands where Discord does not take them, and says so", async () => {
    const { log, of } = createLines();
    house = await openHouse({ log });
    await house.restart(async () => {
      house.sandbox.faults.add({ kind: "status", status: 503, method: "PUT", path: /\/commands$/ });
    });
    expect(of("could not be registered")).toEqual([]);
    await house.store.update((tx) => tx.delete("meta", `commands-${house.sandbox.applicationId}`));
    await house.restart();
    expect(of("could not be registered")).toHaveLength(1);
    await succeed(house.members[0].runCommand(house.world.channels.general, "ping"));
  });
});

describe("a limit that lasts for an hour", () => {
  it("is told to whoever asked, and not waited for", async () => {
    house = await openHouse();
    const threadId = await importPage(house, "Page", OLD);
    const [first] = await commentsOf(house, threadId);
    house.sandbox.faults.add({
      kind: "rateLimit",
      scope: "cloudflare",
      retryAfterSeconds: 3_600,
      method: "POST",
      path: MESSAGES,
      times: 1,
    });
    const { general } = house.world.channels;
    const told = await refused(house.members[0].runCommand(general, "quote", { comment: first?.id ?? "" }));
    expect(told).toMatch(/no more of this for about (59|60|61) minutes/);
  });
});
