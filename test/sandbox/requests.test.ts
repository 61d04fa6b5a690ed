import { afterEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { type SeededWorld, seedWorld } from "#sandbox/seed.ts";
import type { SandboxOptions } from "#sandbox/types.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let nowMs = Date.now();

/** Without the checker: what is wrong on purpose is for the sandbox itself to find. */
async function open(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({ rateLimits: false, now: () => nowMs, ...options });
  world = seedWorld(sandbox);
}

afterEach(() => sandbox.close());

type Answered = {
  status: number;
  headers: Headers;
  json: { code?: number; errors?: object; retry_after?: number; global?: boolean };
};

async function ask(
  method: string,
  path: string,
  init: { body?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const headers = { authorization: `Bot ${sandbox.token}`, "content-type": "application/json", ...init.headers };
  const response = await fetch(`${sandbox.apiUrl}/v10${path}`, { method, ...init, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: text === "" ? {} : (JSON.parse(text) as Answered["json"]),
  };
}

const post = (content: string) =>
  ask("POST", `/channels/${world.channels.general}/messages`, { body: JSON.stringify({ content }) });

describe("a request", () => {
  test("to nowhere is refused as Discord does, and is a violation", async () => {
    await open();
    expect(await ask("GET", "/channels/1/nothing")).toMatchObject({
      status: 404,
      json: { message: "404: Not Found", code: 0 },
    });
    expect(sandbox.violations).toEqual([
      { side: "request", what: "GET /channels/1/nothing", problems: ["unknown route"] },
    ]);
  });

  test("with another token is refused", async () => {
    await open();
    const headers = { authorization: "Bot somebody-else" };
    expect(await ask("GET", "/users/@me", { headers })).toMatchObject({ status: 401, json: { code: 0 } });
  });

  test("with a body that is no JSON is refused", async () => {
    await open();
    const path = `/channels/${world.channels.general}/messages`;
    expect(await ask("POST", path, { body: "{" })).toMatchObject({ status: 400, json: { code: 50_109 } });
  });

  test.each([
    ["in the address", "GET", "/channels/general", "channel_id"],
    ["in the query", "GET", "/channels/1/messages?after=yesterday", "after"],
    ["that cannot be decoded", "GET", "/channels/%E0%A4", "channel_id"],
  ])("with something else than an id %s is refused with the name of the field", async (_, method, path, field) => {
    await open();
    const answer = await ask(method, path);
    expect(answer).toMatchObject({ status: 400, json: { code: 50_035 } });
    expect(answer.json.errors).toHaveProperty([field, "_errors", 0, "code"], "NUMBER_TYPE_COERCE");
    expect(sandbox.violations).toEqual([]);
  });

  test("for archived threads is paged by time", async () => {
    await open();
    const path = `/channels/${world.channels.articles}/threads/archived/public?before=${new Date(nowMs).toISOString()}`;
    expect(await ask("GET", path)).toMatchObject({ status: 200, json: { threads: [], has_more: false } });
  });
});

describe("rate limits", () => {
  test("foretell themselves in the headers, refuse what is too much, and pass", async () => {
    await open({ rateLimits: true });
    const answers: Answered[] = [];
    for (let index = 0; index < 6; index++) answers.push(await post(`message ${index}`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get("x-ratelimit-remaining"))).toEqual(["4", "3", "2", "1", "0", "0"]);
    expect(new Set(answers.map(({ headers }) => headers.get("x-ratelimit-bucket"))).size).toBe(1);
    const refused = answers[5];
    expect(refused?.json).toMatchObject({ retry_after: 5, global: false });
    expect(refused?.headers.get("retry-after")).toBe("5");
    expect(refused?.headers.get("x-ratelimit-scope")).toBe("user");
    nowMs += 5_000;
    expect((await post("at last")).status).toBe(200);
  });

  test("let fifty requests of all kinds through in a second", async () => {
    await open({ rateLimits: true });
    const paths = Array.from({ length: 51 }, (_, index) => (index % 2 === 0 ? "/users/@me" : "/applications/@me"));
    const answers = await Promise.all(paths.map((path) => ask("GET", path)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.json).toMatchObject({ global: true });
    expect(refused[0]?.headers.get("x-ratelimit-scope")).toBe("global");
  });

  test("are there only where they are wanted", async () => {
    await open();
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask("GET", "/users/@me")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
