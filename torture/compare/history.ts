import type { Documents } from "#src/store/store.ts";
import type { MessageDiary } from "../world/protocol.ts";
import { isSurelyStored } from "./certain.ts";
import type { Findings } from "./findings.ts";
import type { Scene } from "./scene.ts";

type Comment = Documents["comment"];

/** A text, and Discord's times of the updates that showed it: an update that changed something else shows the same text again. */
type Text = { text: string; editedAtMs: number[]; wasSurelyStored: boolean };

/** Holds the histories of edits against what was written: nothing invented, nothing lost that was known. */
export function compareHistories(scene: Scene, findings: Findings): void {
  for (const comment of scene.comments.values()) {
    const isShown = comment.state === "visible" && scene.threads.has(comment.threadId ?? "");
    const diary = scene.diaries.get(comment.id);
    if (isShown && diary)
      compareHistory(findings, comment, textsOf(scene, diary), scene.messages.get(comment.id)?.message.content ?? null);
  }
}

/** The texts of a message in their order. */
export function textsOf({ world, lives }: Scene, { versions, threadId }: MessageDiary, untilMs = Infinity): Text[] {
  const thread = world.threads.find(({ id }) => id === threadId);
  const texts: Text[] = [];
  for (const version of versions) {
    const wasSurelyStored =
      thread !== undefined &&
      isSurelyStored({ ...version, heardAtMs: version.heardAtMs.filter((ms) => ms < untilMs) }, thread, lives);
    const last = texts.at(-1);
    const same = last?.text === version.text ? last : null;
    if (same) same.wasSurelyStored ||= wasSurelyStored;
    const text = same ?? { text: version.text, editedAtMs: [], wasSurelyStored };
    text.editedAtMs.push(Date.parse(version.editedAt ?? ""));
    if (!same) texts.push(text);
  }
  return texts;
}

/** @param stands the text that the message has now, which is compared elsewhere; null when the message is gone */
export function compareHistory(
  findings: Findings,
  comment: Pick<Comment, "id" | "threadId" | "text" | "edits">,
  texts: readonly Text[],
  stands: string | null,
): void {
  const place = { threadId: comment.threadId, id: comment.id };
  const expected = texts.map(({ text, wasSurelyStored }) => `${wasSurelyStored ? "stored " : "perhaps"} ${text}`);
  const found = [
    ...comment.edits.map(({ text, replacedAt }) => `${text} (until ${replacedAt})`),
    `now ${comment.text}`,
  ];
  const places = comment.edits.map(({ text }) => texts.findIndex((one) => one.text === text));
  const isInOrder = places.every((at, index) => at >= 0 && at > (places[index - 1] ?? -1));
  // A text was replaced by one that came later, not always by the next: those between may have gone unseen.
  const areTimesReal = comment.edits.every(({ replacedAt }, index) =>
    texts.slice((places[index] ?? 0) + 1).some(({ editedAtMs }) => editedAtMs.includes(Date.parse(replacedAt))),
  );
  if (!isInOrder || !areTimesReal) findings.add("wrongHistory", { ...place, expected, found });
  const kept = new Set([...comment.edits.map(({ text }) => text), comment.text]);
  for (const { text, wasSurelyStored } of texts.filter((one) => one.text !== stands))
    if (wasSurelyStored && !kept.has(text))
      findings.add("missedEdits", { ...place, expected: { text, texts: expected }, found });
}
