import type { Comment } from "../domain/comment.ts";
import { type LevelDigestsJob, outboxJobId } from "../domain/outbox.ts";
import type { Store, Transaction } from "../store/store.ts";
import { uniqueIds } from "./by-id.ts";
import { touchQuotes } from "./quotes-touching.ts";

type Changed = Pick<Comment, "id" | "articleId" | "guildId">;

/** Asks, in the commit that changes comments, for all that quotes or names them to be brought up to date. */
export async function touchShown(
  store: Store,
  tx: Transaction,
  comments: readonly Changed[],
  at: string,
): Promise<void> {
  await touchQuotes(tx, comments, at);
  await touchDigests(store, tx, comments, at);
}

/** The same for digests alone. Costs a look into the catalog for each comment. */
export async function touchDigests(
  { catalog }: Pick<Store, "catalog">,
  tx: Transaction,
  comments: readonly Changed[],
  at: string,
): Promise<void> {
  const named = comments.filter(({ id }) => catalog.listDigestsNaming({ commentId: id, limit: 1 }).length > 0);
  for (const [guildId, changed] of Map.groupBy(named, (comment) => comment.guildId)) {
    const job: LevelDigestsJob = { v: 1, kind: "level-digests", guildId, createdAt: at, commentIds: [], revision: 1 };
    const waiting = await tx.get("outbox", outboxJobId(job));
    const earlier = waiting?.kind === "level-digests" ? waiting : null;
    const commentIds = uniqueIds([...(earlier?.commentIds ?? []), ...changed.map(({ id }) => id)]);
    tx.put("outbox", outboxJobId(job), { ...job, commentIds, revision: (earlier?.revision ?? 0) + 1 });
  }
}
