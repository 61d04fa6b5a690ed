/** Talkback with its detector on a sandbox of another process, to be killed in the middle of its work: FILE API TOKEN. */
import { startBot } from "#src/bot.ts";
import { createLog } from "#src/log.ts";
import { openStore } from "#src/store/store.ts";

const [, , file = "", api = "", token = ""] = process.argv;
const log = createLog("warn");
const store = await openStore({ url: `sqlite://${file}`, log });
await startBot({ store, token, api, log, requestsPerSecond: Infinity, starterIntervalMs: 1_000 });
process.stdout.write("ready\n");
