import type { StartupError } from "./errors.ts";

/** Why the program ends. */
export type Ending =
  | { kind: "signal"; signal: NodeJS.Signals }
  /** Discord wants no more of it; the message is for a person. */
  | { kind: "refused"; error: StartupError }
  /** Something threw where nobody could catch it: no one knows what is still right, so it is better to start anew. */
  | { kind: "bug"; error: unknown };

/** Resolves with the first reason to end. A second signal, or a bug while it ends, ends the process at once. */
export function untilEnding(ended: Promise<StartupError>): Promise<Ending> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => resolve({ kind: "signal", signal }));
    // A promise that was rejected without anyone listening arrives here too.
    process.once("uncaughtException", (error: unknown) => resolve({ kind: "bug", error }));
    void ended.then((error) => resolve({ kind: "refused", error }));
  });
}
