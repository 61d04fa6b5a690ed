import { afterEach, expect, it } from "vitest";
import { createLog } from "#src/log.ts";
import { type House, importPage, openHouse } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House | undefined;

afterEach(async () => {
  await house?.close();
  house = undefined;
});

it(
  "a catch-up that takes long is told of in the log: threads, messages and what is left",
  { timeout: 40_000 },
  async () => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
    const told = (msg: string) => lines.filter((line) => line["msg"] === msg);
    const current = await openHouse({ log: createLog("info", { write }) });
    house = current;
    const quick = await importPage(current, "Read at once", [{ author: "wren", text: "An old comment" }]);
    const slow = await importPage(current, "Read late", [{ author: "wren", text: "An old comment" }]);
    lines.length = 0;
    let hang: { remove(): void } | undefined;
    await current.restart(async () => {
      for (const threadId of [quick, slow]) await current.members[0].post(threadId, "While nobody listened");
      hang = current.sandbox.faults.add({ kind: "hang", path: new RegExp(`^/channels/${slow}/messages`) });
    });
    const [news] = await until("news of the catch-up", () =>
      told("catching up").length > 0 ? told("catching up") : null,
    );
    expect(news).toMatchObject({
      waiting: 1,
      seconds: 5,
      messages: expect.any(Number),
      secondsLeft: expect.any(Number),
    });
    expect(news?.["messages"]).toBeGreaterThan(0);
    expect(told("caught up")).toEqual([]);
    hang?.remove();
    await until("the end of it", () => told("caught up").length > 0, 20_000);
    const [end] = told("caught up");
    expect(Number(end?.["messages"])).toBeGreaterThan(Number(news?.["messages"]));
    expect(current.bot.app.catchUp.state()).toMatchObject({ status: "done", waiting: 0, messages: end?.["messages"] });
  },
);
