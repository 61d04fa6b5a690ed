import { setImmediate } from "node:timers/promises";
import type { Comment } from "../domain/comment.ts";
import { snowflakeTime, type Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { Detector } from "./detector/detector.ts";
import type { DiscordPort } from "./ports.ts";
import { MEMORY_MS, MOST_RECENT, type ScreeningMemory } from "./screening-memory.ts";

const READ_AT_ONCE = 100;
/** Then others have their turn. */
const NOTED_AT_ONCE = 50;

type Parts = {
  store: Store;
  detector: Detector;
  port: Pick<DiscordPort, "glanceAt">;
  memory: ScreeningMemory;
  now: () => number;
};

/** Reads a server's comments of the last hour again, once after each start: the memory of them is not stored. */
export function createRecall({ store, detector, port, memory, now }: Parts): (guildId: Snowflake) => Promise<void> {
  const recalled = new Map<Snowflake, Promise<void>>();

  async function readPage(guildId: Snowflake, after: Snowflake | undefined): Promise<Comment[]> {
    const paging = { order: "newest" as const, limit: READ_AT_ONCE, ...(after === undefined ? {} : { after }) };
    const ids = store.catalog.listComments({ guildId, states: ["visible"], ...paging });
    return (await store.getMany("comment", ids)).filter((comment) => comment !== undefined);
  }

  async function recallAll(guildId: Snowflake): Promise<void> {
    const since = now() - MEMORY_MS;
    const recent: Comment[] = [];
    for (
      let page = await readPage(guildId, undefined);
      page.length > 0;
      page = await readPage(guildId, page.at(-1)?.id)
    ) {
      const fresh = page.filter(({ id }) => snowflakeTime(id) >= since);
      recent.push(...fresh);
      if (fresh.length < page.length || recent.length >= MOST_RECENT) break;
    }
    for (const [index, comment] of recent.toReversed().entries()) {
      await note(comment);
      if (index % NOTED_AT_ONCE === 0) await setImmediate();
    }
  }

  async function note({ id: commentId, guildId, threadId, author, text, createdAt }: Comment): Promise<void> {
    if (author.id === null || createdAt === null || threadId === null) return;
    const glance = await port.glanceAt(guildId, author.id, { asks: false });
    const standing = { isStaff: false, isTrusted: false, commentCount: 0, linkCount: 0, removedCount: 0 };
    const known = { id: author.id, name: author.name, accountCreatedAt: null, joinedAt: glance?.joinedAt ?? null };
    const context = { at: createdAt, commentId, threadId, author: { ...known, ...standing } };
    const { memory: kept } = detector.recall(text, context);
    if (kept) memory.note(guildId, kept);
  }

  return (guildId) => {
    const done = recalled.get(guildId) ?? recallAll(guildId);
    recalled.set(guildId, done);
    done.catch(() => recalled.delete(guildId));
    return done;
  };
}
