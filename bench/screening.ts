import { defaultDetectorSettings } from "#src/domain/detector-settings.ts";
import { createDetector } from "#src/services/detector/detector.ts";
import { createFingerprintIndex } from "#src/services/detector/fingerprint.ts";
import { loadModel } from "#src/services/detector/model-file.ts";
import { createScreeningContext } from "#src/services/screening-context.ts";
import { createScreeningMemory } from "#src/services/screening-memory.ts";
import type { Store } from "#src/store/store.ts";
import type { Place } from "./filled-store.ts";
import { atMost, figuresOf, type Row } from "./row.ts";

const JUDGED = 1_000;
/** What the memory of the last hour holds at most, and what moderators of a busy server remove within 30 days. */
const RECENT = 1_000;
const REMOVED = 2_000;

/** What the detector costs a comment, with all that is asked of the store and compared; without Discord. */
export async function askScreening(store: Store, size: number, { guildId }: Place): Promise<Row[]> {
  const detector = createDetector({ model: loadModel() });
  const contextOf = createScreeningContext({ store, port: { glanceAt: async () => null } });
  const memory = createScreeningMemory(() => 0);
  const removed = createFingerprintIndex();
  const settings = defaultDetectorSettings();
  const ids = store.catalog.listComments({ guildId, order: "newest", limit: RECENT + JUDGED + REMOVED });
  const comments = (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
  const times: number[] = [];
  for (const [index, comment] of comments.entries()) {
    const begunMs = performance.now();
    const context = await contextOf(comment, { settings, asksDiscord: false });
    const found = detector.inspect(comment.text, { ...context, recent: memory.of(guildId), removed }, settings);
    if (found.memory) memory.note(guildId, found.memory);
    if (index >= comments.length - JUDGED) times.push(performance.now() - begunMs);
    else if (index < REMOVED) removed.add(found.fingerprint);
  }
  const { p50, p99 } = figuresOf(times);
  const note = `${RECENT} recent and ${REMOVED} removed comments to compare with`;
  return [
    { name: "the detector judges a comment", size, value: p50, unit: "ms", p50, p99, ...atMost(1, "ms", p50), note },
  ];
}
