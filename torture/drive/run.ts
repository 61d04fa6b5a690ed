import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Deed } from "../plan/deeds.ts";
import { makePlan, type Plan, STEPS_A_SECOND } from "../plan/plan.ts";
import type { WorldReport } from "../world/protocol.ts";
import { type BotProcess, type Life, prepareBot } from "./bot-process.ts";
import { askHealth, findFreePort } from "./health.ts";
import { startWorld, type WorldProcess } from "./world-process.ts";

const STEP_MS = 1_000 / STEPS_A_SECOND;
const OPENING_LIMIT_MS = 60_000;
/** Nothing asked for, posted or deleted for so long, and the bot says that it has nothing to do. */
const QUIET_MS = 3_000;
/** A job that is not done by then is counted as what it is: unfinished. */
const JOBS_LIMIT_MS = 75_000;
const QUIET_LIMIT_MS = 120_000;
const LOOK_MS = 100;
/** The comparison in the background is to be through soon. */
const RECONCILE_REQUESTS_PER_SECOND = 50;

export type Performance = {
  plan: Plan;
  storeUrl: string;
  lives: readonly Life[];
  world: WorldReport;
  secondsToQuiet: number;
  kills: number;
};

/** It did not become quiet, or never came to life: nothing can be compared. */
export class TortureFailure extends Error {
  override readonly name = "TortureFailure";
}

/** Performs a history on a world and a bot in processes of their own, lets it become quiet, and stops the bot. */
export async function perform(
  { seed, seconds, folder }: { seed: number; seconds: number; folder: string },
  onProgress: (text: string) => void,
): Promise<Performance> {
  mkdirSync(folder, { recursive: true });
  const plan = makePlan({ seed, seconds });
  const storeUrl = `sqlite://${path.join(folder, "talkback.sqlite")}`;
  const world = startWorld(path.join(folder, "world.log"));
  let bot: BotProcess | null = null;
  try {
    const { token, api } = await world.call("open", { seed });
    const metricsPort = await findFreePort();
    const env = {
      METRICS_PORT: String(metricsPort),
      DISCORD_TOKEN: token,
      DISCORD_API: api,
      STORE_URL: storeUrl,
      LOG_LEVEL: "info",
      RECONCILE_REQUESTS_PER_SECOND: String(RECONCILE_REQUESTS_PER_SECOND),
    };
    bot = prepareBot({ env, folder, logFile: path.join(folder, "bot.log") });
    onProgress("opening");
    await open(plan, world, bot);
    const kills = await play(plan, world, bot, onProgress);
    onProgress("waiting until it is quiet");
    const secondsToQuiet = await becomeQuiet(world, bot, metricsPort);
    await bot.stop();
    const report = await world.call("report", null);
    return { plan, storeUrl, lives: bot.lives(), world: report, secondsToQuiet, kills };
  } finally {
    await bot?.kill();
    await world.close();
  }
}

async function open(plan: Plan, world: WorldProcess, bot: BotProcess): Promise<void> {
  bot.start();
  await world.call("perform", { step: -1, deeds: plan.opening });
  const isOpen = async (): Promise<boolean> => {
    const { openedThreads, waiting } = await world.call("status", null);
    return openedThreads >= plan.opening.length && waiting === 0;
  };
  if (!(await waitFor(isOpen, OPENING_LIMIT_MS)))
    throw new TortureFailure(
      `the first articles were not posted within ${OPENING_LIMIT_MS / 1_000} s. ${lastWords(bot)}`,
    );
}

/** At a fixed pace; where the machine is too slow for it, as fast as it can. Returns how often the bot was killed. */
async function play(
  plan: Plan,
  world: WorldProcess,
  bot: BotProcess,
  onProgress: (text: string) => void,
): Promise<number> {
  let kills = 0;
  const startedMs = performance.now();
  for (const [step, deeds] of plan.steps.entries()) {
    const isForBot = ({ kind }: Deed): boolean => kind === "kill" || kind === "stop" || kind === "start";
    for (const { kind } of deeds.filter(isForBot)) {
      if (kind === "kill") kills++;
      if (kind === "kill") await bot.kill();
      // A clean end takes its time, and people go on meanwhile.
      if (kind === "stop") void bot.stop();
      if (kind === "start") bot.start();
    }
    await world.call("perform", { step, deeds: deeds.filter((deed) => !isForBot(deed)) });
    if (step % (STEPS_A_SECOND * 10) === 0) onProgress(`step ${step} of ${plan.steps.length}`);
    await pause(startedMs + (step + 1) * STEP_MS - performance.now());
  }
  return kills;
}

/** Ends what goes wrong and waits until the bot has nothing left to do. Returns the seconds that took. */
async function becomeQuiet(world: WorldProcess, bot: BotProcess, metricsPort: number): Promise<number> {
  await world.call("calm", null);
  const calmAtMs = Date.now();
  bot.start();
  let lastWorkAtMs = calmAtMs;
  const isQuiet = async (): Promise<boolean> => {
    await world.call("perform", { step: Infinity, deeds: [] });
    const status = await world.call("status", null);
    const { isQuiet, openJobs } = await askHealth(metricsPort);
    const hasJobs = openJobs > 0 && Date.now() - calmAtMs < JOBS_LIMIT_MS;
    const isBusy = !bot.isRunning() || !status.isConnected || status.waiting > 0 || !isQuiet || hasJobs;
    lastWorkAtMs = isBusy ? Date.now() : Math.max(lastWorkAtMs, status.lastWorkAtMs);
    return Date.now() - lastWorkAtMs >= QUIET_MS;
  };
  if (!(await waitFor(isQuiet, QUIET_LIMIT_MS)))
    throw new TortureFailure(
      `the bot was still at work ${QUIET_LIMIT_MS / 1_000} s after the last fault. ${lastWords(bot)}`,
    );
  return (lastWorkAtMs - calmAtMs) / 1_000;
}

function lastWords(bot: BotProcess): string {
  const ended = bot.lives().findLast((life) => life.lastWords !== "");
  return ended ? `It last ended (${ended.how}) with: ${ended.lastWords}` : "It did not end by itself.";
}

async function waitFor(isSo: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const deadlineMs = Date.now() + limitMs; Date.now() < deadlineMs; await pause(LOOK_MS)) {
    if (await isSo()) return true;
  }
  return false;
}

function pause(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
