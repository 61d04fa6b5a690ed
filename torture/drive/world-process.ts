import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import path from "node:path";
import type { CallArgs, CallName, CallResult } from "../world/protocol.ts";

const MAIN = path.resolve(import.meta.dirname, "../world/main.ts");

type Answer = { id: number; result?: unknown; error?: string };
type Waiting = { resolve: (value: never) => void; reject: (reason: Error) => void };

/** The process that plays Discord, seen from the driver. */
export type WorldProcess = {
  call<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>>;
  close(): Promise<void>;
};

/** Starts it; what it writes goes into a file. */
export function startWorld(logFile: string): WorldProcess {
  const child = fork(MAIN, { stdio: ["ignore", "pipe", "pipe", "ipc"], serialization: "advanced" });
  const log = createWriteStream(logFile);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const waiting = new Map<number, Waiting>();
  let calls = 0;

  child.on("message", ({ id, result, error }: Answer) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result as never);
    else caller?.reject(new Error(`the process that plays Discord failed: ${error}`));
  });
  child.once("exit", (code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`the process that plays Discord ended with code ${code}; see ${logFile}`));
    log.end();
  });

  function call<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>> {
    return new Promise((resolve, reject) => {
      const id = ++calls;
      waiting.set(id, { resolve, reject });
      child.send({ id, name, args }, (error) => {
        if (!error) return;
        waiting.delete(id);
        reject(error);
      });
    });
  }

  return {
    call,
    async close() {
      if (isOver(child)) return;
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
