import type { Documents, Store } from "#src/store/store.ts";
import type { Findings } from "./findings.ts";
import type { Scene } from "./scene.ts";

type Comment = Documents["comment"];
const PAGE = 100;
const STATES = ["visible", "held", "removed", "deleted"] as const;

/** What the catalog answers against what the records say, asked through the store as the bot asks it. */
export async function compareCatalog(store: Store, { records, world }: Scene, findings: Findings): Promise<void> {
  const differ = (id: string | null, expected: unknown, found: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(found))
      findings.add("catalogMismatches", { threadId: null, id, expected, found });
  };
  for (const line of await store.catalog.verify()) differ(null, "a catalog like one made anew", line);
  const ids = idsOf(records.thread);
  differ("threads", ids, store.catalog.listThreads({}));
  differ("articles", idsOf(records.article).length, store.catalog.countArticles({ guildId: world.guildId }));
  for (const threadId of ids) {
    const comments = records.comment.filter((comment) => comment.threadId === threadId);
    differ(threadId, idsOf(comments), listAll(store, threadId));
    for (const state of STATES) {
      const inState = comments.filter((comment) => comment.state === state).length;
      differ(`${threadId} ${state}`, inState, store.catalog.countComments({ threadId, states: [state] }));
    }
  }
  for (const comment of records.comment) {
    const mark = /^\w+/.exec(comment.text)?.[0];
    if (mark === undefined || comment.origin !== "live") continue;
    const query = { guildId: world.guildId, text: mark, states: STATES, limit: PAGE };
    differ(`search ${mark}`, true, store.catalog.searchComments(query).includes(comment.id));
  }
  await compareReads(store, records.comment, differ);
}

/** The store gives what is in the file. */
async function compareReads(
  store: Store,
  comments: readonly Comment[],
  differ: (id: string, expected: unknown, found: unknown) => void,
): Promise<void> {
  for (let start = 0; start < comments.length; start += PAGE) {
    const page = comments.slice(start, start + PAGE);
    const read = await store.getMany(
      "comment",
      page.map(({ id }) => id),
    );
    for (const [index, comment] of page.entries()) differ(comment.id, comment, read[index]);
  }
}

function idsOf(documents: readonly { id: string }[]): string[] {
  return documents.map(({ id }) => id).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
}

/** Page by page, as someone who turns all of them. */
function listAll(store: Store, threadId: string): string[] {
  const found: string[] = [];
  for (let after: string | undefined; ;) {
    const cursor = after === undefined ? {} : { after };
    const page = store.catalog.listComments({ threadId, order: "oldest", limit: PAGE, ...cursor });
    found.push(...page);
    if (page.length < PAGE) return found;
    after = page.at(-1);
  }
}
