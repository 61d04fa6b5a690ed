import type { Comment } from "../domain/comment.ts";
import type { Screening } from "../domain/screening.ts";
import type { Detector } from "./detector/detector.ts";
import type { ContextOf } from "./screening-context.ts";
import type { ScreeningMemory } from "./screening-memory.ts";
import type { RemovedTexts } from "./screening-removed.ts";
import type { DetectorSettingsService } from "./screening-settings.ts";

/**
 * What the detector would say of a comment that it was never asked about: one that came with an import, or from before it was turned on. Nothing
 * is done about it, and nothing is stored. Null where it has nothing to say, or is off.
 */
export type OpinionOn = (comment: Comment) => Promise<Screening | null>;

type Parts = {
  detector: Detector;
  settings: Pick<DetectorSettingsService, "get">;
  contextOf: ContextOf;
  memory: Pick<ScreeningMemory, "of">;
  removed: Pick<RemovedTexts, "of">;
  now: () => number;
};

export function createOpinion({ detector, settings, contextOf, memory, removed, now }: Parts): OpinionOn {
  return async (comment) => {
    const { id: commentId, guildId, editedAt, text } = comment;
    const wanted = await settings.get(guildId);
    if (!wanted.isOn || text === "") return null;
    const context = await contextOf(comment, { settings: wanted, asksDiscord: false });
    const company = { recent: memory.of(guildId), removed: await removed.of(guildId) };
    const { verdict, score, reasons } = detector.inspect(text, { ...context, ...company }, wanted);
    if (reasons.length === 0) return null;
    const about = { guildId, commentId, editedAt, judgedAt: new Date(now()).toISOString() };
    return { v: 1, ...about, verdict, score, reasons, isLogOnly: true, outcome: "open" };
  };
}
