import { parentPort, workerData } from "node:worker_threads";
import { createTextMatch, type TextCriteria } from "./purge-match.ts";

/** The thread in which texts are looked at: see purge-matching.ts. It answers a list of texts with the indexes of those that fit. */
const isMatch = createTextMatch(workerData as TextCriteria);
parentPort?.on("message", (texts: readonly string[]) => {
  parentPort?.postMessage(
    texts.flatMap((text, index) => (isMatch(text) ? [index] : [])),
    [],
  );
});
parentPort?.postMessage([], []);
