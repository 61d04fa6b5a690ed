import type { Logger } from "pino";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Kind, Store } from "../store/store.ts";
import { sourceRecordId } from "./articles.ts";
import { logCursorId } from "./log-channel.ts";
import type { Attachments } from "./attachments.ts";
import type { Mirror } from "./mirror.ts";
import type { Threads } from "./threads.ts";

/** How long a server's data is kept after the bot left it: long enough to come back after a mistake. */
export const LEFT_GUILD_DAYS = 30;
const DAY_MS = 86_400_000;
const MEMBERSHIPS = "guilds";
const HERE = "here";
const ENTITIES_A_LOOK = 100;
/** The store takes 199 in one commit. */
const DELETIONS_A_COMMIT = 190;

/** Which servers the bot is in, and what becomes of the data of those that it left. */
export type Guilds = {
  /** A session begins: these are the servers that the bot is in. Those that it left unheard are noticed. */
  noteAll(guildIds: Snowflake[]): Promise<void>;
  join(guildId: Snowflake): Promise<void>;
  leave(guildId: Snowflake): Promise<void>;
  /** Erases the data of servers left too long ago. Returns how many servers. */
  eraseLeft(): Promise<number>;
};

type Address = { kind: Kind; id: string };
type Parts = {
  store: Store;
  mirror: Mirror;
  threads: Threads;
  attachments: Pick<Attachments, "release">;
  now: () => number;
  log: Logger;
};

export function createGuilds({ store, mirror, threads, attachments, now, log }: Parts): Guilds {
  const readAll = async (): Promise<Record<string, unknown>> => (await store.get("meta", MEMBERSHIPS)) ?? {};

  const put = (guildId: Snowflake, membership: string | null): Promise<void> =>
    store.update(async (tx) => {
      const { [guildId]: _, ...others } = (await tx.get("meta", MEMBERSHIPS)) ?? { v: 1 as const };
      tx.put("meta", MEMBERSHIPS, { ...others, v: 1, ...(membership === null ? {} : { [guildId]: membership }) });
    });

  async function leave(guildId: Snowflake): Promise<void> {
    const at = new Date(now()).toISOString();
    log.warn({ guildId, keptForDays: LEFT_GUILD_DAYS }, "the bot was removed from a server");
    await put(guildId, at);
    for (const { id, guildId: owner } of threads.all())
      if (owner === guildId) await mirror.changeThread(id, { hiddenSince: at });
  }

  /** Whatever depends on an entity goes before it, so that a crash leaves a way to find the rest. */
  async function erase(guildId: Snowflake): Promise<void> {
    for (const find of [commentsOf, moderationOf, purgesOf, watchingOf, digestsOf, postedDigestsOf, articlesOf]) {
      for (let found = await find(guildId); found.length > 0; found = await find(guildId)) await deleteAll(found);
    }
    for (const { id, guildId: owner } of threads.all()) if (owner === guildId) threads.forget(id);
    await deleteAll([
      { kind: "logHead", id: guildId },
      { kind: "meta", id: logCursorId(guildId) },
      { kind: "outbox", id: `log-${guildId}` },
      { kind: "detector", id: guildId },
      { kind: "outbox", id: `purge-${guildId}` },
      { kind: "outbox", id: `digests-${guildId}` },
      { kind: "guild", id: guildId },
    ]);
  }

  async function deleteAll(addresses: Address[]): Promise<void> {
    for (let start = 0; start < addresses.length; start += DELETIONS_A_COMMIT) {
      await store.update((tx) => {
        for (const { kind, id } of addresses.slice(start, start + DELETIONS_A_COMMIT)) tx.delete(kind, id);
      });
    }
  }

  async function commentsOf(guildId: Snowflake): Promise<Address[]> {
    const ids = store.catalog.listComments({ guildId, order: "oldest", limit: ENTITIES_A_LOOK });
    const comments = await store.getMany("comment", ids);
    await attachments.release(ids);
    return comments.flatMap((comment, index) => {
      const id = ids[index] ?? "";
      const aliases = (comment?.messageIds ?? []).map((messageId) => ({ kind: "alias" as const, id: messageId }));
      return [
        ...aliases,
        { kind: "sealed" as const, id },
        { kind: "card" as const, id },
        { kind: "outbox" as const, id: `reports-${id}` },
        { kind: "screening" as const, id },
        { kind: "comment" as const, id },
      ];
    });
  }

  async function moderationOf(guildId: Snowflake): Promise<Address[]> {
    const { catalog } = store;
    const limit = ENTITIES_A_LOOK;
    return [
      ...catalog.listReports({ guildId, limit }).map((id) => ({ kind: "report" as const, id })),
      ...catalog.listCases({ guildId, limit }).map((id) => ({ kind: "case" as const, id })),
      ...catalog.listLog({ guildId, limit }).map((id) => ({ kind: "log" as const, id })),
    ];
  }

  /** One at a time, which may be of hundreds of parts. */
  async function purgesOf(guildId: Snowflake): Promise<Address[]> {
    const [id] = store.catalog.listPurges({ guildId });
    const purge = id === undefined ? undefined : await store.get("purge", id);
    if (!purge) return [];
    const parts = Array.from({ length: purge.parts }, (_, number) => ({
      kind: "purgePart" as const,
      id: `${purge.id}-${number}`,
    }));
    return [...parts, { kind: "purge", id: purge.id }];
  }

  async function watchingOf(guildId: Snowflake): Promise<Address[]> {
    return store.catalog.listWatching({ guildId, limit: ENTITIES_A_LOOK }).flatMap((id) => [
      { kind: "outbox" as const, id: `tell-${id}` },
      { kind: "watching" as const, id },
    ]);
  }

  async function digestsOf(guildId: Snowflake): Promise<Address[]> {
    return store.catalog.listDigests({ guildId, limit: ENTITIES_A_LOOK }).flatMap((id) => [
      { kind: "outbox" as const, id: `digest-${id}` },
      { kind: "digest" as const, id },
    ]);
  }

  async function postedDigestsOf(guildId: Snowflake): Promise<Address[]> {
    const ids = store.catalog.listPostedDigests({ guildId, limit: ENTITIES_A_LOOK });
    return ids.map((id) => ({ kind: "postedDigest" as const, id }));
  }

  async function quotesOf(articleIds: readonly Snowflake[]): Promise<Address[]> {
    const known = (await store.getMany("articleQuotes", articleIds)).filter((one) => one !== undefined);
    return known.flatMap(({ articleId, quotes }) => [
      ...quotes.flatMap(({ quoteId }) => [
        { kind: "outbox" as const, id: `quote-${quoteId}` },
        { kind: "quote" as const, id: quoteId },
      ]),
      { kind: "outbox" as const, id: `quotes-${articleId}` },
      { kind: "articleQuotes" as const, id: articleId },
    ]);
  }

  async function articlesOf(guildId: Snowflake): Promise<Address[]> {
    const threadIds = store.catalog.listThreads({ guildId }).slice(0, ENTITIES_A_LOOK);
    const articleIds = store.catalog.listArticles({ guildId, order: "oldest", limit: ENTITIES_A_LOOK });
    const articles = await store.getMany("article", articleIds);
    return [
      ...(await quotesOf(articleIds)),
      ...threadIds.flatMap((id) => [
        { kind: "check" as const, id },
        { kind: "outbox" as const, id: `screen-${id}` },
        { kind: "outbox" as const, id: `match-${id}` },
        { kind: "outbox" as const, id: `thread-${id}` },
        { kind: "outbox" as const, id: `raid-${id}` },
        { kind: "raid" as const, id },
        { kind: "thread" as const, id },
      ]),
      ...articles.flatMap((article, index) => [
        ...(article ? [{ kind: "meta" as const, id: sourceRecordId(guildId, article.sourceKey) }] : []),
        { kind: "outbox" as const, id: `article-${articleIds[index] ?? ""}` },
        { kind: "article" as const, id: articleIds[index] ?? "" },
      ]),
    ];
  }

  return {
    leave,
    async noteAll(guildIds) {
      const known = await readAll();
      const unheard = Object.keys(known).filter((id) => known[id] === HERE && !guildIds.includes(id));
      for (const guildId of unheard) await leave(guildId);
    },
    async join(guildId) {
      if ((await readAll())[guildId] !== HERE) await put(guildId, HERE);
    },
    async eraseLeft() {
      const latest = new Date(now() - LEFT_GUILD_DAYS * DAY_MS).toISOString();
      const left = Object.entries(await readAll()).filter(
        ([, membership]) => typeof membership === "string" && membership !== HERE && membership < latest,
      );
      for (const [guildId] of left) {
        await erase(guildId);
        await put(guildId, null);
        log.info({ guildId }, "the data of a server that the bot left is erased");
      }
      return left.length;
    },
  };
}
