import type { DetectorSettings, Strictness } from "../../domain/detector-settings.ts";
import { MOST_REASONS, type Reason, type Verdict } from "../../domain/detector-verdict.ts";
import type { CommentContext, RecentComment } from "./context.ts";
import { FLAG_AT, HOLD_AT, LEAST_CONTEXT, PRIOR, probability } from "./evidence.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { type Sign, type SignGroup, weigh } from "./sign.ts";
import { isNewMember, isSpared, signsOfAuthor, signsOfRecord } from "./signs-of-author.ts";
import { signsOfCompany, signsOfMentions } from "./signs-of-company.ts";
import { linksToNote, signsOfLinks } from "./signs-of-links.ts";
import { signsOfModel, signsOfWatchList, signsOfWriting } from "./signs-of-text.ts";
import { readText, type ReadText } from "./text-features.ts";
import type { TextModel } from "./text-model.ts";

export type Inspection = Verdict & {
  /** What to keep in order to know this comment again. */
  fingerprint: Fingerprint;
  /** What to remember of it for the next hour's comments; null for an author without an id. */
  memory: RecentComment | null;
  /** What it would have been, had its author not been spared: for a back-test. */
  unspared: Verdict["verdict"];
};

export type Detector = {
  /**
   * Judges a comment by its text and by what is known of it. Pure: the same input gives the same answer, nothing is asked or kept,
   * and any text is judged, in time linear in its length. It never decides to delete or to ban.
   */
  inspect(text: string, context: CommentContext, settings: DetectorSettings): Inspection;
  /** What to keep of a comment that was judged before, without judging it again. */
  recall(text: string, context: CommentContext): Pick<Inspection, "fingerprint" | "memory">;
};

/** More is not read: four times what Discord takes in one message, and imports stay fast. */
const MOST_CODE_UNITS = 16_000;
/** A stricter server draws both lines lower, in log-odds. */
const SHIFTS: Readonly<Record<Strictness, number>> = { lenient: 1, normal: 0, strict: -1 };
const CONTEXT_GROUPS: readonly SignGroup[] = ["links", "author", "company", "server"];
const ALL_GROUPS: readonly SignGroup[] = ["text", ...CONTEXT_GROUPS];
const WEIGHTS = { sameAsRemoved: 5, likeRemoved: 3.5, editedAfterApproval: 1, autoMod: 3 };

export function createDetector({ model }: { model: TextModel }): Detector {
  return {
    inspect(text, context, settings) {
      const read = readBeginning(text);
      const fingerprint = fingerprintOf(read);
      const signs = settings.isOn ? gather(read, context, settings, model, fingerprint) : [];
      const logOdds = PRIOR + weigh(signs, ALL_GROUPS);
      const unspared = decide(logOdds, signs, context, settings);
      return {
        verdict: isSpared(context) ? "pass" : unspared,
        unspared,
        score: Number(probability(logOdds).toFixed(4)),
        reasons: reasonsOf(signs),
        fingerprint,
        memory: memoryOf(read, context, fingerprint),
      };
    },
    recall(text, context) {
      const read = readBeginning(text);
      const fingerprint = fingerprintOf(read);
      return { fingerprint, memory: memoryOf(read, context, fingerprint) };
    },
  };
}

function readBeginning(text: string): ReadText {
  return readText(text.length > MOST_CODE_UNITS ? text.slice(0, MOST_CODE_UNITS) : text);
}

function gather(
  read: ReadText,
  context: CommentContext,
  settings: DetectorSettings,
  model: TextModel,
  fingerprint: Fingerprint,
): Sign[] {
  const links = linksToNote(read, context, settings);
  return [
    ...signsOfModel(read, model),
    ...signsOfWriting(read, context.topic, settings),
    ...signsOfWatchList(read, settings),
    ...signsOfLinks(read, links, context),
    ...signsOfMentions(read),
    ...signsOfCompany(read, links, context, fingerprint),
    ...signsOfAuthor(context),
    ...signsOfRecord(context),
    ...signsOfServer(context, fingerprint),
  ];
}

/** What moderators, and Discord for them, have decided about such comments. */
function signsOfServer(
  { removed, isEditedAfterApproval, autoModRule }: CommentContext,
  fingerprint: Fingerprint,
): Sign[] {
  const signs: Sign[] = [];
  const add = (reason: Reason, weight: number): void => void signs.push({ reason, weight, group: "server" });
  const likeness = removed?.find(fingerprint) ?? null;
  if (likeness === "same") add({ code: "sameAsRemoved", values: {}, passage: null }, WEIGHTS.sameAsRemoved);
  if (likeness === "near") add({ code: "likeRemoved", values: {}, passage: null }, WEIGHTS.likeRemoved);
  if (isEditedAfterApproval === true)
    add({ code: "editedAfterApproval", values: {}, passage: null }, WEIGHTS.editedAfterApproval);
  if (autoModRule) add({ code: "autoMod", values: { rule: autoModRule }, passage: null }, WEIGHTS.autoMod);
  return signs;
}

/** To hold takes an author the server knows and does not trust, and more than the text alone. */
function decide(
  logOdds: number,
  signs: readonly Sign[],
  { author }: CommentContext,
  { strictness }: DetectorSettings,
): Verdict["verdict"] {
  const shift = SHIFTS[strictness];
  if (logOdds < FLAG_AT + shift) return "pass";
  const mayHold = author !== null && weigh(signs, CONTEXT_GROUPS) >= LEAST_CONTEXT;
  return mayHold && logOdds >= HOLD_AT + shift ? "hold" : "flag";
}

function reasonsOf(signs: readonly Sign[]): Reason[] {
  return signs
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, MOST_REASONS)
    .map(({ reason }) => reason);
}

function memoryOf(
  read: ReadText,
  { author, commentId, threadId, at }: CommentContext,
  fingerprint: Fingerprint,
): RecentComment | null {
  if (!author) return null;
  const domains = [...new Set(read.links.filter(({ kind }) => kind === "web").map(({ domain }) => domain))];
  return { commentId, threadId, authorId: author.id, isNewMember: isNewMember(author, at), at, fingerprint, domains };
}
