import { rowNumber } from "./row-number.ts";
import type { Statements } from "./statements.ts";

/** A message of Talkback's own that says what comments say: the record that it shows. */
export type ShownMessage = { kind: "quote" | "postedDigest"; id: string };

export type ShownQueries = {
  /** Posted digests that name a comment, by the ids of their records. At most `limit`, after the id `after`. */
  listDigestsNaming(query: { commentId: string; after?: string; limit: number }): string[];
  /** Of a server. */
  listPostedDigests(query: { guildId: string; limit: number }): string[];
  /** What a message shows, if it is a quote or a digest. */
  shownBy(messageId: string): ShownMessage | null;
  /** What the messages of a channel show. At most `limit`. */
  listShownIn(query: { channelId: string; limit: number }): ShownMessage[];
};

const idsIn = (rows: ReturnType<Statements["all"]>): string[] => rows.map((row) => String(row["id"]));

export function createShownQueries({ all, get }: Statements): ShownQueries {
  const toShown = ({ kind, id }: { kind?: unknown; id?: unknown }): ShownMessage => ({
    kind: kind === "quote" ? kind : "postedDigest",
    id: String(id),
  });
  return {
    listDigestsNaming: ({ commentId, after = "", limit }) =>
      idsIn(
        all(
          "SELECT digest AS id FROM named WHERE comment = ? AND digest > ? ORDER BY digest LIMIT ?",
          rowNumber(commentId),
          after,
          limit,
        ),
      ),
    listPostedDigests: ({ guildId, limit }) =>
      idsIn(all("SELECT id FROM shown WHERE guild = ? AND kind = 'postedDigest' LIMIT ?", rowNumber(guildId), limit)),
    shownBy(messageId) {
      const row = get("SELECT kind, id FROM shown WHERE message = ?", rowNumber(messageId));
      return row ? toShown(row) : null;
    },
    listShownIn: ({ channelId, limit }) =>
      all("SELECT kind, id FROM shown WHERE channel = ? LIMIT ?", rowNumber(channelId), limit).map(toShown),
  };
}
