/** Talkback on a sandbox of another process, to be killed in the middle of its work: FILE API TOKEN GUILD. */
import { startBot } from "#src/bot.ts";
import { defaultDetectorSettings } from "#src/domain/detector-settings.ts";
import { createLog } from "#src/log.ts";
import { openStore } from "#src/store/store.ts";

const [, , file = "", api = "", token = "", guildId = ""] = process.argv;
const log = createLog("warn");
const store = await openStore({ url: `sqlite://${file}`, log });
// What is held by itself is not what this is about.
await store.update((tx) => tx.put("detector", guildId, { ...defaultDetectorSettings(), isOn: false }));
await startBot({ store, token, api, log, requestsPerSecond: Infinity, starterIntervalMs: 1_000 });
process.stdout.write("ready\n");
