import { afterEach, it } from "vitest";
import { type House, importPage, openHouse } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
afterEach(() => house.close());

it("a thread is known as it is, also when news of it overtake each other", async () => {
  house = await openHouse();
  const threadId = await importPage(house, "Page", []);
  const delay = { kind: "delay", event: /^THREAD_UPDATE$/, milliseconds: 60_000, times: 1 } as const;
  const late = house.sandbox.faults.add(delay);
  await house.publisher.changeThread(threadId, { name: "In between" });
  await house.publisher.changeThread(threadId, { name: "At last" });
  await until("the newest name", async () => (await house.store.get("thread", threadId))?.name === "At last");
  late.remove();
  const after = await house.members[0].post(threadId, "heard after the late one");
  await until("the last message", () => house.store.get("comment", after.id));
  await until("the name", async () => (await house.store.get("thread", threadId))?.name === "At last");
});
