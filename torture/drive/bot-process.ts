import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import path from "node:path";

const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");
/** After it ended of its own accord it is started again, as whoever looks after a server would have it. */
const RESTART_MS = 500;
const STOP_LIMIT_MS = 30_000;
const LAST_WORDS = 1_000;
const GREETING = "Talkback is running";

/** From the start of one process to its end. */
export type Life = {
  startedAtMs: number;
  /** When it was killed or told to stop. */
  askedAtMs: number | null;
  endedAtMs: number | null;
  how: "running" | "killed" | "stopped" | "refused" | "crashed";
  /** What it said when it ended of its own accord. */
  lastWords: string;
};

/** The real program, in a process of its own. */
export type BotProcess = {
  start(): void;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** SIGTERM, waited for. */
  stop(): Promise<void>;
  isRunning(): boolean;
  lives(): readonly Life[];
};

type Running = { child: ChildProcess; life: Life; asked: "kill" | "stop" | null };

export function prepareBot({
  env,
  folder,
  logFile,
}: {
  env: Record<string, string>;
  folder: string;
  logFile: string;
}): BotProcess {
  const lives: Life[] = [];
  let isWanted = false;
  let running: Running | null = null;
  let restart: NodeJS.Timeout | null = null;
  // Whoever breaks the torture off leaves no bot behind.
  process.once("exit", () => running?.child.kill("SIGKILL"));

  function start(): void {
    isWanted = true;
    if (running) return;
    const life: Life = { startedAtMs: Date.now(), askedAtMs: null, endedAtMs: null, how: "running", lastWords: "" };
    lives.push(life);
    const child = spawn(process.execPath, [MAIN], { cwd: folder, env: { ...process.env, ...env } });
    const current: Running = { child, life, asked: null };
    running = current;
    let said = "";
    let hasGreeted = false;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        appendFileSync(logFile, chunk);
        said = (said + chunk.toString()).slice(-4_000);
        hasGreeted ||= said.includes(GREETING);
      });
    child.once("close", (code, signal) => {
      running = null;
      life.endedAtMs = Date.now();
      life.how = howItEnded(current.asked, code, hasGreeted);
      const end = `${signal ?? `code ${code}`} ${life.endedAtMs - (life.askedAtMs ?? life.endedAtMs)} ms after it was asked`;
      if (life.how === "refused" || life.how === "crashed") life.lastWords = `${said.slice(-LAST_WORDS)}\n(${end})`;
      if (isWanted) restart = setTimeout(start, current.asked ? 0 : RESTART_MS);
    });
  }

  async function end(asked: "kill" | "stop"): Promise<void> {
    isWanted = false;
    if (restart) clearTimeout(restart);
    const current = running;
    if (!current) return;
    const closed = once(current.child, "close");
    // A second SIGTERM would end it at once, as an impatient Ctrl+C does.
    const isAskedAlready = current.asked === "kill" || current.asked === asked;
    if (!isAskedAlready) {
      current.asked = asked;
      current.life.askedAtMs ??= Date.now();
      current.child.kill(asked === "kill" ? "SIGKILL" : "SIGTERM");
    }
    const timer = setTimeout(() => current.child.kill("SIGKILL"), STOP_LIMIT_MS);
    await closed;
    clearTimeout(timer);
  }

  return {
    start,
    kill: () => end("kill"),
    stop: () => end("stop"),
    isRunning: () => running !== null,
    lives: () => lives,
  };
}

function howItEnded(asked: "kill" | "stop" | null, code: number | null, hasGreeted: boolean): Life["how"] {
  if (asked === "kill") return "killed";
  if (asked === "stop" && code === 0) return "stopped";
  // Asked to stop before it listened to that.
  if (asked === "stop" && !hasGreeted) return "killed";
  // A start that Discord does not let happen ends in one message and exit code 1; anything else is a crash.
  return code === 1 && !hasGreeted ? "refused" : "crashed";
}
