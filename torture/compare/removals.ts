import type { Findings } from "./findings.ts";
import { compareHistory, textsOf } from "./history.ts";
import type { Scene } from "./scene.ts";

/** What changes whether a comment is there. */
const DEEDS: ReadonlySet<string> = new Set(["remove", "restore", "hold", "approve"]);

/** What moderators removed is removed, with a whole copy under seal; what nobody removed is not. */
export function compareRemovals(scene: Scene, findings: Findings): void {
  const { records, comments } = scene;
  const sealed = new Map(records.sealed.map((copy) => [copy.comment.id, copy]));
  const lastDeed = new Map<string, string>();
  for (const { commentId, action } of [...records.case].sort((a, b) => a.number - b.number))
    if (commentId !== null && DEEDS.has(action)) lastDeed.set(commentId, action);
  for (const comment of comments.values()) {
    const place = { threadId: comment.threadId, id: comment.id };
    const isRemoved = comment.state === "removed";
    const wasRemoved = lastDeed.get(comment.id) === "remove";
    if (isRemoved !== wasRemoved)
      findings.add("wrongRemovals", { ...place, expected: lastDeed.get(comment.id) ?? "no case", found: comment });
    if (isRemoved !== sealed.has(comment.id))
      findings.add("wrongRemovals", { ...place, expected: "a sealed copy where it is removed", found: comment.state });
  }
  for (const [id, { comment, sealedAt }] of sealed) {
    const diary = scene.diaries.get(id);
    if (!diary || !scene.threads.has(comment.threadId ?? "")) continue;
    const texts = textsOf(scene, diary, Date.parse(sealedAt));
    compareHistory(findings, comment, texts, null);
    if (!texts.some(({ text }) => text === comment.text))
      findings.add("wrongRemovals", {
        threadId: comment.threadId,
        id,
        expected: texts.map(({ text }) => text),
        found: comment.text,
      });
  }
}
