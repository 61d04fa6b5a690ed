import { fork } from "node:child_process";
import path from "node:path";
import { Client, REST } from "discord.js";
import type { Thread } from "#src/domain/thread.ts";
import { createMessagePort } from "#src/discord/message-port.ts";
import { createRest } from "#src/discord/rest.ts";
import { createLog } from "#src/log.ts";
import { createCatchUp } from "#src/services/catch-up.ts";
import { createChecks } from "#src/services/checks.ts";
import { createComparison } from "#src/services/compare.ts";
import { createMirror } from "#src/services/mirror.ts";
import { createReconcile } from "#src/services/reconcile.ts";
import { loadThreads } from "#src/services/threads.ts";
import { openStore } from "#src/store/store.ts";
import { inFolder } from "./filled-store.ts";
import { atLeast, median, millisecondsFor, type Row } from "./row.ts";

const THREADS = 8;
const FIRST_ID = 1_450_000_000_000_000_000n;
const TARGET = 20_000;

/** From history pages to durable records. The yardstick reads and parses the same pages and keeps nothing. */
export async function benchCatchUp({ quick }: { quick: boolean }): Promise<Row[]> {
  const messages = quick ? 2_000 : 10_000;
  const { api, close } = await serveHistory(messages);
  const rounds: { ours: number; bare: number }[] = [];
  try {
    for (let round = 0; round < 3; round++) {
      const total = THREADS * messages;
      const bare = (total / (await millisecondsFor(() => readBare(api)))) * 1_000;
      rounds.push({ bare, ours: await measureCatchUp(api, total) });
    }
  } finally {
    close();
  }
  const value = Math.round(median(rounds.map(({ ours }) => ours)));
  return [
    {
      name: "catch-up from a local REST without limits",
      size: null,
      value,
      unit: "messages/s",
      ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
      ...atLeast(TARGET, "messages/s", value),
      note: "of reading and parsing the same pages with discord.js alone; Discord's own ceiling is 5,000",
    },
  ];
}

async function serveHistory(messages: number): Promise<{ api: string; close: () => void }> {
  const child = fork(path.join(import.meta.dirname, "history-server.ts"), [String(THREADS), String(messages)]);
  const port = await new Promise((resolve) => child.once("message", resolve));
  return { api: `http://127.0.0.1:${String(port)}/api`, close: () => child.disconnect() };
}

const threadIds = Array.from({ length: THREADS }, (_, index) => (FIRST_ID + BigInt(index) * 10_000_000n).toString());

function openRest(api: string): REST {
  return new REST({ api, globalRequestsPerSecond: Infinity }).setToken("a.b.c");
}

async function readBare(api: string): Promise<void> {
  const rest = openRest(api);
  await Promise.all(
    threadIds.map(async (threadId) => {
      for (let after = threadId; ;) {
        const query = new URLSearchParams({ after, limit: "100" });
        const page = (await rest.get(`/channels/${threadId}/messages`, { query })) as { id: string }[];
        after = page[0]?.id ?? after;
        if (page.length < 100) return;
      }
    }),
  );
}

async function measureCatchUp(api: string, total: number): Promise<number> {
  return inFolder(async (folder) => {
    const store = await openStore({ url: `sqlite://${path.join(folder, "store.sqlite")}` });
    await store.update((tx) => {
      for (const id of threadIds) tx.put("thread", id, aThread(id));
    });
    const threads = await loadThreads(store);
    const [now, log] = [Date.now, createLog("fatal")];
    const identity = () => ({ applicationId: "5", botId: "5" });
    const port = createMessagePort(createRest(openRest(api)), new Client({ intents: [] }), identity, log);
    const mirror = createMirror({ store, threads, now });
    const checks = createChecks({ store, now });
    const comparison = createComparison({ store, mirror, port });
    const reconcile = createReconcile({ mirror, threads, comparison, checks, now, log });
    const sight = { surveyThreads: async () => new Map(), canRead: () => true };
    const catchUp = createCatchUp({ mirror, threads, port: sight, comparison, reconcile, checks, now, log });
    const elapsedMs = await millisecondsFor(() => Promise.all(threadIds.map((id) => catchUp.readThread(id))));
    const stored = store.catalog.countComments({ guildId: "1" });
    if (stored !== total) throw new Error(`${stored} of ${total} messages were stored`);
    await Promise.all([catchUp.stop(), reconcile.stop()]);
    await store.close();
    return (total / elapsedMs) * 1_000;
  });
}

function aThread(id: string): Thread {
  return {
    v: 1,
    id,
    guildId: "1",
    articleId: "3",
    parentChannelId: "2",
    name: "x",
    isArchived: false,
    isLocked: false,
    checkpoint: id,
    deletedAt: null,
    counters: { messages: 0, sent: 0 },
  };
}
