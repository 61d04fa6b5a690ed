import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import { type LevelQuotesJob, outboxJobId, type ShowQuoteJob } from "../domain/outbox.ts";
import { type Quote, quotedText, type QuotedState, stateOfQuoted } from "../domain/quote.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Outbox } from "./outbox.ts";
import type { DiscordPort } from "./ports.ts";
import { forgetQuote } from "./quotes-records.ts";

/** All that the message of a quote shows. `text`: null where it is gone. */
export type QuoteContent = {
  quote: Quote;
  items: { comment: Comment | undefined; article: Article | undefined; state: QuotedState; text: string | null }[];
};

export type QuoteShowingPort = Pick<DiscordPort, "postQuote" | "updateQuote" | "findQuote" | "deleteMessage">;

type Parts = { store: Store; outbox: Outbox; port: QuoteShowingPort };

/** Carries out `show-quote` and `level-quotes`: posts quotes, keeps them to what their comments say, and takes them back. */
export function showQuotes({ store, outbox, port }: Parts): void {
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
      await store.update((tx) => forgetQuote(tx, quote));
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
    await store.update((tx) => forgetQuote(tx, quote));
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
          if (quote.messageId === null) await forgetQuote(tx, quote);
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
}

function isGone(error: unknown): boolean {
  return error instanceof UserError && (error.code === "unknownMessage" || error.code === "unknownChannel");
}
