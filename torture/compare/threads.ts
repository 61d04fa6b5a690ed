import type { Findings } from "./findings.ts";
import { isComment, type Scene } from "./scene.ts";

/** What became of the threads themselves, and how far each is stored. */
export function compareThreads(scene: Scene, findings: Findings): void {
  const stored = new Map(scene.records.thread.map((thread) => [thread.id, thread]));
  for (const { id, channel, deletedAtMs, knownSinceMs } of scene.world.threads) {
    // Opened by hand, and gone before it was adopted.
    if (knownSinceMs === null && deletedAtMs !== null) continue;
    const thread = stored.get(id);
    const place = { threadId: id, id: null };
    const expected = channel && {
      name: channel.name,
      isArchived: channel.thread?.archived,
      isLocked: channel.thread?.locked,
    };
    const found = thread && { name: thread.name, isArchived: thread.isArchived, isLocked: thread.isLocked };
    const isDeleted = deletedAtMs !== null;
    if (isDeleted !== ((thread?.deletedAt ?? null) !== null))
      findings.add("wrongThreads", { ...place, expected: isDeleted ? "deleted" : "there", found: thread ?? null });
    else if (expected && JSON.stringify(expected) !== JSON.stringify(found))
      findings.add("wrongThreads", { ...place, expected, found });
  }
  for (const [id, thread] of stored) {
    const newest = [...scene.messages.values()]
      .filter((one) => one.message.channel_id === id && isComment(one, scene.world.botId))
      .reduce((max, { message }) => (BigInt(message.id) > max ? BigInt(message.id) : max), 0n);
    if (BigInt(thread.checkpoint ?? 0) < newest)
      findings.add("checkpointsBehind", { threadId: id, id: null, expected: String(newest), found: thread.checkpoint });
  }
}
