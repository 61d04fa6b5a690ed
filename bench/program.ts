import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { type SeededWorld, seedWorld } from "#sandbox/seed.ts";
import { BIG_ARTICLE_ID, COMMON_WORD, fillStore, inFolder, RARE_WORD } from "./filled-store.ts";
import { counted, pour } from "./pour.ts";
import { atMost, figuresOf, millisecondsFor, type Row } from "./row.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
/** As `npm start` has it: its flags keep the memory small. */
const START =
  readFileSync(path.join(ROOT, "package.json"), "utf8").match(/"start": "node (.*) src\/main\.ts"/)?.[1] ?? "";
const PEOPLE = 50;
const THOUGHT_MS = 3_000;
const FLOOD_EVENTS = 5_000;
const SUSTAINED_SHARE = 0.6;
const START_LIMIT_MS = 1_500;
const MEMORY_LIMIT_MB = 200;
const ANSWER_LIMIT_MS = 500;

type Program = { pid: number; readyMs: number; stop(): Promise<void> };

/** The program as a process, on the sandbox: its start, its memory, and its answers while events pour in. */
export async function benchProgram({ quick, sizes }: { quick: boolean; sizes: readonly number[] }): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) rows.push(...(await benchAt(size, quick ? 4_000 : 15_000)));
  return rows;
}

async function benchAt(size: number, loadMs: number): Promise<Row[]> {
  return inFolder(async (folder) => {
    const sandbox = await startSandbox({ rateLimits: false });
    const world = seedWorld(sandbox);
    const url = `sqlite://${path.join(folder, "store.sqlite")}`;
    await fillStore(url, size, { guildId: world.guildId, channelId: world.channels.articles });
    const starts: number[] = [];
    for (let round = 0; round < 3; round++) {
      const program = await start(sandbox, folder, url);
      starts.push(program.readyMs);
      await program.stop();
    }
    const program = await start(sandbox, folder, url);
    const idleMb = residentMb(program.pid);
    const { times, eventsPerSecond } = await useUnderLoad(sandbox, world, loadMs);
    const busyMb = residentMb(program.pid);
    await program.stop();
    await sandbox.close();
    const started = figuresOf(starts).p50;
    const { p50, p99 } = figuresOf(times);
    return [
      { name: "start until ready", size, value: started, unit: "ms", ...atMost(START_LIMIT_MS, "ms", started) },
      ...memoryRows(size, { idleMb, busyMb }),
      {
        name: `first answer while ${PEOPLE} people use commands under full load`,
        size,
        value: p99,
        unit: "ms p99",
        p50,
        p99,
        ...atMost(ANSWER_LIMIT_MS, "ms", p99),
        note: `${times.length} commands while ${Math.round(eventsPerSecond).toLocaleString("en")} events/s were mirrored`,
      },
    ];
  });
}

function memoryRows(size: number, { idleMb, busyMb }: Record<"idleMb" | "busyMb", number | null>): Row[] {
  if (idleMb === null || busyMb === null) return [];
  const limit = atMost(MEMORY_LIMIT_MB, "MB", busyMb);
  return [
    { name: "resident memory after the start", size, value: idleMb, unit: "MB" },
    { name: "resident memory after lists, searches and full load", size, value: busyMb, unit: "MB", ...limit },
  ];
}

async function start(sandbox: Sandbox, cwd: string, url: string): Promise<Program> {
  const env = { ...process.env, DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.apiUrl, STORE_URL: url };
  const child = spawn(process.execPath, [...START.split(" "), path.join(ROOT, "src/main.ts")], {
    cwd,
    env: { ...env, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const readyMs = await millisecondsFor(
    () =>
      new Promise<void>((resolve, reject) => {
        child.stdout.on("data", (said: Buffer) => {
          if (said.includes("Talkback is running")) resolve();
        });
        child.once("exit", (code) => reject(new Error(`the program ended with ${code} before it was ready`)));
      }),
  );
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  return { pid: child.pid ?? 0, readyMs, stop };
}

/**
 * People run commands, with three seconds of thought after each, while events come as fast as the program takes them for good: two fifths
 * less than it took of a flood, for what goes beyond only waits in the socket's buffers.
 */
async function useUnderLoad(
  sandbox: Sandbox,
  world: SeededWorld,
  loadMs: number,
): Promise<{ times: number[]; eventsPerSecond: number }> {
  const answeredAtMs = listenForAnswers(sandbox);
  const threadId = await openThread(sandbox, world);
  const people = Array.from({ length: PEOPLE }, (_, index) => {
    const { id } = sandbox.createUser({ name: `person${index}` });
    sandbox.join(world.guildId, id);
    return sandbox.actor(id);
  });
  const eventsPerSecond = SUSTAINED_SHARE * (await flood(sandbox, world, threadId));
  const untilMs = performance.now() + loadMs;
  const times: number[] = [];
  const work = people.map(async (person, number) => {
    await wait((number * THOUGHT_MS) / PEOPLE);
    for (let round = number; performance.now() < untilMs; round++) {
      const [name = "", options = {}] = COMMANDS[round % COMMANDS.length] ?? [];
      const askedAtMs = performance.now();
      const { interactionId } = await person.runCommand(threadId, name, options);
      // What was never answered counts as the time after which Discord gave it up.
      times.push((answeredAtMs.get(interactionId) ?? performance.now()) - askedAtMs);
      await wait(THOUGHT_MS);
    }
  });
  await Promise.all([...work, pourSteadily(sandbox, world, threadId, { eventsPerSecond, untilMs })]);
  return { times, eventsPerSecond };
}

function listenForAnswers(sandbox: Sandbox): Map<string, number> {
  const answeredAtMs = new Map<string, number>();
  sandbox.onRequest(({ path: route }) => {
    const interactionId = /\/interactions\/(\d+)\/[^/]+\/callback$/.exec(route)?.[1];
    if (interactionId !== undefined) answeredAtMs.set(interactionId, performance.now());
  });
  return answeredAtMs;
}

/** Events a second that the program takes: a command that comes after them is answered after them. */
async function flood(sandbox: Sandbox, world: SeededWorld, threadId: string): Promise<number> {
  const [member] = world.people.members;
  const elapsedMs = await millisecondsFor(async () => {
    await pour(sandbox, threadId, member, counted(FLOOD_EVENTS));
    await sandbox.actor(member).runCommand(threadId, "help");
  });
  return (FLOOD_EVENTS / elapsedMs) * 1_000;
}

function pourSteadily(
  sandbox: Sandbox,
  world: SeededWorld,
  threadId: string,
  { eventsPerSecond, untilMs }: { eventsPerSecond: number; untilMs: number },
): Promise<void> {
  const startedMs = performance.now();
  let events = 0;
  const next = async (): Promise<boolean> => {
    events++;
    while (events > ((performance.now() - startedMs) / 1_000) * eventsPerSecond) await wait(1);
    return performance.now() < untilMs;
  };
  return pour(sandbox, threadId, world.people.members[0], { next });
}

const COMMANDS: readonly [string, Record<string, string>][] = [
  ["comments list", { article: BIG_ARTICLE_ID, order: "newest" }],
  ["comments search", { query: RARE_WORD }],
  ["comments list", { article: BIG_ARTICLE_ID, order: "oldest" }],
  ["comments search", { query: COMMON_WORD }],
  ["help", {}],
];

async function openThread(sandbox: Sandbox, world: SeededWorld): Promise<string> {
  const publisher = sandbox.actor(world.people.publisher);
  const { articles } = world.channels;
  await publisher.runCommand(articles, "setup", { articles });
  const { id } = await publisher.openThread(articles, { name: "The lively one" });
  await publisher.runCommand(id, "article adopt");
  return id;
}

/** Null where the system does not tell as Linux does. */
function residentMb(pid: number): number | null {
  if (process.platform !== "linux") return null;
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1_024);
}
