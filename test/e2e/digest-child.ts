/** Talkback on a sandbox of another process, with its clock ahead, to be killed in the middle of its work: FILE API TOKEN GUILD AHEAD_MS. */
import { startBot } from "#src/bot.ts";
import { defaultDetectorSettings } from "#src/domain/detector-settings.ts";
import { createLog } from "#src/log.ts";
import { openStore } from "#src/store/store.ts";

const [, , file = "", api = "", token = "", guildId = "", aheadMs = "0"] = process.argv;
const log = createLog("silent");
const store = await openStore({ url: `sqlite://${file}`, log });
// What is held by itself is not what this is about.
await store.update((tx) => tx.put("detector", guildId, { ...defaultDetectorSettings(), isOn: false }));
const now = (): number => Date.now() + Number(aheadMs);
await startBot({ store, token, api, log, now, requestsPerSecond: Infinity });
process.stdout.write("ready\n");
