import type { Snowflake } from "../domain/snowflake.ts";
import type { ShownMessage } from "../store/shown-queries.ts";
import type { Store } from "../store/store.ts";
import { forgetQuote } from "./quotes-records.ts";

const MESSAGES_A_LOOK = 100;

/** Quotes and digests that somebody deletes on Discord: there is nothing left of them to keep up to date. */
export type OwnMessages = {
  /** Undefined for a message that is none of these, which costs a look into the catalog. */
  gone(messageId: Snowflake): Promise<void> | undefined;
  /** A channel or a thread went with all that stood in it. */
  goneWith(channelId: Snowflake): Promise<void> | undefined;
};

export function createOwnMessages({ store }: { store: Store }): OwnMessages {
  const forget = ({ kind, id }: ShownMessage): Promise<void> =>
    store.update(async (tx) => {
      if (kind === "postedDigest") return tx.delete(kind, id);
      const quote = await tx.get("quote", id);
      if (quote) await forgetQuote(tx, quote);
    });

  const find = (channelId: Snowflake): ShownMessage[] =>
    store.catalog.listShownIn({ channelId, limit: MESSAGES_A_LOOK });

  async function forgetAll(channelId: Snowflake, first: ShownMessage[]): Promise<void> {
    for (let found = first; found.length > 0; found = find(channelId)) for (const shown of found) await forget(shown);
  }

  return {
    gone(messageId) {
      const shown = store.catalog.shownBy(messageId);
      return shown ? forget(shown) : undefined;
    },
    goneWith(channelId) {
      const found = find(channelId);
      return found.length > 0 ? forgetAll(channelId, found) : undefined;
    },
  };
}
