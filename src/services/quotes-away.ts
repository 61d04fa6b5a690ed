import { findPassage, passageText } from "../domain/quote-passage.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { isSnowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { findComment } from "./change-applier.ts";
import type { Comments } from "./comments.ts";
import { guildOfLink } from "./message-links.ts";
import type { DiscordPort } from "./ports.ts";
import type { QuoteContent } from "./quotes-showing.ts";

export type AwayQuotes = {
  /**
   * What a quote says that is shown where Talkback has no access, and so can neither post nor mend it. Ids or links, of any server.
   * @throws UserError commentUnknown, commentGone, quoteNotForAll, passageNotFound
   */
  read(memberId: Snowflake, comments: readonly string[], passage: string | null): Promise<QuoteContent["items"]>;
};

type Parts = {
  store: Store;
  comments: Pick<Comments, "find">;
  port: Pick<DiscordPort, "describeMember" | "isOpenToAll">;
};

export function createAwayQuotes({ store, comments, port }: Parts): AwayQuotes {
  const unknown = (query: string): UserError => new UserError("commentUnknown", { query: query.slice(0, 100) });

  async function guildOf(query: string): Promise<Snowflake | null> {
    const text = query.trim();
    return isSnowflake(text) ? ((await findComment(store, text))?.guildId ?? null) : guildOfLink(text);
  }

  /** Whether somebody is still a member is asked anew: the interaction says nothing of their rights in another server. */
  async function demandMember(guildId: Snowflake, memberId: Snowflake, query: string): Promise<void> {
    const member = await port.describeMember(guildId, memberId).catch((error: unknown) => {
      if (error instanceof UserError && error.code === "missingAccess") return null;
      throw error;
    });
    if (member?.isMember !== true) throw unknown(query);
  }

  return {
    async read(memberId, queries, passage) {
      const items: QuoteContent["items"] = [];
      for (const [index, query] of queries.entries()) {
        const guildId = await guildOf(query);
        if (guildId === null) throw unknown(query);
        await demandMember(guildId, memberId, query);
        const { comment, article } = await comments.find({ id: memberId, guildId }, query);
        if (comment.state !== "visible") throw new UserError("commentGone", {});
        if (!port.isOpenToAll(article)) throw new UserError("quoteNotForAll", {});
        const place = index > 0 || passage === null ? null : findPassage(comment.text, passage);
        if (index === 0 && passage !== null && !place) throw new UserError("passageNotFound", {});
        const text = place ? passageText(comment.text, place) : comment.text;
        if (!items.some((item) => item.comment?.id === comment.id))
          items.push({ comment, article, state: "asSaid", text });
      }
      return items;
    },
  };
}
