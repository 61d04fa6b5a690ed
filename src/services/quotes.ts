import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import { outboxJobId, type ShowQuoteJob } from "../domain/outbox.ts";
import type { Quote, Quoted } from "../domain/quote.ts";
import { findPassage } from "../domain/quote-passage.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Comments } from "./comments.ts";
import type { Ids } from "./ids.ts";
import type { Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { storeQuote } from "./quotes-records.ts";
import { type QuoteShowingPort, showQuotes } from "./quotes-showing.ts";
import { touchQuotes } from "./quotes-touching.ts";

export type QuoteWish = {
  member: { id: Snowflake; name: string };
  guildId: Snowflake;
  channelId: Snowflake;
  /** Ids or links; what names one comment twice quotes it once. */
  comments: readonly string[];
  /** Of the first comment; null: all of it. */
  passage: string | null;
};

export type Quotes = {
  /**
   * Posts a quote and gives its address. What Discord could not be asked for is posted later.
   * @throws UserError commentUnknown, commentGone, mayNotPostThere, quoteTooPublic, passageNotFound, tooManyQuotes, or Discord's refusal
   */
  post(wish: QuoteWish): Promise<{ channelId: Snowflake; messageId: Snowflake }>;
  /** Takes a quote off Discord. Throws outdated, notYourQuote. */
  withdraw(quoteId: Snowflake, by: { guildId: Snowflake; id: Snowflake; isModerator: boolean }): Promise<void>;
};

type Port = Pick<DiscordPort, "mayPost" | "isWiderAudience"> & QuoteShowingPort;
type Parts = {
  store: Store;
  comments: Pick<Comments, "find">;
  mirror: Pick<Mirror, "inCommit">;
  outbox: Outbox;
  port: Port;
  ids: Ids;
  now: () => number;
};
type Found = { comment: Comment; article: Article };

/** Quotes of comments, which follow what becomes of the comments. */
export function createQuotes({ store, comments, mirror, outbox, port, ids, now }: Parts): Quotes {
  const at = (): string => new Date(now()).toISOString();

  showQuotes({ store, outbox, port });
  mirror.inCommit(async (tx, _thread, changes) => {
    const told = changes.filter(({ isSaidAnew, comment }) => isSaidAnew || comment.state !== "visible");
    await touchQuotes(
      tx,
      told.map(({ comment }) => comment),
      at(),
    );
  });

  async function findAll({ member, guildId, channelId, comments: queries }: QuoteWish): Promise<Found[]> {
    const found: Found[] = [];
    for (const query of queries) {
      const one = await comments.find({ id: member.id, guildId }, query);
      if (one.comment.state !== "visible") throw new UserError("commentGone", {});
      if (!found.some(({ comment }) => comment.id === one.comment.id)) found.push(one);
    }
    if (!(await port.mayPost(guildId, member.id, channelId))) throw new UserError("mayNotPostThere", { channelId });
    for (const { article } of found)
      if (port.isWiderAudience(article, channelId)) throw new UserError("quoteTooPublic", { channelId });
    return found;
  }

  function toQuoted({ comment }: Found, passage: string | null): Quoted {
    const place = passage === null ? null : findPassage(comment.text, passage);
    if (passage !== null && !place) throw new UserError("passageNotFound", {});
    return { commentId: comment.id, articleId: comment.articleId, passage: place, edits: comment.edits.length };
  }

  const jobFor = ({ id, guildId }: Quote, revision: number): ShowQuoteJob => ({
    v: 1,
    kind: "show-quote",
    guildId,
    quoteId: id,
    createdAt: at(),
    revision,
  });

  return {
    async post(wish) {
      const found = await findAll(wish);
      const [id = ""] = ids.mint(1);
      const quoted = found.map((one, index) => toQuoted(one, index === 0 ? wish.passage : null));
      const { guildId, channelId, member } = wish;
      const place = { guildId, channelId, messageId: null, quotedBy: member, quoted };
      const quote: Quote = { v: 1, id, ...place, shown: "", isWithdrawn: false, createdAt: at() };
      const job = jobFor(quote, 1);
      await store.update((tx) => storeQuote(tx, quote, job));
      await outbox.run(job);
      const messageId = (await store.get("quote", id))?.messageId ?? null;
      if (messageId === null) throw new UserError("unknownMessage", {});
      return { channelId, messageId };
    },

    async withdraw(quoteId, by) {
      const quote = await store.get("quote", quoteId);
      if (quote?.guildId !== by.guildId) throw new UserError("outdated", {});
      if (quote.quotedBy.id !== by.id && !by.isModerator) throw new UserError("notYourQuote", {});
      const job = jobFor(quote, 2);
      await store.update((tx) => {
        tx.put("quote", quoteId, { ...quote, isWithdrawn: true });
        tx.put("outbox", outboxJobId(job), job);
      });
      await outbox.run(job);
    },
  };
}
