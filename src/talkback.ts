import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "dotenv";
import type { Logger } from "pino";
import { type Bot, startBot } from "./bot.ts";
import { type Config, readConfig } from "./config.ts";
import { inviteLink } from "./discord/permissions.ts";
import { createPace, estimateLeft } from "./domain/progress.ts";
import { StartupError } from "./errors.ts";
import { openStore, type Store, type StoreProgress } from "./store/store.ts";
import { readSource } from "./transfer/read-source.ts";
import { serveWatch, type WatchServer } from "./watch/server.ts";
import { createWatch } from "./watch/watch.ts";
import packageJson from "../package.json" with { type: "json" };
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";

/** A newcomer's first article is the first text page in here. */
const EXAMPLES = path.resolve(import.meta.dirname, "../examples");

export type Running = {
  bot: Bot;
  store: Store;
  /** Null on Discord itself. */
  sandbox: { server: Sandbox; world: SeededWorld } | null;
  /** Where figures and health are served; null when they are not. */
  watchServer: WatchServer | null;
  /** Finishes what is under way and closes everything. */
  stop(): Promise<void>;
};

/** Settings from `.env` in the working directory and, before them, the environment. */
export function loadConfig(): Config {
  const file = existsSync(".env") ? parse(readFileSync(".env")) : {};
  return readConfig({ ...file, ...process.env });
}

/** Starts the bot: on Discord with a token, else on the sandbox. Throws StartupError in plain words. */
export async function startTalkback(
  config: Config,
  { log, hasPage }: { log: Logger; hasPage: boolean },
): Promise<Running> {
  // In reverse order of opening; also what a failed start has opened is closed again.
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    // First, so that a long start can be watched.
    const watch = config.metricsPort === null ? null : createWatch({ version: packageJson.version });
    const watchServer = watch && (await serveWatch(watch, config.metricsPort ?? 0));
    if (watchServer) closers.push(() => watchServer.close());
    const tellProgress = createProgressLog(log);
    const store = await openStore({
      url: config.storeUrl,
      catalogFile: config.catalogFile,
      onProgress: (progress) => {
        tellProgress(progress);
        watch?.store.onProgress(progress);
      },
      ...(watch ? { onCommit: watch.store.onCommit } : {}),
      log,
    });
    closers.push(() => store.close());
    const sandbox = config.token === null ? await openSandbox(config, hasPage) : null;
    if (sandbox) closers.push(() => sandbox.server.close());
    const token = config.token ?? sandbox?.server.token ?? "";
    const api = sandbox?.server.apiUrl ?? config.api;
    const { isKept, folder, mostBytes, mostBytesInAll } = config.attachments;
    const bot = await startBot({
      store,
      token,
      api,
      log,
      // Copies of an earlier run are still given back and deleted.
      ...(isKept || existsSync(folder)
        ? { copies: { folder, limits: isKept ? { mostBytes, mostBytesInAll } : null } }
        : {}),
      reconcileRequestsPerSecond: config.reconcileRequestsPerSecond,
      ...(watch ? { watch } : {}),
    });
    closers.push(() => bot.stop());
    if (sandbox && hasPage) furnish(bot, sandbox.world, log);
    return { bot, store, sandbox, watchServer, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Says how far the store is, once that takes long. */
function createProgressLog(log: Logger): (progress: StoreProgress) => void {
  const startedMs = performance.now();
  const isDue = createPace(startedMs);
  return ({ stage, done, total }) => {
    const nowMs = performance.now();
    if (!isDue(nowMs)) return;
    const leftMs = estimateLeft({ done, total, elapsedMs: nowMs - startedMs });
    const secondsLeft = leftMs === null ? null : Math.round(leftMs / 1_000);
    log.info({ stage, done, total, secondsLeft }, "preparing the store");
  };
}

async function openSandbox(config: Config, hasPage: boolean): Promise<NonNullable<Running["sandbox"]>> {
  // Loaded only where it is wanted: a bot on Discord carries no sandbox.
  const { startSandbox } = await import("#sandbox/sandbox.ts");
  const { seedWorld } = await import("#sandbox/seed.ts");
  const server = await startSandbox({ port: config.sandboxPort, file: config.sandboxFile }).catch((error: unknown) => {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw error;
    throw new StartupError(`Port ${config.sandboxPort} is in use. Choose another with SANDBOX_PORT in .env.`, {
      cause: error,
    });
  });
  const world = seedWorld(server);
  if (hasPage) {
    const { mountPage } = await import("#sandbox/page/page.ts");
    mountPage(server);
  }
  return { server, world };
}

/** A newcomer finds a server that is set up, with the sample article in it. On later starts nothing is left to do. */
function furnish(bot: Bot, world: SeededWorld, log: Logger): void {
  const work = async (): Promise<void> => {
    const { guildId, channels, roles } = world;
    const settings = await bot.app.settings.get(guildId);
    const channelId = settings.articleChannelId ?? channels.articles;
    if (settings.articleChannelId === null) {
      const chosen = { moderatorChannelId: channels.moderators, moderatorRoleId: roles.moderator };
      await bot.app.settings.change(guildId, null, { articleChannelId: channelId, ...chosen });
    }
    const name = readdirSync(EXAMPLES).find((file) => file.endsWith(".txt"));
    if (!name) return;
    const source = readSource({ name, data: readFileSync(path.join(EXAMPLES, name)) });
    await bot.app.articles.submit({ guildId, channelId, source, createdBy: null });
  };
  work().catch((error: unknown) => log.error({ err: error }, "the sample article could not be posted"));
}

/** What a person reads on the terminal once everything runs. */
export function describeRun(running: Running): string {
  const { watchServer } = running;
  const lines = describeBot(running);
  if (watchServer) lines.push(`Figures: ${watchServer.origin}/metrics, health: ${watchServer.origin}/healthz`);
  return lines.join("\n");
}

function describeBot({ sandbox, bot }: Running): string[] {
  if (sandbox) {
    return [
      `Talkback is running on its own sandbox. Open ${sandbox.server.origin} in a browser.`,
      "To run it on your Discord server, put your bot's token into .env (see .env.example). Ctrl+C stops it.",
    ];
  }
  return [
    `Talkback is running as ${bot.client.user?.tag ?? "?"} in ${bot.client.guilds.cache.size} server(s).`,
    `Invite it with: ${inviteLink(bot.identity.applicationId)}`,
    "Then choose its channels there with /setup. Ctrl+C stops it.",
  ];
}
