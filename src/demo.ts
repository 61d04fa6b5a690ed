import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { startSandbox } from "#sandbox/sandbox.ts";
import { type SeededWorld, seedWorld } from "#sandbox/seed.ts";
import type { Actor, InteractionOutcome } from "#sandbox/types.ts";
import { type Bot, startBot } from "./bot.ts";
import type { Comment } from "./domain/comment.ts";
import { StartupError, UserError } from "./errors.ts";
import { explain, textsFor } from "./i18n/texts.ts";
import { createLog } from "./log.ts";
import { openStore, type Store } from "./store/store.ts";
import { readSource } from "./transfer/read-source.ts";

const USAGE = "Usage: npm run demo -- --article FILE [--json]";
const PAGE = 200;
/** Thousands of comments take a while to post. */
const PATIENCE_MS = 600_000;

type Scene = { sandbox: Sandbox; world: SeededWorld; bot: Bot; store: Store };

/** One comment as `--json` prints it: of whom, what, and what became of it. */
type ShownComment = {
  author: string;
  text: string;
  state: Comment["state"];
  origin: Comment["origin"];
  parent: number | null;
  edits: number;
  reactions: number;
};

/** What the reopened store holds after the demonstration. */
type Result = {
  article: {
    title: string;
    publishedAt: string | null;
    lengthSeconds: number | null;
    statedCommentCount: number | null;
  };
  comments: ShownComment[];
  reports: number;
  cases: number;
  threadMessages: number;
};

/** Plays one article's whole life on a sandbox of its own, without a browser, and tells what the store kept of it. */
async function playDemo(file: string): Promise<Result> {
  const source = { name: path.basename(file), data: readArticle(file) };
  readSource(source);
  const folder = await mkdtemp(path.join(tmpdir(), "talkback-demo-"));
  const url = `sqlite://${path.join(folder, "talkback.sqlite")}`;
  try {
    const { articleId, threadMessages } = await playScenes(url, source);
    const store = await openStore({ url });
    try {
      return { ...(await readResult(store, articleId)), threadMessages };
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function playScenes(
  url: string,
  file: { name: string; data: Uint8Array },
): Promise<{ articleId: string; threadMessages: number }> {
  const store = await openStore({ url });
  const sandbox = await startSandbox({ rateLimits: false });
  const world = seedWorld(sandbox);
  const bot = await startBot({
    store,
    token: sandbox.token,
    api: sandbox.apiUrl,
    requestsPerSecond: Infinity,
    log: createLog("fatal"),
  });
  try {
    const scene = { sandbox, world, bot, store };
    const threadId = await importArticle(scene, file);
    await discuss(scene, threadId);
    await moderate(scene, threadId);
    const { articleId } = (await store.get("thread", threadId)) ?? { articleId: "" };
    return { articleId, threadMessages: sandbox.world.thread(threadId).message_count };
  } finally {
    await bot.stop();
    await sandbox.close();
    await store.close();
  }
}

/** The publisher sets the server up and hands in the file, as they would on Discord. */
async function importArticle(
  { sandbox, world, store }: Scene,
  file: { name: string; data: Uint8Array },
): Promise<string> {
  const publisher = sandbox.actor(world.people.publisher);
  const { articles, moderators, general } = world.channels;
  succeed(await publisher.runCommand(general, "setup", { articles, moderators, role: world.roles.moderator }));
  succeed(await publisher.runCommand(general, "article import", { file }));
  // The first thing it says may be how far it is: a long import goes on.
  await waitFor(async () => store.catalog.listOutbox().length === 0);
  const [threadId] = store.catalog.listThreads({ guildId: world.guildId });
  if (!threadId) throw new Error("the import opened no thread");
  return threadId;
}

/** A member answers the first comment, corrects the answer, and reacts to the comment. */
async function discuss({ sandbox, world, store, bot }: Scene, threadId: string): Promise<void> {
  const first = await commentAt(store, threadId, 0);
  const messageId = first?.messageIds[0];
  if (!messageId) return;
  const member = sandbox.actor(world.people.members[0]);
  const reply = await member.post(threadId, { content: "I see it the same way.", replyTo: messageId });
  await member.edit(threadId, reply.id, "I see it the same way, mostly.");
  await member.react(threadId, messageId, "👍");
  await waitFor(async () => {
    await bot.app.mirror.drain();
    const [stored, reacted] = await store.getMany("comment", [reply.id, first.id]);
    return stored?.edits.length === 1 && reacted?.reactions.length === 1;
  });
}

/** A second member reports the third comment, if there is one; a moderator removes it. */
async function moderate({ sandbox, world, store }: Scene, threadId: string): Promise<void> {
  const third = await commentAt(store, threadId, 2);
  const messageId = third?.messageIds[0];
  if (!messageId || third.origin !== "import") return;
  const reader: Actor = sandbox.actor(world.people.members[1]);
  const { modal } = succeed(await reader.runContextMenu(threadId, "Report comment", messageId));
  if (!modal) throw new Error("reporting opened no modal");
  succeed(await reader.submitModal(modal, { reason: ["spam"], note: "" }));
  const moderator = sandbox.actor(world.people.moderator);
  succeed(await moderator.runCommand(threadId, "mod remove", { comment: messageId, reason: "reported" }));
}

async function commentAt(store: Store, threadId: string, index: number): Promise<Comment | undefined> {
  const [id] = store.catalog.listComments({ threadId, order: "oldest", limit: index + 1 }).slice(index);
  return id === undefined ? undefined : store.get("comment", id);
}

function succeed(outcome: InteractionOutcome): InteractionOutcome {
  const answer = JSON.stringify(outcome.message?.components ?? []);
  if (outcome.failed || answer.includes("⚠️")) throw new Error(`the bot refused: ${answer}`);
  return outcome;
}

async function readResult(store: Store, articleId: string): Promise<Omit<Result, "threadMessages">> {
  const article = await store.get("article", articleId);
  if (!article) throw new Error("the article is not in the reopened store");
  const comments = await readComments(store, articleId);
  const indexes = new Map(comments.map((comment, index) => [comment.id, index]));
  const { title, publishedAt, lengthSeconds, statedCommentCount, guildId } = article;
  return {
    article: { title, publishedAt, lengthSeconds, statedCommentCount },
    comments: await Promise.all(comments.map((comment) => describe(store, comment, indexes))),
    reports: store.catalog.listReports({ guildId, limit: PAGE }).length,
    cases: store.catalog.listCases({ guildId, limit: PAGE }).length,
  };
}

async function readComments(store: Store, articleId: string): Promise<Comment[]> {
  const comments: Comment[] = [];
  for (let after: string | undefined; ;) {
    const cursor = after === undefined ? {} : { after };
    const ids = store.catalog.listComments({ articleId, order: "oldest", limit: PAGE, ...cursor });
    comments.push(...(await store.getMany("comment", ids)).filter((comment) => comment !== undefined));
    if (ids.length < PAGE) return comments;
    after = ids.at(-1);
  }
}

/** A removed comment's words are in its sealed copy. */
async function describe(store: Store, comment: Comment, indexes: Map<string, number>): Promise<ShownComment> {
  const said = (await store.get("sealed", comment.id))?.comment ?? comment;
  return {
    author: comment.author.name,
    text: said.text,
    state: comment.state,
    origin: comment.origin,
    parent: comment.parentId === null ? null : (indexes.get(comment.parentId) ?? null),
    edits: said.edits.length,
    reactions: said.reactions.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Waits for what arrives over the gateway; the condition is asked again on every turn of the event loop. */
async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadlineMs) throw new Error("what was posted did not arrive");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function readArticle(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartupError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function describeResult(result: Result): string {
  const lines = result.comments.map(({ author, text, state, origin }, index) => {
    const words = text.replace(/\s+/g, " ");
    return `${String(index + 1).padStart(4)}  ${author} (${origin}, ${state}): ${words.length > 70 ? `${words.slice(0, 70)}…` : words}`;
  });
  const sums = `${result.comments.length} comments, ${result.reports} reports, ${result.cases} cases, ${result.threadMessages} messages in the thread`;
  return [result.article.title, ...lines, sums].join("\n");
}

try {
  const { values } = parseArgs({ options: { article: { type: "string" }, json: { type: "boolean" } } });
  if (values.article === undefined) throw new StartupError(USAGE);
  const result = await playDemo(values.article);
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : describeResult(result)}\n`);
} catch (error) {
  const isExpected = error instanceof StartupError || error instanceof UserError;
  if (!isExpected && !(error instanceof TypeError && "code" in error)) throw error;
  const text = error instanceof UserError ? explain(textsFor("en"), error) : error.message;
  process.stderr.write(`${text.replace(/\s*\n\s*/g, " ")}\n`);
  process.exitCode = 1;
}
