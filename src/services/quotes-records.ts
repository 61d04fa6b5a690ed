import { type OutboxJob, outboxJobId } from "../domain/outbox.ts";
import { type ArticleQuotes, MOST_QUOTES_AN_ARTICLE, type Quote } from "../domain/quote.ts";
import { UserError } from "../errors.ts";
import type { Transaction } from "../store/store.ts";
import { uniqueIds } from "./by-id.ts";

/** Stores a quote with the job that posts it, where whoever changes a comment of it finds it. Throws tooManyQuotes. */
export async function storeQuote(tx: Transaction, quote: Quote, job: OutboxJob): Promise<void> {
  for (const [articleId, quoted] of Map.groupBy(quote.quoted, (one) => one.articleId)) {
    const known: ArticleQuotes = (await tx.get("articleQuotes", articleId)) ?? { v: 1, articleId, quotes: [] };
    if (known.quotes.length >= MOST_QUOTES_AN_ARTICLE) throw new UserError("tooManyQuotes", {});
    const entry = { quoteId: quote.id, commentIds: quoted.map(({ commentId }) => commentId) };
    tx.put("articleQuotes", articleId, { ...known, quotes: [...known.quotes, entry] });
  }
  tx.put("quote", quote.id, quote);
  tx.put("outbox", outboxJobId(job), job);
}

/** Its message is gone, or never came to be. */
export async function forgetQuote(tx: Transaction, quote: Quote): Promise<void> {
  tx.delete("quote", quote.id);
  for (const articleId of uniqueIds(quote.quoted.map((one) => one.articleId))) {
    const known = await tx.get("articleQuotes", articleId);
    const quotes = (known?.quotes ?? []).filter(({ quoteId }) => quoteId !== quote.id);
    if (known && quotes.length > 0) tx.put("articleQuotes", articleId, { ...known, quotes });
    else tx.delete("articleQuotes", articleId);
  }
}
