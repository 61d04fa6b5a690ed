import { afterEach, expect, it } from "vitest";
import { commentsOf, type House, importPage, openHouse, succeed, textPage } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

/** What happens to a thread between the moment when Discord has it and the moment when the bot knows that it is its own. */
let house: House;
const OLD = [
  { author: "wren", text: "First" },
  { author: "zoë", text: "Second" },
];

afterEach(() => house.close());

/** Runs once, as soon as the next thread is opened: before the bot has the answer to its request. */
function onNextThread(act: (threadId: string) => void): void {
  const stop = house.sandbox.world.onEvent(({ t, d }) => {
    if (t !== "THREAD_CREATE") return;
    stop();
    const { id } = d as { id: string };
    // After all that belongs to the opening itself.
    queueMicrotask(() => act(id));
  });
}

it("a thread that is renamed and archived at once is known by its name", async () => {
  house = await openHouse();
  // So that the events are heard long before the bot knows that the thread is its own.
  house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /\/threads$/, times: 1 });
  onNextThread((id) => {
    house.publisher.changeThread(id, { name: "Another name", locked: true, archived: true }).catch(expect.fail);
  });
  const { modal } = await house.publisher.runCommand(house.world.channels.general, "article post");
  if (!modal) throw new Error("no modal");
  await succeed(house.publisher.submitModal(modal, { title: "Page", url: "", text: "The body" }));
  const [threadId = ""] = house.store.catalog.listThreads({});
  expect(await house.store.get("thread", threadId)).toMatchObject({
    name: "Another name",
    isArchived: true,
    isLocked: true,
  });
});

it("an import into a thread that somebody deletes comes to an end", async () => {
  house = await openHouse();
  const { publisher, world, sandbox, store } = house;
  const hang = sandbox.faults.add({ kind: "hang", method: "POST", path: /^\/webhooks\//, times: 1 });
  const outcome = publisher.runCommand(world.channels.general, "article import", { file: textPage("Page", OLD) });
  await until("the first old comment is being posted", () => hang.count === 1);
  const [threadId = ""] = store.catalog.listThreads({});
  await house.bot.client.rest.delete(`/channels/${threadId}`);
  hang.remove();
  await outcome;
  await until("the job is done", () => store.catalog.listOutbox().length === 0);
  expect((await store.get("thread", threadId))?.deletedAt).not.toBeNull();
  const articleId = (await store.get("thread", threadId))?.articleId ?? "";
  expect(store.catalog.countComments({ articleId })).toBe(2);
});

it("a forum post whose answer was lost is found again, also when it was archived meanwhile", async () => {
  house = await openHouse({ articles: "forum" });
  const lost = house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /\/threads$/, times: 1 });
  onNextThread((id) => {
    house.publisher.changeThread(id, { archived: true }).catch(expect.fail);
  });
  const threadId = await importPage(house, "Page", OLD);
  expect(lost.count).toBe(1);
  const posts = house.sandbox.world.channelsOf(house.world.guildId).filter(({ thread }) => thread);
  expect(posts.map(({ id }) => id)).toEqual([threadId]);
  expect((await commentsOf(house, threadId)).map(({ text, messageIds }) => [text, messageIds.length])).toEqual([
    ["First", 1],
    ["Second", 1],
  ]);
});
