import type { Logger } from "pino";
import type { Adoption } from "./services/adoption.ts";
import type { Articles } from "./services/articles.ts";
import type { Attachments } from "./services/attachments.ts";
import type { CatchUp } from "./services/catch-up.ts";
import type { Checks } from "./services/checks.ts";
import type { Comments } from "./services/comments.ts";
import type { Doctor } from "./services/doctor.ts";
import type { Guilds } from "./services/guilds.ts";
import type { LogReading } from "./services/log-reading.ts";
import type { Mirror } from "./services/mirror.ts";
import type { Moderation } from "./services/moderation.ts";
import type { Outbox } from "./services/outbox.ts";
import type { DiscordPort } from "./services/ports.ts";
import type { Reconcile } from "./services/reconcile.ts";
import type { Reports } from "./services/reports.ts";
import type { Settings } from "./services/settings.ts";
import type { Starters } from "./services/starters.ts";
import type { Threads } from "./services/threads.ts";

/** What a command or an event may use. Built in `bot.ts`; tests pass a literal of what they need. */
export type App = {
  adoption: Adoption;
  articles: Articles;
  attachments: Attachments;
  catchUp: CatchUp;
  checks: Checks;
  comments: Comments;
  doctor: Doctor;
  guilds: Guilds;
  logReading: LogReading;
  mirror: Mirror;
  moderation: Moderation;
  outbox: Outbox;
  port: DiscordPort;
  reconcile: Reconcile;
  reports: Reports;
  settings: Settings;
  starters: Starters;
  threads: Threads;
  /** Milliseconds of the last heartbeat; null before the first. */
  gatewayPingMs: () => number | null;
  now: () => number;
  log: Logger;
};
