import { afterEach, describe, expect, it } from "vitest";
import { commentsOf, type House, importPage, openHouse } from "../support/bot.ts";
import { createLines } from "../support/lines.ts";
import { until } from "../support/sandbox.ts";

const PATIENCE_MS = 300;

let house: House;

afterEach(() => house.close());

async function say(threadId: string, text: string): Promise<void> {
  await house.members[0].post(threadId, text);
}

const textsIn = async (threadId: string): Promise<string[]> =>
  (await commentsOf(house, threadId)).map(({ text }) => text);

function untilStored(threadId: string, ...texts: string[]): Promise<boolean> {
  return until(texts.join(", "), async () => {
    const stored = await textsIn(threadId);
    return texts.every((text) => stored.includes(text));
  });
}

describe("a connection", () => {
  it.each([
    ["is cut without a word", { kind: "closeSocket" }],
    ["is closed with a code", { kind: "closeSocket", code: 4000 }],
    ["is asked to reconnect (op 7)", { kind: "reconnect" }],
    ["is told of a session that can be resumed (op 9)", { kind: "invalidSession", resumable: true }],
  ] as const)("that %s is resumed and loses nothing", async (_, fault) => {
    house = await openHouse();
    const threadId = await importPage(house, "Page", []);
    expect(house.sandbox.faults.add(fault).count).toBe(1);
    await say(threadId, "while it was away");
    await until("the connection", () => house.sandbox.isConnected());
    await say(threadId, "when it was back");
    await untilStored(threadId, "while it was away", "when it was back");
    expect(house.sandbox.sessionStarts()).toBe(1);
  });

  it("whose heartbeats nobody acknowledges is given up, resumed, and loses nothing", async () => {
    house = await openHouse({ heartbeatMs: 150 });
    const threadId = await importPage(house, "Page", []);
    const zombie = house.sandbox.faults.add({ kind: "zombie" });
    await until("a heartbeat without an answer", () => zombie.count > 0);
    await say(threadId, "to a zombie");
    zombie.remove();
    await say(threadId, "to the living");
    await untilStored(threadId, "to a zombie", "to the living");
  });
});

describe("a session that ends as soon as it was resumed", () => {
  it("is followed by a new one, and loses nothing", async () => {
    house = await openHouse();
    const { sandbox } = house;
    const threadId = await importPage(house, "Page", []);
    const stop = sandbox.onHeard(() => {
      stop();
      // Right after what is said to the one who resumes, before it can be read.
      queueMicrotask(() => sandbox.faults.add({ kind: "invalidSession", resumable: false }));
    });
    sandbox.faults.add({ kind: "closeSocket" });
    await say(threadId, "while it was away");
    await until("a new session", () => sandbox.sessionStarts() === 2, 20_000);
    await say(threadId, "in the new session");
    await untilStored(threadId, "while it was away", "in the new session");
  });
});

describe("a session that is alive and tells nothing", () => {
  it("is given up when Discord shows a message we were not told of, and the message is read", async () => {
    const { log, of } = createLines();
    house = await openHouse({ log, bot: { silencePatienceMs: PATIENCE_MS } });
    const threadId = await importPage(house, "Page", []);
    expect(house.sandbox.faults.add({ kind: "silence" }).count).toBe(1);
    await say(threadId, "into the silence");
    await untilStored(threadId, "into the silence");
    expect(house.sandbox.sessionStarts()).toBe(2);
    await say(threadId, "heard at once");
    await untilStored(threadId, "heard at once");
    expect(of("a new session is begun")).toMatchObject([{ level: 40, threads: 1 }]);
  });

  it("is left alone as long as nobody says anything", async () => {
    house = await openHouse({ bot: { silencePatienceMs: 40 } });
    const threadId = await importPage(house, "Page", []);
    await say(threadId, "the last word");
    await untilStored(threadId, "the last word");
    let looks = 0;
    house.sandbox.onRequest(({ path }) => void (looks += path.endsWith("/threads/active") ? 1 : 0));
    await until("a few looks", () => looks > 3);
    expect(house.sandbox.sessionStarts()).toBe(1);
  });
});
