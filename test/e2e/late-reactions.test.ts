import { afterEach, beforeEach, it } from "vitest";
import { type House, importPage, openHouse } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

/** Events about one message that overtake each other on their way. */
let house: House;
let threadId: string;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "Page", []);
});
afterEach(() => house.close());

async function reactionsOf(id: string): Promise<string | undefined> {
  const comment = await house.store.get("comment", id);
  return comment?.reactions.map(({ emoji, count }) => `${emoji}${count}`).join(" ");
}

const pagesRead = (): number => house.bot.app.reconcile.state().pagesRead;

it("a reaction that overtakes its message is counted", async () => {
  const late = house.sandbox.faults.add({ kind: "delay", event: /^MESSAGE_CREATE$/, milliseconds: 60_000, times: 1 });
  const { id } = await house.members[0].post(threadId, "first!");
  await house.members[1].react(threadId, id, "👍");
  // Heard after the reaction, so that one was passed over by then.
  const next = await house.members[0].post(threadId, "second");
  await until("what came after it", () => house.store.get("comment", next.id));
  late.remove();
  await until("the reaction", async () => (await reactionsOf(id)) === "👍1");
});

it("a reaction that comes after its own end is not counted", async () => {
  const [aiko, sam] = house.members;
  const { id } = await aiko.post(threadId, "first!");
  await until("the comment", () => house.store.get("comment", id));
  const late = house.sandbox.faults.add({
    kind: "delay",
    event: /^MESSAGE_REACTION_ADD$/,
    milliseconds: 60_000,
    times: 1,
  });
  const before = pagesRead();
  await sam.react(threadId, id, "🎉");
  await sam.unreact(threadId, id, "🎉");
  await sam.react(threadId, id, "👀");
  await until("what is there", async () => (await reactionsOf(id)) === "👀1");
  await until("the look at what was in doubt", () => pagesRead() > before);
  late.remove();
  const after = await aiko.post(threadId, "heard after the late one");
  await until("the last message", () => house.store.get("comment", after.id));
  await until("what is there, again", async () => (await reactionsOf(id)) === "👀1");
});
