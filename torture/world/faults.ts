import { OverwriteType, PermissionFlagsBits as P } from "discord-api-types/v10";
import type { Fault } from "#sandbox/faults/types.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { FaultName } from "../plan/deeds.ts";

const HALF = 0.5;
const SOME = 0.25;
const SHORT_SECONDS = 0.4;
/** Of a server that cannot be reached: a second try may get through. */
const UNKNOWN_ERROR = 4_000;

/** What each name of a plan means to the sandbox; the two others are changes of the world, not faults of the network. */
const FAULTS: Record<Exclude<FaultName, "lostSight" | "kicked">, readonly Fault[]> = {
  socketCut: [{ kind: "closeSocket" }],
  socketClosed: [{ kind: "closeSocket", code: UNKNOWN_ERROR }],
  reconnect: [{ kind: "reconnect" }],
  invalidResumable: [{ kind: "invalidSession", resumable: true }],
  invalidSession: [{ kind: "invalidSession", resumable: false }],
  zombie: [{ kind: "zombie" }],
  duplicate: [{ kind: "duplicate", chance: HALF }],
  reorder: [{ kind: "reorder", chance: SOME }],
  delay: [{ kind: "delay", chance: SOME, milliseconds: 700 }],
  rateLimitUser: [{ kind: "rateLimit", scope: "user", retryAfterSeconds: SHORT_SECONDS, chance: HALF }],
  rateLimitShared: [{ kind: "rateLimit", scope: "shared", retryAfterSeconds: SHORT_SECONDS, chance: HALF }],
  rateLimitGlobal: [{ kind: "rateLimit", scope: "global", retryAfterSeconds: SHORT_SECONDS, chance: SOME }],
  rateLimitBare: [{ kind: "rateLimit", scope: "bare", retryAfterSeconds: 1, chance: SOME }],
  rateLimitCloudflare: [{ kind: "rateLimit", scope: "cloudflare", retryAfterSeconds: 1, chance: SOME }],
  serverErrors: [
    { kind: "status", status: 500, chance: HALF },
    { kind: "status", status: 503, chance: HALF },
  ],
  badGateway: [{ kind: "status", status: 502, html: true, chance: HALF }],
  hang: [{ kind: "hang", chance: SOME }],
  reset: [{ kind: "reset", chance: HALF }],
  closedKeepAlive: [{ kind: "closedKeepAlive", chance: HALF }],
  lostAnswer: [{ kind: "lostAnswer", method: "POST", path: /\/(?:messages|threads)$|^\/webhooks\//, chance: HALF }],
  missingPermission: [{ kind: "missingPermission", path: /^\/channels\//, chance: HALF }],
  missingAccess: [{ kind: "missingAccess", path: /^\/channels\//, chance: HALF }],
  expiredInteraction: [{ kind: "expiredInteraction", path: /^\/interactions\// }],
};

export type Troublemaker = {
  /** Lets a fault loose for so many steps. */
  strike(fault: FaultName, untilStep: number): void;
  /** Ends those whose time is over. */
  atStep(step: number): void;
  endAll(): void;
  counts(): Record<string, number>;
};

export function createTroublemaker(sandbox: Sandbox, seeded: SeededWorld): Troublemaker {
  const running = new Set<{ untilStep: number; end: () => void }>();
  const counts: Record<string, number> = {};

  /** A mistake in the server's settings: the bot no longer sees the channel of articles. */
  function hideArticles(): () => void {
    const channelId = seeded.channels.articles;
    const deny = { id: seeded.roles.bot, type: OverwriteType.Role, allow: "0", deny: String(P.ViewChannel) };
    const change = (permission_overwrites: (typeof deny)[]): void =>
      sandbox.changeChannel(channelId, seeded.people.publisher, { permission_overwrites });
    change([deny]);
    return () => change([]);
  }

  /** Someone throws the bot out and invites it again. */
  function throwOut(): () => void {
    const { guildId, roles } = seeded;
    sandbox.leave(guildId, sandbox.world.botId);
    return () => sandbox.join(guildId, sandbox.world.botId, [roles.bot]);
  }

  function begin(name: FaultName): () => void {
    if (name === "lostSight") return hideArticles();
    if (name === "kicked") return throwOut();
    const handles = FAULTS[name].map((fault) => sandbox.faults.add(fault));
    return () => handles.forEach((handle) => handle.remove());
  }

  function endIf(isOver: (untilStep: number) => boolean): void {
    for (const fault of running) {
      if (!isOver(fault.untilStep)) continue;
      running.delete(fault);
      fault.end();
    }
  }

  return {
    strike(name, untilStep) {
      counts[name] = (counts[name] ?? 0) + 1;
      running.add({ untilStep, end: begin(name) });
    },
    atStep: (step) => endIf((untilStep) => step >= untilStep),
    endAll: () => endIf(() => true),
    counts: () => counts,
  };
}
