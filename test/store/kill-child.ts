import { writeSync } from "node:fs";
import { openStore } from "#src/store/store.ts";
import { aComment } from "../support/documents.ts";

/**
 * Writes pairs of comments until it is killed, and says on stdout which pairs were acknowledged. Every third pair is deleted again
 * in the change that writes the next one.
 */
const [url = "", firstPair = "1"] = process.argv.slice(2);
const store = await openStore({ url });

async function writePairs(from: number, step: number): Promise<void> {
  for (let pair = from; ; pair += step) {
    await store.update((tx) => {
      for (const id of [String(pair * 2), String(pair * 2 + 1)])
        tx.put("comment", id, aComment(id, { text: `pair ${pair}` }));
      if (pair % 3 === 0) tx.delete("comment", String(pair * 2));
      if (pair % 3 === 0) tx.delete("comment", String(pair * 2 + 1));
    });
    writeSync(1, `${pair}\n`);
  }
}

const LANES = 20;
await Promise.all(Array.from({ length: LANES }, (_, lane) => writePairs(Number(firstPair) + lane, LANES)));
