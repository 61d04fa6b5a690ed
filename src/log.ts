import { type DestinationStream, type Logger, pino } from "pino";
import { build } from "pino-pretty";
import type { Config } from "./config.ts";

/** Places where a token could stand in what is logged: discord.js puts requests into its errors. */
const SECRETS = ["token", "*.token", "*.*.token", "*.headers.authorization", "err.requestBody", "err.url"];
const STDERR = 2;

/** Logs to stderr, readable on a terminal and as JSON elsewhere. What commands print goes to stdout and stays clean. */
export function createLog(level: Config["logLevel"], destination?: DestinationStream): Logger {
  const stream =
    destination ??
    (process.stderr.isTTY ? build({ destination: STDERR, ignore: "pid,hostname" }) : pino.destination(STDERR));
  return pino({ level, base: null, redact: { paths: SECRETS, censor: "…" } }, stream);
}
