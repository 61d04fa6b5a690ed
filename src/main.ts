import { createLog } from "./log.ts";
import { describeRun, loadConfig, startTalkback } from "./talkback.ts";
import { StartupError } from "./errors.ts";

try {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  const running = await startTalkback(config, { log, hasPage: true });
  process.stdout.write(`${describeRun(running)}\n`);
  const signal = await new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve(name));
  });
  log.info({ signal }, "stopping");
  await running.stop();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
