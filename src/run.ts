import type { Logger } from "pino";
import { type Ending, untilEnding } from "./ending.ts";
import { StartupError } from "./errors.ts";
import { createLog } from "./log.ts";
import { describeRun, loadConfig, startTalkback } from "./talkback.ts";

/** What is not closed by then never will be; nothing that was stored is lost by leaving. */
const LONGEST_STOP_MS = 10_000;

function tell(ending: Ending, log: Logger): void {
  if (ending.kind === "signal") log.info({ signal: ending.signal }, "stopping");
  else if (ending.kind === "bug") log.fatal({ err: ending.error }, "a bug: Talkback stops, and nothing stored is lost");
  else process.stderr.write(`${ending.error.message}\n`);
}

try {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  const running = await startTalkback(config, { log, hasPage: true });
  // Listens before anyone is told that it runs, and so may stop it.
  const untilEnd = untilEnding(running.bot.ended);
  process.stdout.write(`${describeRun(running)}\n`);
  const ending = await untilEnd;
  const exitCode = ending.kind === "signal" ? 0 : 1;
  tell(ending, log);
  setTimeout(() => {
    log.error("something does not end; leaving without it");
    process.exit(1);
  }, LONGEST_STOP_MS).unref();
  await running.stop();
  // What still waits for a rate limit is not worth waiting for.
  process.exit(exitCode);
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
