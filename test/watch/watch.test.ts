import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importPage } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";
import { ask, openWatchedHouse, type WatchedHouse } from "./watched-house.ts";

let house: WatchedHouse;
let threadId: string;

beforeEach(async () => {
  house = await openWatchedHouse();
  threadId = await importPage(house, "Page", [{ author: "wren", text: "An old comment" }]);
});

afterEach(() => house.close());

describe("the figures", () => {
  it("count a reply: its event, its way to the store, its commit and the comment", async () => {
    const before = await house.figure("talkback_comments", { state: "visible" });
    const handled = { event: "MESSAGE_CREATE", outcome: "handled" };
    const events = await house.figure("talkback_gateway_events_total", handled);
    const lags = await house.figure("talkback_event_lag_seconds_count");
    const commits = await house.figure("talkback_commits_total", { outcome: "ok" });
    await house.members[0].post(threadId, "A reply");
    await until(
      "the reply is counted",
      async () => (await house.figure("talkback_gateway_events_total", handled)) > events,
    );
    expect(await house.figure("talkback_event_lag_seconds_count")).toBe(lags + 1);
    expect(await house.figure("talkback_event_lag_seconds_sum")).toBeLessThan(60);
    expect(await house.figure("talkback_commits_total", { outcome: "ok" })).toBeGreaterThan(commits);
    expect(await house.figure("talkback_commit_entries_sum")).toBeGreaterThan(0);
    expect(await house.figure("talkback_comments", { state: "visible" })).toBe(before + 1);
    expect(await house.figure("talkback_articles")).toBe(1);
  });

  it("tell events of elsewhere and events that nobody needs apart", async () => {
    const skipped = { event: "MESSAGE_CREATE", outcome: "skipped" };
    const before = await house.figure("talkback_gateway_events_total", skipped);
    await house.members[0].post(house.world.channels.general, "Not under an article");
    await until("it is counted", async () => (await house.figure("talkback_gateway_events_total", skipped)) > before);
    expect(await house.figure("talkback_gateway_events_total", { outcome: "command" })).toBeGreaterThan(0);
    expect(await house.figure("talkback_gateway_events_total", { event: "READY" })).toBe(1);
  });

  it("take the way to the store of events about threads only: a catch-up is no event's lag", async () => {
    const samples = await house.samples();
    const handled = samples.filter(({ labels }) => labels["outcome"] === "handled");
    const aboutThreads = handled.filter(({ labels }) =>
      /^(MESSAGE_|THREAD_(UPDATE|DELETE)$)/.test(labels["event"] ?? ""),
    );
    expect(handled.length).toBeGreaterThan(aboutThreads.length);
    expect(samples.find(({ name }) => name === "talkback_event_lag_seconds_count")?.value).toBe(
      aboutThreads.reduce((sum, { value }) => sum + value, 0),
    );
  });

  it.for(["user", "shared", "global"] as const)("count a 429 of the scope %s", async (scope) => {
    const path = /^\/channels\/\d+$/;
    const route = { route: "/channels/:id", method: "GET" };
    const counts = (): Promise<number[]> =>
      Promise.all([
        house.figure("talkback_rest_rate_limited_total", { scope }),
        house.figure("talkback_rest_requests_total", { ...route, status: "429" }),
        house.figure("talkback_rest_requests_total", { ...route, status: "200" }),
        house.figure("talkback_rest_request_duration_seconds_count", route),
      ]);
    const before = await counts();
    house.sandbox.faults.add({ kind: "rateLimit", scope, retryAfterSeconds: 0.05, times: 1, path });
    await house.bot.client.rest.get(`/channels/${threadId}`);
    const after = await counts();
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1, 1, 2]);
  });

  it("count a 429 that holds nothing but Retry-After, of which discord.js emits no event", async () => {
    house.sandbox.faults.add({ kind: "rateLimit", scope: "bare", retryAfterSeconds: 0.05, times: 1 });
    await house.bot.client.rest.get(`/channels/${threadId}`);
    expect(await house.figure("talkback_rest_rate_limited_total", { scope: "unknown" })).toBe(1);
  });

  it("count requests without an answer, and that they are repeated", async () => {
    house.sandbox.faults.add({ kind: "reset", times: 1, path: /messages$/ });
    await house.bot.app.port.readHistory(threadId, null);
    const route = "/channels/:id/messages";
    expect(await house.figure("talkback_rest_requests_total", { route, status: "none" })).toBe(1);
    expect(await house.figure("talkback_rest_retries_total")).toBe(1);
  });

  it("count a post whose answer was lost as uncertain", async () => {
    house.sandbox.faults.add({ kind: "lostAnswer", times: 1, method: "POST", path: /^\/webhooks\/\d+\/[^/]+$/ });
    await importPage(house, "Another page", [{ author: "wren", text: "Posted once" }]);
    expect(await house.figure("talkback_rest_uncertain_total")).toBe(1);
  });

  it("hold no id, no token and nothing that anyone wrote in a label", async () => {
    const message = await house.members[0].post(threadId, "A reply");
    await house.members[1].react(threadId, message.id, "🎉");
    await house.bot.client.rest.put(`/channels/${threadId}/messages/${message.id}/reactions/%F0%9F%91%8D/@me`);
    await house.moderator.runCommand(threadId, "mod remove", { comment: message.id, reason: "spam" });
    const samples = await house.samples();
    const routes = samples.map(({ labels }) => labels["route"]);
    const values = samples.flatMap(({ labels }) => Object.values(labels));
    expect(routes).toContain("/webhooks/:id/:token");
    expect(routes).toContain("/interactions/:id/:token/callback");
    expect(routes).toContain("/channels/:id/messages/:id/reactions/:emoji/@me");
    expect(values.filter((value) => /\d{5,}|[\w-]{24,}\.|🎉|%F0|Page|wren/.test(value))).toEqual([]);
    expect(values.filter((value) => value.length > 80)).toEqual([]);
  });

  it("count commands, how soon they were answered and how they went", async () => {
    const before = await house.figure("talkback_interaction_first_answer_seconds_count");
    await house.members[0].runCommand(threadId, "comments list");
    const refused = await house.members[0].runCommand(threadId, "comments show", { comment: "12345" });
    expect(refused.failed).toBe(false);
    expect(await house.figure("talkback_interaction_first_answer_seconds_count")).toBe(before + 2);
    expect(await house.figure("talkback_interaction_errors_total", { outcome: "refused" })).toBe(1);
    expect(await house.figure("talkback_interaction_errors_total", { outcome: "failed" })).toBe(0);
    house.sandbox.faults.add({ kind: "expiredInteraction", times: 1, path: /callback$/ });
    await house.members[0].runCommand(threadId, "comments list");
    await until(
      "one is unanswered",
      async () => (await house.figure("talkback_interaction_errors_total", { outcome: "unanswered" })) === 1,
    );
    expect(await house.figure("talkback_interactions_total", { kind: "command" })).toBeGreaterThan(3);
  });

  it("describe themselves, in base units", async () => {
    const { text } = await ask(house.server, "/metrics");
    const types = [...text.matchAll(/^# TYPE (talkback_\w+) (\w+)$/gm)].map(([, name = "", type]) => ({ name, type }));
    expect(types.length).toBeGreaterThan(40);
    for (const { name, type } of types) {
      expect(text).toMatch(new RegExp(`^# HELP ${name} \\S.*\\.$`, "m"));
      expect(name.endsWith("_total"), name).toBe(type === "counter");
      expect(name).not.toMatch(/_ms\b|millis/);
    }
  });

  it("name a thread only while it is behind", async () => {
    const hold = Promise.withResolvers<void>();
    const held = house.bot.app.mirror.runAlone(threadId, () => hold.promise);
    await house.members[0].post(threadId, "A reply that waits");
    await until(
      "the thread is late",
      async () => (await house.figure("talkback_thread_lag_seconds", { thread: threadId })) > 1,
    );
    expect(await house.figure("talkback_queue_changes")).toBeGreaterThan(0);
    expect(await house.figure("talkback_queue_threads")).toBe(1);
    hold.resolve();
    await held;
    await until("the queue is empty", async () => (await house.figure("talkback_queue_changes")) === 0);
    expect((await house.samples()).filter(({ labels }) => "thread" in labels)).toEqual([]);
  });
});

describe("the health", () => {
  it("is good and quiet once nothing waits, and names versions and states only", async () => {
    await until("quiet", async () => (await house.health()).body["isQuiet"]);
    const { status, body } = await house.health();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "ok",
      reasons: [],
      gateway: "ready",
      catchUp: { status: "done", waiting: 0 },
      queue: { changes: 0, threads: 0, oldestSeconds: 0 },
      outbox: { open: 0, running: 0 },
      catalog: { status: expect.stringMatching(/level|behind/) },
      store: { lastCommit: "ok", at: expect.stringContaining("T"), waiting: 0 },
      reconcile: { isRunning: false, waiting: 0 },
      version: "1.2.3",
    });
    expect(JSON.stringify(body)).not.toMatch(/\d{17}|Page|wren/);
  });

  it("goes on over a restart, and says so meanwhile", async () => {
    await house.restart(async () => {
      const { status, body } = await house.health();
      expect(status).toBe(503);
      expect(body).toMatchObject({ status: "stopping", isQuiet: false });
      expect((await ask(house.server, "/metrics")).status).toBe(200);
    });
    await until("quiet", async () => (await house.health()).body["isQuiet"]);
    expect((await house.health()).status).toBe(200);
    // Of the new client; what was counted by the watch itself goes on.
    expect(await house.figure("talkback_gateway_sessions_total")).toBe(1);
    expect(await house.figure("talkback_gateway_events_total", { event: "READY" })).toBe(2);
  });

  it("is not quiet while a change waits", async () => {
    await until("quiet", async () => (await house.health()).body["isQuiet"]);
    const hold = Promise.withResolvers<void>();
    const held = house.bot.app.mirror.runAlone(threadId, () => hold.promise);
    expect((await house.health()).body).toMatchObject({ isQuiet: false, queue: { changes: 1, threads: 1 } });
    hold.resolve();
    await held;
    await until("quiet again", async () => (await house.health()).body["isQuiet"]);
  });

  it("is bad after a commit that failed, says why, and is good after the next", { timeout: 30_000 }, async () => {
    const other = new DatabaseSync(house.storeFile);
    other.exec("BEGIN IMMEDIATE");
    await house.members[0].post(threadId, "A reply that cannot be stored");
    const bad = await until("503", async () => {
      const health = await house.health();
      return health.status === 503 ? health.body : undefined;
    });
    expect(bad).toMatchObject({ status: "failing", store: { lastCommit: "failed" } });
    expect(bad["reasons"]).toEqual(["The last commit failed: another program holds the file."]);
    expect(await house.figure("talkback_commits_total", { outcome: "failed" })).toBe(1);
    const failed = { event: "MESSAGE_CREATE", outcome: "failed" };
    expect(await house.figure("talkback_gateway_events_total", failed)).toBe(1);
    other.exec("ROLLBACK");
    other.close();
    await house.members[0].post(threadId, "A reply that can");
    await until("200", async () => (await house.health()).status === 200);
  });

  it("is bad while the gateway is away, says so, and is good again by itself", { timeout: 30_000 }, async () => {
    house.sandbox.faults.add({ kind: "invalidSession", resumable: false });
    const bad = await until("503", async () => {
      const health = await house.health();
      return health.status === 503 ? health.body : undefined;
    });
    expect(bad).toMatchObject({ status: "failing", isQuiet: false });
    expect(String(bad["reasons"])).toMatch(/gateway/);
    expect(await house.figure("talkback_gateway_state", { state: "ready" })).toBe(0);
    await until("200", async () => (await house.health()).status === 200, 20_000);
    expect(await house.figure("talkback_gateway_invalid_sessions_total")).toBe(1);
    expect(await house.figure("talkback_gateway_sessions_total")).toBe(2);
    expect(await house.figure("talkback_gateway_reconnects_total")).toBe(1);
    expect(await house.figure("talkback_gateway_state", { state: "ready" })).toBe(1);
    await until("caught up", async () => (await house.health()).body["isQuiet"], 20_000);
  });
});
