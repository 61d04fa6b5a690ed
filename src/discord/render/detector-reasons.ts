import type { ButtonBuilder } from "@discordjs/builders";
import type { Comment } from "../../domain/comment.ts";
import type { Reason } from "../../domain/detector-verdict.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { suggestPhrase } from "../../services/detector/suggest-phrase.ts";
import { cutLine } from "./case-view.ts";
import { button } from "./view.ts";

/** What points at nearly all of a comment points at nothing in it. */
const MOST_OF_TEXT = 0.9;

/** What they point at stands in their words already. */
const SPEAKING: ReadonlySet<Reason["code"]> = new Set([
  "link",
  "oddLink",
  "ownSite",
  "firstLink",
  "sharedHost",
  "disguisedLetters",
  "watchedPhrase",
]);

/**
 * The detector's reasons, each on a line with the passage that it points at.
 * @param said what was judged: of another version of the comment no passage is shown
 * @param length what a reason, and a passage, may take
 */
export function reasonLines(
  texts: Texts,
  { reasons, editedAt }: { reasons: readonly Reason[]; editedAt: string | null },
  said: Pick<Comment, "text" | "editedAt">,
  length: number,
): string[] {
  return reasons.map((reason) => {
    const words = cutLine(texts.detector.reason(reason), length);
    const { passage, code } = reason;
    const isWhole = passage !== null && passage.end - passage.start > said.text.length * MOST_OF_TEXT;
    const isPointing = passage !== null && !isWhole && said.editedAt === editedAt && !SPEAKING.has(code);
    const quoted = isPointing ? cutLine(said.text.slice(passage.start, passage.end).trim(), length) : "";
    return quoted === "" ? `- ${words}` : `- ${words}: “${quoted}”`;
  });
}

/** Leads to a form with what could be watched for after this comment. None where the comment says nothing any more. */
export function phraseButton({ detector }: Texts, { id, text }: Pick<Comment, "id" | "text">): ButtonBuilder[] {
  return text.trim() === "" ? [] : [button(detector.watchPhrase, `detector-phrase:${id}:${suggestPhrase(text)}`)];
}
