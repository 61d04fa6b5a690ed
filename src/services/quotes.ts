import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import { type LevelQuotesJob, outboxJobId, type OutboxJob, type ShowQuoteJob } from "../domain/outbox.ts";
import {
  type ArticleQuotes,
  MOST_QUOTES_AN_ARTICLE,
  type Quote,
  type Quoted,
  quotedText,
  type QuotedState,
  stateOfQuoted,
} from "../domain/quote.ts";
import { findPassage } from "../domain/quote-passage.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store, Transaction } from "../store/store.ts";
import { uniqueIds } from "./by-id.ts";
import type { Comments } from "./comments.ts";
import type { Ids } from "./ids.ts";
import type { Mirror } from "./mirror.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { touchQuotes } from "./quotes-touching.ts";

/** All that the message of a quote shows. `text`: null where it is gone. */
export type QuoteContent = {
  quote: Quote;
  items: { comment: Comment | undefined; article: Article | undefined; state: QuotedState; text: string | null }[];
};

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

type Port = Pick<
  DiscordPort,
  "mayPost" | "isWiderAudience" | "postQuote" | "updateQuote" | "findQuote" | "deleteMessage"
>;
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

  async function gather(quote: Quote): Promise<QuoteContent> {
    const known = await store.getMany(
      "comment",
      quote.quoted.map(({ commentId }) => commentId),
    );
    const articles = await store.getMany(
      "article",
      quote.quoted.map(({ articleId }) => articleId),
    );
    const items = quote.quoted.map((quoted, index) => {
      const comment = known[index];
      const state = stateOfQuoted(quoted, comment);
      const text = comment && state !== "gone" ? quotedText(quoted, comment) : null;
      return { comment, article: articles[index], state, text };
    });
    return { quote, items };
  }

  const shownOf = ({ items }: QuoteContent): string => items.map(({ state }) => state).join(" ");

  async function noteShown(quoteId: Snowflake, change: Partial<Quote>): Promise<void> {
    await store.update(async (tx) => {
      const latest = await tx.get("quote", quoteId);
      if (latest) tx.put("quote", quoteId, { ...latest, ...change });
    });
  }

  async function forget(tx: Transaction, quote: Quote): Promise<void> {
    tx.delete("quote", quote.id);
    for (const articleId of uniqueIds(quote.quoted.map((one) => one.articleId))) {
      const known = await tx.get("articleQuotes", articleId);
      const quotes = (known?.quotes ?? []).filter(({ quoteId }) => quoteId !== quote.id);
      if (known && quotes.length > 0) tx.put("articleQuotes", articleId, { ...known, quotes });
      else tx.delete("articleQuotes", articleId);
    }
  }

  /** Makes the message say what is so now, as often as that changes meanwhile. */
  async function level(quoteId: Snowflake): Promise<void> {
    const quote = await store.get("quote", quoteId);
    if (!quote || quote.messageId === null) return;
    const content = await gather(quote);
    const shown = shownOf(content);
    if (shown === quote.shown) return;
    try {
      await port.updateQuote(content);
    } catch (error) {
      if (!isGone(error)) throw error;
      await store.update((tx) => forget(tx, quote));
      return;
    }
    await noteShown(quoteId, { shown });
    await level(quoteId);
  }

  async function place(quote: Quote, isAgain: boolean): Promise<void> {
    const content = await gather(quote);
    const found = isAgain ? await port.findQuote(quote) : null;
    // It waited so long that there is nothing left to quote.
    if (!found && content.items.every(({ text }) => text === null)) throw new UserError("commentGone", {});
    const messageId = found ?? (await port.postQuote(content));
    // What an earlier attempt wrote may be older than what is known now.
    await noteShown(quote.id, { messageId, shown: found ? "" : shownOf(content) });
  }

  async function withdrawNow(quote: Quote, isAgain: boolean): Promise<void> {
    const messageId = quote.messageId ?? (isAgain ? await port.findQuote(quote) : null);
    if (messageId !== null) await port.deleteMessage(quote.channelId, messageId);
    await store.update((tx) => forget(tx, quote));
  }

  async function show(job: ShowQuoteJob, isAgain: boolean): Promise<void> {
    const quote = await store.get("quote", job.quoteId);
    try {
      if (quote?.isWithdrawn) await withdrawNow(quote, isAgain);
      else if (quote?.messageId === null) await place(quote, isAgain);
      await level(job.quoteId);
    } catch (error) {
      // Discord's "no" is final for a quote that never stood: whoever asked is told.
      const isRefusal =
        error instanceof UserError && error.code !== "shuttingDown" && error.code !== "discordUnavailable";
      if (isRefusal && quote)
        await store.update(async (tx) => {
          tx.delete("outbox", outboxJobId(job));
          if (quote.messageId === null) await forget(tx, quote);
        });
      throw error;
    }
    await finish(job);
  }

  async function finish(job: ShowQuoteJob | LevelQuotesJob): Promise<void> {
    await store.update(async (tx) => {
      const current = await tx.get("outbox", outboxJobId(job));
      if (current?.kind === job.kind && current.revision === job.revision) tx.delete("outbox", outboxJobId(job));
    });
  }

  outbox.handle("show-quote", (job, { isAgain }) => show(job, isAgain));
  outbox.handle(
    "level-quotes",
    async (job) => {
      for (const quoteId of job.quoteIds) await level(quoteId);
      await finish(job);
    },
    { startsByItself: true },
  );

  async function storeQuote(tx: Transaction, quote: Quote, job: OutboxJob): Promise<void> {
    for (const [articleId, quoted] of Map.groupBy(quote.quoted, (one) => one.articleId)) {
      const known: ArticleQuotes = (await tx.get("articleQuotes", articleId)) ?? { v: 1, articleId, quotes: [] };
      if (known.quotes.length >= MOST_QUOTES_AN_ARTICLE) throw new UserError("tooManyQuotes", {});
      const entry = { quoteId: quote.id, commentIds: quoted.map(({ commentId }) => commentId) };
      tx.put("articleQuotes", articleId, { ...known, quotes: [...known.quotes, entry] });
    }
    tx.put("quote", quote.id, quote);
    tx.put("outbox", outboxJobId(job), job);
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

function isGone(error: unknown): boolean {
  return error instanceof UserError && (error.code === "unknownMessage" || error.code === "unknownChannel");
}
