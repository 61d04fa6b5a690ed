import type { Article } from "../domain/article.ts";
import type { Case } from "../domain/case.ts";
import type { Comment, SealedComment } from "../domain/comment.ts";
import type { Digest } from "../domain/digest.ts";
import type { LogEntry } from "../domain/log-entry.ts";
import type { OutboxJob } from "../domain/outbox.ts";
import { namedIn, type PostedDigest } from "../domain/posted-digest.ts";
import type { Purge } from "../domain/purge.ts";
import type { Quote } from "../domain/quote.ts";
import type { Report } from "../domain/report.ts";
import type { SavedView } from "../domain/saved-view.ts";
import type { Screening } from "../domain/screening.ts";
import type { Thread } from "../domain/thread.ts";
import type { Watching } from "../domain/watching.ts";
import { createActivity } from "./catalog-activity.ts";
import { createTally, writeComment } from "./catalog-comment-writer.ts";
import { createPlaces } from "./catalog-places.ts";
import { createResponses } from "./catalog-responses.ts";
import type { Writes } from "./committer.ts";
import type { Kind } from "./documents.ts";
import { parseKey } from "./keys.ts";
import { rowNumber } from "./row-number.ts";
import type { Statements } from "./statements.ts";

type KindWriter = { put(id: string, document: never): void; remove(id: string): void };

/**
 * Takes over what was written to the records, in whatever order, within the caller's transaction.
 * @param isFilling whether a new catalog is being filled: then `levelPlaces`, `levelResponses` and `levelActivity` must follow
 */
export function createCatalogWriter(statements: Statements, { isFilling = false } = {}): (writes: Writes) => void {
  const { run } = statements;
  const places = createPlaces(statements, { isFilling });

  const byNumber = (table: string) => (id: string) => run(`DELETE FROM ${table} WHERE number = ?`, rowNumber(id));
  const byId = (table: string) => (id: string) => run(`DELETE FROM ${table} WHERE id = ?`, id);
  type Shown = { channelId: string; messageId: string | null };
  const putShown = (kind: Kind, id: string, guildId: string, place: Shown | null): void => {
    const where = [numberOrNull(place?.channelId ?? null), numberOrNull(place?.messageId ?? null)] as const;
    run("INSERT OR REPLACE INTO shown VALUES (?, ?, ?, ?, ?)", kind, id, rowNumber(guildId), ...where);
  };
  const writers: Partial<Record<Kind, KindWriter>> = {
    article: { put: (id, article: Article) => places.put(id, article), remove: (id) => places.put(id, null) },
    thread: {
      put: (id, { guildId }: Thread) =>
        run("INSERT OR REPLACE INTO thread VALUES (?, ?)", rowNumber(id), rowNumber(guildId)),
      remove: byNumber("thread"),
    },
    report: {
      put: (id, { guildId, commentId, reporterId, authorId = null, state, createdAt }: Report) => {
        const who = [rowNumber(reporterId), numberOrNull(authorId)] as const;
        const place = [rowNumber(guildId), rowNumber(commentId)] as const;
        run("INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?, ?, ?, ?)", id, ...place, ...who, state, createdAt);
      },
      remove: byId("report"),
    },
    case: {
      put: (id, { guildId, number, commentId, targetId, action }: Case) => {
        const about = [numberOrNull(commentId), numberOrNull(targetId)] as const;
        run("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?)", id, rowNumber(guildId), number, ...about, action);
      },
      remove: byId("cases"),
    },
    log: {
      put: (id, row: LogEntry) => {
        const { guildId, sequence, at, action, actorId, targetId } = row;
        const who = [numberOrNull(actorId), numberOrNull(row.v === 1 ? null : row.memberId)] as const;
        const place = [rowNumber(guildId), sequence] as const;
        run("INSERT OR REPLACE INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)", id, ...place, at, action, ...who, targetId);
      },
      remove: byId("log"),
    },
    outbox: {
      put: (id, { createdAt }: OutboxJob) => run("INSERT OR REPLACE INTO outbox VALUES (?, ?)", id, createdAt),
      remove: byId("outbox"),
    },
    sealed: {
      put: (id, { eraseAfter }: SealedComment) =>
        run("INSERT OR REPLACE INTO sealed VALUES (?, ?)", rowNumber(id), eraseAfter),
      remove: byNumber("sealed"),
    },
    screening: {
      put: (id, { guildId, verdict, outcome }: Screening) =>
        run(
          "INSERT OR REPLACE INTO screening VALUES (?, ?, ?, ?)",
          rowNumber(id),
          rowNumber(guildId),
          verdict,
          outcome,
        ),
      remove: byNumber("screening"),
    },
    view: {
      put: (id, { expiresAt }: SavedView) => run("INSERT OR REPLACE INTO view VALUES (?, ?)", id, expiresAt),
      remove: byId("view"),
    },
    purge: {
      put: (id, { guildId, expiresAt }: Purge) =>
        run("INSERT OR REPLACE INTO purge VALUES (?, ?, ?)", rowNumber(id), rowNumber(guildId), expiresAt),
      remove: byNumber("purge"),
    },
    watching: {
      put: (id, { guildId }: Watching) => run("INSERT OR REPLACE INTO watching VALUES (?, ?)", id, rowNumber(guildId)),
      remove: byId("watching"),
    },
    digest: {
      put: (id, { guildId }: Digest) => run("INSERT OR REPLACE INTO digest VALUES (?, ?)", id, rowNumber(guildId)),
      remove: byId("digest"),
    },
    quote: {
      put: (id, { guildId, channelId, messageId }: Quote) => putShown("quote", id, guildId, { channelId, messageId }),
      remove: (id) => run("DELETE FROM shown WHERE kind = 'quote' AND id = ?", id),
    },
    postedDigest: {
      put: (id, digest: PostedDigest) => {
        putShown("postedDigest", id, digest.guildId, digest.place);
        run("DELETE FROM named WHERE digest = ?", id);
        for (const commentId of namedIn(digest)) run("INSERT INTO named VALUES (?, ?)", rowNumber(commentId), id);
      },
      remove: (id) => {
        run("DELETE FROM shown WHERE kind = 'postedDigest' AND id = ?", id);
        run("DELETE FROM named WHERE digest = ?", id);
      },
    },
  };

  return (writes) => {
    const tally = createTally(statements);
    const responses = createResponses(statements, { isFilling });
    const activity = createActivity(statements, { isFilling });
    const writing = { tally, activity, responses, placeOf: places.of };
    // In order of the ids: the full-text index begins a new segment whenever it has to step back.
    for (const key of [...writes.keys()].sort()) {
      const document = writes.get(key) ?? null;
      if (document === null) run("INSERT OR IGNORE INTO erased VALUES (?)", key);
      const parsed = parseKey(key);
      if (parsed?.kind === "comment") writeComment(statements, writing, parsed.id, document as Comment | null);
      else if (parsed && document === null) writers[parsed.kind]?.remove(parsed.id);
      else if (parsed) writers[parsed.kind]?.put(parsed.id, document as never);
    }
    tally.write();
    activity.write();
    responses.write();
  };
}

const numberOrNull = (id: string | null): bigint | null => (id === null ? null : rowNumber(id));
