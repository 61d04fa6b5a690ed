import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "#sandbox/types.ts";
import { buttonsOf, type House, importPage, openHouse, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;

afterEach(() => house.close());

async function open(): Promise<void> {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: "An old comment" }]);
}

const ADVERTISEMENT =
  "Great post, thanks for sharing! We offer the best web design services, visit our website https://cheap-sites.example.com for offers.";
/** A newcomer's, with no link: suspicious, but no more than its text. */
const PITCH =
  "Great post, thanks for sharing! We offer the best web design services at the lowest prices, contact us today for a free quote.";
const QUESTION = "In the second step the plot stays empty for me. Which version of the library did you use?";

type Message = ReturnType<Actor["messages"]>[number];

const cards = (): Message[] =>
  house.moderator
    .messages(house.world.channels.moderators)
    .filter((message) => JSON.stringify(message.components).includes("mod-claim:"))
    .toReversed();

async function untilCard(says: string): Promise<Message> {
  return until(`a card that says “${says}”`, () => cards().find((message) => textOf({ message }).includes(says)));
}

const press = (card: Message, label: string, who: Actor = house.moderator) =>
  who.click(house.world.channels.moderators, card.id, buttonsOf({ message: card }).get(label) ?? "");

/** Posts and waits until nothing is left to judge or to show. */
async function post(content: string, actor: Actor = house.members[0]): Promise<string> {
  const { id } = await actor.post(threadId, content);
  await until("the comment", () => house.store.get("comment", id));
  await until("all is judged", () => house.store.catalog.listOutbox().length === 0);
  return id;
}

describe("the detector on live comments", () => {
  it("holds a newcomer's advertisement, with one card, a case of its own, and a way back", async () => {
    await open();
    const id = await post(ADVERTISEMENT);
    expect(await house.store.get("comment", id)).toMatchObject({ state: "held", text: "" });
    const card = await untilCard("Comment held back");
    const text = textOf({ message: card });
    expect(cards().length).toBe(1);
    for (const part of ["The detector says", "first link here", "cheap-sites.example.com", "by Talkback"])
      expect(text).toContain(part);
    await succeed(press(card, "Approve"));
    await untilCard("Decided");
    expect(await house.store.get("comment", id)).toMatchObject({ state: "visible", text: ADVERTISEMENT });
    expect(await house.store.get("screening", id)).toMatchObject({ verdict: "hold", outcome: "reversed" });
  });

  it("says nothing of an ordinary comment", async () => {
    await open();
    const id = await post(QUESTION);
    expect((await house.store.get("comment", id))?.state).toBe("visible");
    expect(cards()).toEqual([]);
  });
});
