import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Comment } from "../src/domain/comment.ts";
import { openStore, type Store } from "../src/store/store.ts";
import type { Row } from "./index.ts";

const ARTICLES = 100;
const LANES = 64;
const FIRST_ID = 10n ** 18n;
const SYLLABLES = [
  "ta",
  "ke",
  "mo",
  "li",
  "ran",
  "so",
  "vi",
  "du",
  "pel",
  "na",
  "gor",
  "chi",
  "bes",
  "hu",
  "yet",
  "wa",
];

/** The store by itself, on a SQLite file in the system's folder for temporary files. */
export async function benchStore({ quick }: { quick: boolean }): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "talkback-bench-"));
  const comments = quick ? 20_000 : 100_000;
  try {
    const url = `sqlite://${path.join(folder, "store.sqlite")}`;
    const store = await openStore({ url });
    const updatesPerSecond = await measureLoad(store, comments);
    const rawPerSecond = measureRawLoad(path.join(folder, "raw.sqlite"), comments);
    const rows = [
      {
        name: "store: updates under load",
        value: updatesPerSecond,
        unit: "updates/s",
        ratio: updatesPerSecond / rawPerSecond,
        note: `of one comment each, with the catalog; ratio to node:sqlite with four indexes, 200 rows a transaction (${Math.round(rawPerSecond)}/s)`,
      },
      { name: "store: one durable update", value: await measureCommit(store), unit: "ms p50" },
      ...measureQuestions(store, comments),
    ];
    await store.close();
    return [
      ...rows,
      { name: "store: open", value: await measureOpening(url), unit: "ms", note: `with ${comments} comments` },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Always the same text for the same number: 30 words, common and rare, and one that is the comment's own. */
function textOf(number: number): string {
  let seed = number + 1;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const syllable = (): string => SYLLABLES[next(SYLLABLES.length)] ?? "";
  const words = Array.from({ length: 30 }, () => (next(3) === 0 ? syllable() : syllable() + syllable() + syllable()));
  return `${words.join(" ")} own${number}`;
}

function commentOf(number: number): Comment {
  const id = String(FIRST_ID + BigInt(number) * 4_194_304n);
  const article = String(1_000 + (number % ARTICLES));
  const at = new Date(1_700_000_000_000 + number).toISOString();
  const author = { id: String(500 + (number % 997)), name: `Reader ${number % 997}`, avatar: null, isBot: false };
  return {
    v: 1,
    id,
    guildId: "1",
    articleId: article,
    threadId: article,
    messageIds: [id],
    author,
    text: textOf(number),
    attachments: [],
    reactions: [],
    parentId: null,
    origin: "live",
    state: "visible",
    stateChangedAt: at,
    createdAt: at,
    editedAt: null,
    edits: [],
  };
}

/** Comments arrive from many threads at once, each waiting for its last to be stored, 8 under way in each. */
async function measureLoad(store: Store, count: number): Promise<number> {
  const comments = Array.from({ length: count }, (_, number) => commentOf(number));
  const from = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES * 8 }, async () => {
      for (let comment = comments[next++]; comment; comment = comments[next++]) {
        const stored = comment;
        await store.update((tx) => tx.put("comment", stored.id, stored));
      }
    }),
  );
  store.catalog.countComments({ guildId: "1" });
  return count / ((performance.now() - from) / 1_000);
}

function measureRawLoad(file: string, count: number): number {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE comment (id TEXT PRIMARY KEY, article TEXT, thread TEXT, author TEXT, state TEXT, document TEXT);
    CREATE INDEX by_article ON comment (article, id); CREATE INDEX by_thread ON comment (thread, id);
    CREATE INDEX by_author ON comment (author, id); CREATE INDEX by_state ON comment (state, id);`);
  const insert = db.prepare("INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?)");
  const comments = Array.from({ length: count }, (_, number) => commentOf(number));
  const from = performance.now();
  for (let start = 0; start < count; start += 200) {
    db.exec("BEGIN");
    for (const comment of comments.slice(start, start + 200)) {
      const { id, articleId, threadId, author, state } = comment;
      insert.run(id, articleId, threadId, author.id, state, JSON.stringify(comment));
    }
    db.exec("COMMIT");
  }
  const perSecond = count / ((performance.now() - from) / 1_000);
  db.close();
  return perSecond;
}

async function measureCommit(store: Store): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < 300; number++) {
    const comment = commentOf(number);
    const from = performance.now();
    await store.update((tx) => tx.put("comment", comment.id, { ...comment, text: `${comment.text} edited` }));
    times.push(performance.now() - from);
  }
  return median(times);
}

function measureQuestions({ catalog }: Store, count: number): Row[] {
  const articleIds = Array.from({ length: ARTICLES }, (_, article) => String(1_000 + article));
  const visible = { guildId: "1", states: ["visible"] as const };
  const note = `at ${count} comments`;
  const ask = (name: string, question: (turn: number) => unknown): Row => {
    const times = Array.from({ length: 200 }, (_, turn) => {
      const from = performance.now();
      question(turn);
      return performance.now() - from;
    });
    return { name: `store: ${name}`, value: median(times), unit: "ms p50", note };
  };
  const articleOf = (turn: number): string => articleIds[turn % ARTICLES] ?? "";
  return [
    ask("newest 20 of an article", (turn) =>
      catalog.listComments({ articleId: articleOf(turn), states: ["visible"], order: "newest", limit: 20 }),
    ),
    ask("counts of 100 articles", () => catalog.countsByArticle(articleIds)),
    ask("count of a guild", () => catalog.countComments(visible)),
    ask("search for a rare word", (turn) => catalog.searchComments({ ...visible, text: `own${turn * 7}`, limit: 20 })),
    ask("search for a common beginning", () => catalog.searchComments({ ...visible, text: "ta", limit: 20 })),
    ask("search for two common words in an article", (turn) =>
      catalog.searchComments({ ...visible, articleId: articleOf(turn), text: "ta ke", limit: 20 }),
    ),
  ];
}

async function measureOpening(url: string): Promise<number> {
  const from = performance.now();
  const store = await openStore({ url });
  const elapsed = performance.now() - from;
  await store.close();
  return elapsed;
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
