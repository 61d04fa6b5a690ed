import { afterEach, expect, it } from "vitest";
import { type House, importPage, openHouse } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
afterEach(() => house.close());

it("a restored comment stands once, also when nobody may look at what came of the first attempt", async () => {
  house = await openHouse();
  const { moderator, members, sandbox, store } = house;
  const threadId = await importPage(house, "Page", []);
  const { id } = await members[0].post(threadId, "Come back");
  await until("the comment", () => store.get("comment", id));
  await moderator.runCommand(threadId, "mod remove", { comment: id });
  sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /^\/webhooks\/\d+\/[\w-]{60,}$/, times: 1 });
  sandbox.faults.add({ kind: "missingAccess", method: "GET", path: /\/messages$/, times: 1 });
  await moderator.runCommand(threadId, "mod restore", { comment: id });
  await until("the restoration", async () => (await store.get("comment", id))?.state === "visible", 15_000);
  const posts = sandbox.world.messagesOf(threadId).filter(({ message }) => message.content === "Come back");
  expect(posts.map(({ message }) => message.id)).toEqual((await store.get("comment", id))?.messageIds);
});
