import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { Actor } from "#sandbox/types.ts";
import { openStore, type Store } from "#src/store/store.ts";
import { buttonsOf, succeed, textOf, textPage } from "../support/bot.ts";
import { openSandbox, until } from "../support/sandbox.ts";

/** `.ci/run` takes 10,000. */
const COMMENTS = Number(process.env["PURGE_COMMENTS"] ?? 400);
const PATIENCE_MS = 20_000 + COMMENTS * 30;
const CHILD = path.join(import.meta.dirname, "purge-child.ts");

let folder: string;
let sandbox: Sandbox;
let world: SeededWorld;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-purge-"));
  ({ sandbox, world } = await openSandbox());
});
afterEach(async () => {
  await kill();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
  if (sandbox.violations.length > 0) throw new Error(JSON.stringify(sandbox.violations));
});

const storeFile = (): string => path.join(folder, "talkback.sqlite");

async function start(): Promise<void> {
  const args = [CHILD, storeFile(), sandbox.apiUrl, sandbox.token, world.guildId];
  child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout) await once(child.stdout, "data");
}

async function kill(): Promise<void> {
  if (!child) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
  child = null;
}

/** What the killed process left, as it is. */
async function inStore<T>(look: (store: Store) => Promise<T>): Promise<T> {
  await kill();
  const store = await openStore({ url: `sqlite://${storeFile()}` });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

async function openThread(publisher: Actor, title: string): Promise<string> {
  const threadsBefore = new Set(publisher.snapshot().guilds[0]?.threads.map(({ id }) => id));
  const file = textPage(title, []);
  await succeed(publisher.runCommand(world.channels.general, "article import", { file }));
  const threads = publisher.snapshot().guilds[0]?.threads ?? [];
  const opened = threads.find(({ id }) => !threadsBefore.has(id));
  if (!opened) throw new Error("no thread was opened");
  return opened.id;
}

const contentsOf = (threads: string[]): string[] =>
  threads.flatMap((id) => sandbox.world.messagesOf(id).map(({ message }) => message.content)).sort();

it(
  `a purge of ${COMMENTS} comments survives kill -9 with exact counts, and so does its undoing`,
  { timeout: PATIENCE_MS * 4 },
  async () => {
    const [publisher, moderator] = [sandbox.actor(world.people.publisher), sandbox.actor(world.people.moderator)];
    const [aiko, sam] = world.people.members.map((id) => sandbox.actor(id));
    if (!aiko || !sam) throw new Error("nobody is there");
    await start();
    const { articles, moderators, general } = world.channels;
    await succeed(publisher.runCommand(general, "setup", { articles, moderators, role: world.roles.moderator }));
    const threads = [await openThread(publisher, "First"), await openThread(publisher, "Second")];
    const spam: string[] = [];
    for (let index = 0; index < COMMENTS; index++) {
      // Many say the same: what comes back must not be taken for another's.
      const content = index % 3 === 0 ? "Buy now at pills.example.com" : `Offer ${index} at pills.example.com`;
      spam.push((await (index % 5 === 0 ? sam : aiko).post(threads[index % 2] ?? "", content)).id);
    }
    const kept = (await sam.post(threads[0] ?? "", "An honest comment")).id;
    const before = contentsOf(threads);
    const command = (name: string, options: Record<string, string | number>) =>
      moderator.runCommand(threads[0] ?? "", `mod ${name}`, options);
    const purge = async () => {
      const preview = await command("purge", { host: "pills.example.com", reason: "Spam" });
      return textOf(preview).includes(`Remove`) || buttonsOf(preview).size > 0 ? preview : null;
    };
    const total = new Intl.NumberFormat("en").format(COMMENTS);
    const preview = await until(
      "all comments are found",
      async () => {
        const shown = await purge();
        return shown && textOf(shown).includes(`**${total} comments**`) ? shown : null;
      },
      PATIENCE_MS,
    );
    const [, confirm = ""] = [...buttonsOf(preview)].find(([label]) => label.startsWith("Remove")) ?? [];

    // Killed when Discord has deleted what the store does not know of yet.
    const half = sandbox.world.messagesOf(threads[0] ?? "").length / 2;
    void moderator.click(threads[0] ?? "", preview.message?.id ?? "", confirm);
    await until(
      "half of a thread is gone",
      () => sandbox.world.messagesOf(threads[0] ?? "").length <= half,
      PATIENCE_MS,
    );
    const lost = sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /bulk-delete$/ });
    await until("an answer is lost", () => lost.count > 0, PATIENCE_MS);
    await kill();
    lost.remove();
    await start();
    await untilOver(command, 1);
    await inStore(async (store) => {
      const record = await store.get("case", `${world.guildId}-1`);
      expect(record?.purge).toMatchObject({ total: COMMENTS, counts: { done: COMMENTS, gone: 0, refused: {} } });
      expect(await statesOf(store, spam)).toEqual({ removed: COMMENTS });
      expect(await statesOf(store, [kept])).toEqual({ visible: 1 });
      expect(store.catalog.listOutbox().filter((id) => id.startsWith("purge-"))).toEqual([]);
      expect(await store.catalog.verify()).toEqual([]);
    });
    expect(contentsOf(threads).filter((content) => content.includes("pills"))).toEqual([]);

    await start();
    void command("undo", { number: 1, reason: "They were right" });
    await until("half is back", () => contentsOf(threads).length > COMMENTS / 2, PATIENCE_MS);
    const unheard = sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /^\/webhooks\// });
    await until("an answer is lost", () => unheard.count > 0, PATIENCE_MS);
    await kill();
    unheard.remove();
    await start();
    await untilOver(command, 2);
    await inStore(async (store) => {
      const record = await store.get("case", `${world.guildId}-2`);
      expect(record).toMatchObject({ action: "unpurge", undoes: 1 });
      expect(record?.purge).toMatchObject({ total: COMMENTS, counts: { done: COMMENTS, gone: 0, refused: {} } });
      expect(await statesOf(store, spam)).toEqual({ visible: COMMENTS });
      expect(store.catalog.countCases({ guildId: world.guildId })).toBe(2);
      expect(await store.catalog.verify()).toEqual([]);
    });
    // Each text as often as before: nothing is missing and nothing stands twice.
    expect(contentsOf(threads)).toEqual(before);
  },
);

async function untilOver(
  command: (name: string, options: Record<string, number>) => ReturnType<Actor["runCommand"]>,
  number: number,
): Promise<void> {
  const isOver = async (): Promise<boolean> => {
    const text = textOf(await command("case", { number }));
    return text.includes(`Case ${number}`) && !text.includes("still at work");
  };
  await until(`case ${number} is over`, isOver, PATIENCE_MS);
}

async function statesOf(store: Store, ids: string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let from = 0; from < ids.length; from += 200)
    for (const comment of await store.getMany("comment", ids.slice(from, from + 200)))
      counts[comment?.state ?? "unknown"] = (counts[comment?.state ?? "unknown"] ?? 0) + 1;
  return counts;
}
