import type { Comment } from "../domain/comment.ts";
import type { OutboxJob } from "../domain/outbox.ts";
import type { Transaction } from "../store/store.ts";

/** Asks, in the commit that changes comments, for the quotes of them to be brought up to date. Costs a look in memory where there are none. */
export async function touchQuotes(
  tx: Transaction,
  comments: readonly Pick<Comment, "id" | "articleId" | "guildId">[],
  at: string,
): Promise<void> {
  const byArticle = Map.groupBy(comments, ({ articleId }) => articleId);
  for (const [articleId, changed] of byArticle) {
    const known = await tx.get("articleQuotes", articleId);
    const ids = new Set(changed.map(({ id }) => id));
    const touched = (known?.quotes ?? []).filter(({ commentIds }) => commentIds.some((id) => ids.has(id)));
    if (touched.length === 0) continue;
    const jobId = `quotes-${articleId}`;
    const waiting = await tx.get("outbox", jobId);
    const earlier = waiting?.kind === "level-quotes" ? waiting : null;
    const job: OutboxJob = {
      v: 1,
      kind: "level-quotes",
      guildId: changed[0]?.guildId ?? "",
      articleId,
      createdAt: at,
      quoteIds: [...new Set([...(earlier?.quoteIds ?? []), ...touched.map(({ quoteId }) => quoteId)])],
      revision: (earlier?.revision ?? 0) + 1,
    };
    tx.put("outbox", jobId, job);
  }
}
