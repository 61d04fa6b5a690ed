import { writeSync } from "node:fs";
import { openFileKeeper } from "#src/services/file-keeper.ts";

/** Saves a file that never ends, until it is killed, and says on stdout that it is in the middle of it. */
async function* endless(): AsyncIterable<Uint8Array> {
  for (let chunk = 0; ; chunk++) {
    yield new Uint8Array(65_536);
    if (chunk === 10) writeSync(1, "writing\n");
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const [folder = ""] = process.argv.slice(2);
const keeper = await openFileKeeper(folder);
await keeper.save(endless(), { mostBytes: Infinity, mostBytesInAll: Infinity });
