import { ButtonStyle } from "discord-api-types/v10";
import type { Comment, Edit } from "../../domain/comment.ts";
import { cutAtSentence } from "../../domain/cut-text.ts";
import { shortId } from "../../domain/short-id.ts";
import { diffWords, type DiffPart, shortenDiff } from "../../domain/word-diff.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { authorName } from "./comment-card.ts";
import { markDiff } from "./marked-text.ts";
import { timestamp } from "./time.ts";
import { type Block, button, fitCard, type MessageView } from "./view.ts";

const EDITS_A_PAGE = 3;
/** What an edit may take, before escaping. */
const EDIT_LENGTHS = [800, 500, 250];
/** How much is shown around what changed. */
const AROUND = 60;
/** Of a longer text only the beginning is compared. */
const COMPARED_LENGTH = 8_000;

/** What each edit changed, the newest first. */
export function commentHistoryView(texts: Texts, comment: Comment, page: number): MessageView {
  const pages = Math.max(1, Math.ceil(comment.edits.length / EDITS_A_PAGE));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const newest = Array.from(comment.edits.entries()).toReversed();
  const onPage = newest.slice(shown * EDITS_A_PAGE, (shown + 1) * EDITS_A_PAGE);
  const steps = onPage.map(([index, edit]) => stepOf(comment, edit, index));
  return fitCard(EDIT_LENGTHS, (length) => buildHistory(texts, comment, steps, { page: shown, pages, length }));
}

type Step = { at: string; parts: DiffPart[] };

function stepOf(comment: Comment, edit: Edit, index: number): Step {
  const after = comment.edits[index + 1]?.text ?? comment.text;
  const [from, to] = [edit.text, after].map((text) => text.slice(0, COMPARED_LENGTH));
  return { at: edit.replacedAt, parts: shortenDiff(diffWords(from ?? "", to ?? ""), AROUND) };
}

function buildHistory(
  texts: Texts,
  comment: Comment,
  steps: Step[],
  { page, pages, length }: { page: number; pages: number; length: number },
): Block[] {
  const entries = steps.flatMap(({ at, parts }): Block[] => [
    "---",
    `-# ${texts.show.editedAt(timestamp(at))}\n${markDiff(cutParts(parts, length))}`,
  ]);
  const to = (target: number): string => `comments-show:${shortId(comment.id)}:h${target}`;
  const buttons = [button(texts.show.back, `comments-show:${shortId(comment.id)}:t0`, ButtonStyle.Primary)];
  if (pages > 1) {
    buttons.push(button(`◀ ${texts.comments.previous}`, to(page - 1)).setDisabled(page === 0));
    buttons.push(button(`${texts.comments.next} ▶`, to(page + 1)).setDisabled(page === pages - 1));
  }
  const title = `## ${texts.show.historyTitle(authorName(comment))}`;
  return [`${title}\n-# ${texts.show.historyKey}`, ...entries, buttons];
}

/** The parts that fit, the last one cut. */
function cutParts(parts: readonly DiffPart[], length: number): DiffPart[] {
  const kept: DiffPart[] = [];
  let room = length;
  for (const part of parts) {
    if (room < 2) break;
    const { text } = cutAtSentence(part.text, room);
    kept.push(part.text.length > room ? { ...part, text } : part);
    room -= part.text.length;
  }
  return kept;
}
