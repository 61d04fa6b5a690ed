import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "#src/store/store.ts";
import { until } from "../support/sandbox.ts";

const root = path.resolve(import.meta.dirname, "../..");
let folder: string;
let running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "talkback-program-"));
});

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** What someone starts with `npm start`, on files of its own. */
function start(
  script: string,
  args: string[] = [],
  env: Record<string, string> = {},
): { child: ChildProcess; output: () => string } {
  const files = {
    STORE_URL: `sqlite://${folder}/talkback.sqlite`,
    SANDBOX_FILE: `${folder}/sandbox.sqlite`,
    SANDBOX_PORT: "0",
  };
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: folder,
    env: { ...process.env, ...files, LOG_LEVEL: "error", ...env },
  });
  running.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => void (text += chunk.toString()));
  return { child, output: () => text };
}

async function run(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; text: string }> {
  const { child, output } = start(script, args, env);
  const [code] = (await once(child, "close")) as [number];
  return { code, text: output() };
}

/** Names under which the sandbox's webhook has spoken so far, read beside the running program. */
function postedNames(): string[] {
  const file = `${folder}/sandbox.sqlite`;
  if (!existsSync(file)) return [];
  const db = new DatabaseSync(file, { readOnly: true, timeout: 1_000 });
  try {
    const rows = db.prepare("SELECT json FROM entity WHERE kind = 'message' ORDER BY length(id), id").all();
    const messages = rows.map(
      (row) =>
        (JSON.parse(String(row["json"])) as { message: { webhook_id?: string; author: { username: string } } }).message,
    );
    return messages.filter(({ webhook_id }) => webhook_id).map(({ author }) => author.username);
  } catch {
    // The file is there, but its table is not yet.
    return [];
  } finally {
    db.close();
  }
}

describe("npm start", () => {
  it(
    "goes on after every kill, posts each old comment once, and stops cleanly on SIGTERM",
    { timeout: 60_000 },
    async () => {
      for (const enough of [1, 4, 6]) {
        const { child } = start("src/main.ts");
        await until(`${enough} old comments`, () => postedNames().length >= enough, 20_000);
        child.kill("SIGKILL");
        await once(child, "close");
      }
      const { child, output } = start("src/main.ts");
      await until("all old comments", () => postedNames().length >= 9, 20_000);
      await until("the greeting", () => output().includes("Open http://127.0.0.1:"));
      child.kill("SIGTERM");
      const [code] = (await once(child, "close")) as [number];
      expect(code).toBe(0);
      expect(postedNames()).toEqual([
        "hanne_k",
        "TallOrder",
        "best_ovens_4_u",
        "zoë",
        "m.okafor",
        "hanne_k",
        "crumb & co",
        "小林",
        "Old Miller",
      ]);
      const store = await openStore({ url: `sqlite://${folder}/talkback.sqlite` });
      expect(store.catalog.listOutbox()).toEqual([]);
      expect(await store.catalog.verify()).toEqual([]);
      await store.close();
    },
  );

  it(
    "refuses a second start on the same files, and settings that do not fit, in one readable message",
    { timeout: 30_000 },
    async () => {
      const { child, output } = start("src/main.ts");
      await until("the greeting", () => output().includes("Open http"), 20_000);
      const second = await run("src/main.ts", []);
      expect(second).toEqual({ code: 1, text: expect.stringContaining("in use by another Talkback") });
      child.kill("SIGTERM");
      await once(child, "close");
      const misset = await run("src/main.ts", [], { DISCORD_TOKEN: "abc" });
      expect(misset).toEqual({ code: 1, text: expect.stringMatching(/^These settings[^]*DISCORD_TOKEN/) });
    },
  );
});

describe("npm run import", () => {
  it("imports a file once, and says so the second time", { timeout: 30_000 }, async () => {
    const file = path.join(root, "examples/the-library-cat.md");
    expect(await run("src/import.ts", [file])).toEqual({
      code: 0,
      text: expect.stringContaining("Imported “The library cat has her own card” with 2 comments"),
    });
    expect(await run("src/import.ts", [file])).toEqual({ code: 0, text: expect.stringContaining("imported before") });
    expect(await run("src/import.ts", [path.join(root, "tsconfig.json")])).toMatchObject({ code: 1 });
  });
});

describe("npm run demo", () => {
  it("prints what the reopened store holds, and nothing else", { timeout: 30_000 }, async () => {
    const { code, text } = await run("src/demo.ts", [
      "--article",
      path.join(root, "examples/why-the-bakery-closes-on-mondays.txt"),
      "--json",
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(text) as {
      article: object;
      comments: Record<string, unknown>[];
      reports: number;
      cases: number;
      threadMessages: number;
    };
    expect(result.article).toEqual({
      title: "Why the bakery closes on Mondays",
      publishedAt: "2011-10-04T06:45:00Z",
      lengthSeconds: 212,
      statedCommentCount: 12,
    });
    expect(result.comments.length).toBe(10);
    expect(result.comments[2]).toMatchObject({
      author: "best_ovens_4_u",
      state: "removed",
      text: expect.stringContaining("CHEAP ovens"),
    });
    expect(result.comments[0]).toMatchObject({ reactions: 1, origin: "import", state: "visible", parent: null });
    expect(result.comments[9]).toMatchObject({ origin: "live", parent: 0, edits: 1 });
    expect(result).toMatchObject({ reports: 1, cases: 1, threadMessages: 9 });
  });

  it("refuses what is no page with one line and exit code 1", { timeout: 30_000 }, async () => {
    const { code, text } = await run("src/demo.ts", ["--article", path.join(root, "tsconfig.json"), "--json"]);
    expect(code).toBe(1);
    expect(text.trim().split("\n").length).toBe(1);
  });
});
