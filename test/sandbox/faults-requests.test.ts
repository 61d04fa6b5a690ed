import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DiscordAPIError, HTTPError, REST } from "discord.js";
import type { RestEvents } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFaults } from "#sandbox/faults.ts";
import type { Faults } from "#sandbox/faults.ts";
import type { RequestFault } from "#sandbox/faults/types.ts";

/** A server that counts what was really done, behind the faults. */
async function startServer(faults: Faults) {
  let done = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const handle = async () => {
      request.resume();
      await once(request, "end");
      done += 1;
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ done }));
    };
    void faults.exchange(pathname.replace("/api/v10", ""), { request, response, handle });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    doneCount: () => done,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

let faults: Faults;
let server: Awaited<ReturnType<typeof startServer>>;
let rest: REST;
let limits: string[];

beforeEach(async () => {
  faults = createFaults({ seed: 7, connections: () => [] });
  server = await startServer(faults);
  rest = new REST({ api: server.url, timeout: 3_000 }).setToken("token");
  limits = [];
  rest.on("rateLimited", ({ scope, global }) => limits.push(global ? "global" : scope));
});

afterEach(async () => {
  faults.clear();
  rest.clearHandlerSweeper();
  rest.clearHashSweeper();
  await server.close();
});

const post = () => rest.post("/channels/10/messages", { body: { content: "Hello" } });
const get = () => rest.get("/channels/10/messages");

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function limitOnce(scope: (RequestFault & { kind: "rateLimit" })["scope"]) {
  return faults.add({ kind: "rateLimit", scope, retryAfterSeconds: 0.05, times: 1 });
}

/** Which of forty dispatches a fault with an even chance strikes. */
function strikePattern(seed: number): string {
  const repeatable = createFaults({ seed, connections: () => [] });
  const fault = repeatable.add({ kind: "delay", milliseconds: 1_000, chance: 0.5 });
  const strikes = Array.from({ length: 40 }, () => {
    const before = fault.count;
    repeatable.dispatch({ t: "TYPING_START", d: {} }, () => undefined);
    return fault.count - before;
  });
  repeatable.clear();
  return strikes.join("");
}

describe("5xx", () => {
  test("two are retried by the client, and the third try is done once", async () => {
    const fault = faults.add({ kind: "status", status: 502, method: "POST", path: /messages$/, times: 2 });
    await expect(post()).resolves.toEqual({ done: 1 });
    expect(fault.count).toBe(2);
  });

  test("a page of HTML that does not end is an HTTPError after four tries", async () => {
    const fault = faults.add({ kind: "status", status: 503, html: true });
    const error = await failureOf(get());
    expect(error).toBeInstanceOf(HTTPError);
    expect(error).toMatchObject({ status: 503 });
    expect(fault.count).toBe(4);
    expect(server.doneCount()).toBe(0);
  });
});

describe("429", () => {
  test.each(["user", "shared", "global", "bare", "cloudflare"] as const)(
    "%s: the client waits, tries again and gets through",
    async (scope) => {
      const responses: number[] = [];
      rest.on("response", (_: RestEvents["response"][0], response: RestEvents["response"][1]) => {
        responses.push(response.status);
      });
      const fault = limitOnce(scope);
      await expect(post()).resolves.toEqual({ done: 1 });
      expect(fault.count).toBe(1);
      expect(responses).toEqual([429, 200]);
    },
  );

  test.each([
    ["global", ["global"]],
    ["user", ["user"]],
    ["bare", []],
    ["cloudflare", []],
  ] as const)("%s: the client tells of %j", async (scope, told) => {
    limitOnce(scope);
    await post();
    expect(limits).toEqual(told);
  });
});

describe("refusals", () => {
  test.each([
    [{ kind: "missingPermission" }, 403, 50_013],
    [{ kind: "missingAccess" }, 403, 50_001],
    [{ kind: "expiredInteraction" }, 404, 10_062],
    [{ kind: "refusal", status: 400, code: 50_083, message: "Thread is archived" }, 400, 50_083],
  ] as const)("%j is Discord's %i with code %i, until it is removed", async (fault, status, code) => {
    const handle = faults.add(fault);
    const error = await failureOf(post());
    expect(error).toBeInstanceOf(DiscordAPIError);
    expect(error).toMatchObject({ status, code });
    handle.remove();
    await expect(post()).resolves.toEqual({ done: 1 });
  });
});

describe("the connection", () => {
  test("a reset is repeated by the client itself", async () => {
    const fault = faults.add({ kind: "reset", times: 1 });
    await expect(post()).resolves.toEqual({ done: 1 });
    expect(fault.count).toBe(1);
  });

  test("a kept connection that was closed fails the request, and nothing was done", async () => {
    await post();
    const fault = faults.add({ kind: "closedKeepAlive", times: 1 });
    expect(await failureOf(post())).toMatchObject({ name: "SocketError" });
    expect(fault.count).toBe(1);
    expect(server.doneCount()).toBe(1);
  });

  test("a lost answer fails the request although it was done", async () => {
    faults.add({ kind: "lostAnswer", method: "POST", times: 1 });
    expect(await failureOf(post())).toMatchObject({ name: "SocketError" });
    expect(server.doneCount()).toBe(1);
    await expect(post()).resolves.toEqual({ done: 2 });
  });

  test("a lost answer with a reset makes the client do it twice", async () => {
    faults.add({ kind: "lostAnswer", reset: true, times: 1 });
    await expect(post()).resolves.toEqual({ done: 2 });
  });

  test("a request that hangs is cut when the fault is removed", async () => {
    const fault = faults.add({ kind: "hang", times: 1 });
    const failing = failureOf(post());
    await expect.poll(() => fault.count).toBe(1);
    fault.remove();
    expect(await failing).toBeInstanceOf(Error);
    expect(server.doneCount()).toBe(0);
  });

  test("a request that hangs longer than the client waits is given up and tried again", async () => {
    rest.options.timeout = 50;
    const fault = faults.add({ kind: "hang" });
    expect(await failureOf(post())).toMatchObject({ name: "AbortError" });
    expect(fault.count).toBe(4);
  });
});

describe("aiming", () => {
  test("a fault strikes its method and its path alone", async () => {
    const fault = faults.add({ kind: "missingPermission", method: "POST", path: /^\/channels\/11\// });
    await expect(post()).resolves.toEqual({ done: 1 });
    await expect(rest.get("/channels/11/messages")).resolves.toEqual({ done: 2 });
    await expect(rest.post("/channels/11/messages")).rejects.toMatchObject({ code: 50_013 });
    expect(fault.count).toBe(1);
  });

  test("the same seed strikes the same", () => {
    expect(strikePattern(7)).toBe(strikePattern(7));
    expect(strikePattern(7)).not.toBe(strikePattern(8));
    expect(strikePattern(7)).toMatch(/01|10/);
  });
});
