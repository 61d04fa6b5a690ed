import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { SandboxRefusal } from "#sandbox/refusal.ts";
import type { Deed, DeedOf } from "../plan/deeds.ts";
import { createActs, createFinder, Missing } from "./acts.ts";
import type { Cast } from "./cast.ts";
import { type Commands, report } from "./commands.ts";
import type { Troublemaker } from "./faults.ts";
import { type Places, threadOf } from "./places.ts";
import { createPublishing } from "./publishing.ts";

type Parts = {
  sandbox: Sandbox;
  seeded: SeededWorld;
  cast: Cast;
  places: Places;
  commands: Commands;
  troublemaker: Troublemaker;
};

/** Carries out what the plan says. What Discord's rules refuse has no effect, as in life. */
export type Stage = {
  perform(step: number, deeds: readonly Deed[]): Promise<void>;
  /** Deeds that wait for their thread, and articles that are not posted yet. */
  waiting(): number;
  done: Record<string, number>;
  refused: Record<string, number>;
};

export function createStage(parts: Parts): Stage {
  const { seeded, cast, places, commands, troublemaker } = parts;
  const acts = createActs(parts);
  const publishing = createPublishing(parts);
  const { threadId, messageId } = createFinder(places);
  /** What is to happen in threads that are not there yet. */
  const waiting = new Map<number, { step: number; deed: Deed }[]>();
  const done: Record<string, number> = {};
  const refused: Record<string, number> = {};

  /** Nobody waits for the bot's answer before they write on. */
  function command(step: number, deed: DeedOf<"remove" | "restore" | "quote" | "report">): void {
    const { general } = seeded.channels;
    const [channelId, comment] = [threadId(deed), messageId(deed)];
    const by = "by" in deed ? cast.member(deed.by) : cast.moderator;
    const run: Parameters<Commands["use"]>[1] = () => {
      if (deed.kind === "report") return report(by, channelId, comment, deed.reason);
      if (deed.kind !== "quote") return by.runCommand(general, `mod ${deed.kind}`, { comment, reason: `step ${step}` });
      return by.runCommand(general, "quote", { comment, channel: deed.where === "here" ? channelId : general });
    };
    void commands.use({ what: deed.kind, step, messageId: comment, by: by.user.id }, run);
  }

  async function carryOut(step: number, deed: Deed): Promise<void> {
    switch (deed.kind) {
      case "article":
        return publishing.begin(step, deed);
      case "remove":
      case "restore":
      case "quote":
      case "report":
        return command(step, deed);
      case "fault":
        return troublemaker.strike(deed.fault, step + deed.steps);
      case "kill":
      case "stop":
      case "start":
        throw new Error(`the driver itself sees to ${deed.kind}`);
      default:
        // Each kind's act takes deeds of that kind.
        await (acts[deed.kind] as (deed: Deed) => unknown)(deed);
    }
  }

  async function tryOut(step: number, deed: Deed): Promise<void> {
    const count = (counts: Record<string, number>, name: string): void => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    try {
      await carryOut(step, deed);
      count(done, deed.kind);
    } catch (error) {
      if (!(error instanceof SandboxRefusal || error instanceof Missing)) throw error;
      count(refused, `${deed.kind}: ${error.message}`);
    }
  }

  /** What had to wait happens in its order, as soon as its thread is there. */
  async function catchUp(): Promise<void> {
    for (const [thread, deeds] of waiting) {
      if (places.threadId(thread) === undefined) continue;
      waiting.delete(thread);
      for (const { step, deed } of deeds) await tryOut(step, deed);
    }
  }

  return {
    async perform(step, deeds) {
      await catchUp();
      for (const deed of deeds) {
        const thread = threadOf(deed);
        if (thread === null || places.threadId(thread) !== undefined) await tryOut(step, deed);
        else waiting.set(thread, [...(waiting.get(thread) ?? []), { step, deed }]);
      }
    },
    waiting: () => waiting.size + publishing.waiting(),
    done,
    refused,
  };
}
