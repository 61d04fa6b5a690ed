import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InteractionOutcome } from "#sandbox/types.ts";
import { buttonsOf, type House, importPage, menusOf, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
const OLD = Array.from({ length: 60 }, (_, index) => ({ author: `name${index}`, text: `Comment number ${index}.` }));

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", OLD);
});
afterEach(() => house.close());

const numbersIn = (outcome: InteractionOutcome): number[] =>
  [...textOf(outcome).matchAll(/Comment number (\d+)/g)].map(([, number]) => Number(number));
const list = (options = {}, who = house.members[0], channelId = threadId): Promise<InteractionOutcome> =>
  succeed(who.runCommand(channelId, "comments list", options));
const press = (page: InteractionOutcome, label: string): Promise<InteractionOutcome> =>
  succeed(house.members[0].click(threadId, page.message?.id ?? "", buttonsOf(page).get(label) ?? ""));
const select = (page: InteractionOutcome, index: number, value: string): Promise<InteractionOutcome> =>
  succeed(house.members[0].select(threadId, page.message?.id ?? "", menusOf(page)[index]?.[0] ?? "", [value]));

async function post(text: string, replyTo?: string, who = house.members[1]): Promise<string> {
  const { id } = await who.post(threadId, replyTo === undefined ? text : { content: text, replyTo });
  await until("the comment", () => house.store.get("comment", id));
  return id;
}

describe("/comments list", () => {
  it("goes to any page and turns on from there, forwards and back", async () => {
    const first = await list();
    const [, [, pages] = ["", []]] = menusOf(first);
    expect(pages).toEqual(Array.from({ length: 12 }, (_, page) => String(page * 5)));
    await house.restart();
    for (const offset of [5, 15, 40, 55]) {
      const page = await select(first, 1, String(offset));
      expect(numbersIn(page)).toEqual([0, 1, 2, 3, 4].map((one) => one + offset));
      expect(textOf(page)).toContain(`${offset + 1}–${offset + 5} of 60`);
      expect(buttonsOf(page).has("Next ▶")).toBe(offset < 55);
      const before = await press(page, "◀ Previous");
      expect(numbersIn(before)[0]).toBe(offset - 5);
      expect(numbersIn(await press(before, "Next ▶"))[0]).toBe(offset);
    }
  });

  it("sorts by reactions, replies and what is discussed lately", async () => {
    const [quiet, loved, argued] = [await post("quiet"), await post("loved"), await post("argued about")];
    const [aiko, sam, priya] = house.members;
    for (const who of [aiko, sam, priya]) await who.react(threadId, loved, "👍");
    await sam.react(threadId, quiet, "🎉");
    for (const text of ["one", "two", "three"]) await post(text, argued);
    await post("one", loved);
    await until("the reactions", async () => (await house.store.get("comment", loved))?.reactions[0]?.count === 3);
    await until("the other", async () => (await house.store.get("comment", quiet))?.reactions.length === 1);
    const order = (page: InteractionOutcome): string[] =>
      [...textOf(page).matchAll(/^(quiet|loved|argued about)$/gm)].map(([text]) => text);
    expect(order(await list({ order: "reactions" }))).toEqual(["loved", "quiet"]);
    expect(order(await list({ order: "replies" }))).toEqual(["argued about", "loved"]);
    expect(order(await list({ order: "lively", of: "server" }))).toEqual(["argued about", "loved"]);
    expect(textOf(await list({ order: "replies" }))).toContain("3 replies");
    expect(textOf(await list({ order: "reactions", member: aiko.user.id }))).toContain("has a reaction yet");
    expect(order(await list({ order: "replies", member: sam.user.id }))).toEqual(["argued about", "loved"]);
    await sam.delete(threadId, loved);
    await until("it is gone", async () => (await house.store.get("comment", loved))?.state === "deleted");
    expect(order(await list({ order: "replies" }))).toEqual(["argued about"]);
  });

  it("keeps to a member, a time, a kind and an origin, and says so", async () => {
    await post("see https://example.org");
    const [, sam] = house.members;
    const files = [{ name: "loaf.png", contentType: "image/png", data: new Uint8Array(9) }];
    const { id } = await sam.post(threadId, { content: "See the picture", files });
    await until("the comment", () => house.store.get("comment", id));
    expect(textOf(await list({ member: sam.user.id }))).toContain("1–2 of 2");
    expect(textOf(await list({ has: "link" }))).toMatch(/with a link[\s\S]*see https:[\s\S]*1–1 of 1/);
    expect(textOf(await list({ has: "file" }))).toMatch(/See the picture[\s\S]*1–1 of 1/);
    expect(textOf(await list({ origin: "live" }))).toContain("1–2 of 2");
    expect(textOf(await list({ origin: "import" }))).toContain("1–5 of 60");
    expect(textOf(await list({ after: "1d" }))).toContain("1–2 of 2");
    expect(textOf(await list({ before: "2008" }))).toContain("No comment fits all of that");
    expect(textOf(await list({ after: "yesterday", before: "2099-12-31", has: "link" }))).toContain("1–1 of 1");
    expect(await refused(sam.runCommand(threadId, "comments list", { after: "soon" }))).toContain("no date I can read");
    const page = await list({ origin: "import", has: "link", state: "visible" });
    expect(textOf(page)).toContain("No comment fits");
  });

  it("shows other states to moderators only, also when a member has got hold of the button", async () => {
    const [aiko] = house.members;
    const comment = await post("rude words");
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment }));
    const removed = textOf(await list({ state: "removed" }, house.moderator));
    expect(removed).toMatch(/Moderators can restore it until[\s\S]*> rude words/);
    expect(await refused(aiko.runCommand(threadId, "comments list", { state: "removed" }))).toContain("for moderators");
    const { message } = await list({ state: "removed" }, house.moderator);
    const button = JSON.stringify(message?.components).match(/comments-list:[^"]*:first/)?.[0] ?? "";
    const posted = (await house.bot.client.rest.post(`/channels/${threadId}/messages`, {
      body: {
        flags: 32_768,
        components: [{ type: 1, components: [{ type: 2, style: 1, label: "x", custom_id: button }] }],
      },
    })) as { id: string };
    expect(await refused(aiko.click(threadId, posted.id, button))).toContain("for moderators");
  });

  it("reads well where it ends, where it is empty, and where a comment vanished", async () => {
    const empty = await importPage(house, "Quiet page", []);
    expect(textOf(await list({}, house.members[0], empty))).toContain("No comments yet. Write the first");
    expect(textOf(await list({ order: "lively" }, house.members[0], empty))).toContain("answered yet");
    const posted = [await post("first"), await post("second")];
    const mine = { member: house.members[1].user.id, order: "newest" };
    const page = await list(mine);
    await house.members[1].delete(threadId, posted[1] ?? "");
    await until("it is gone", async () => (await house.store.get("comment", posted[1] ?? ""))?.state === "deleted");
    expect(textOf(await press(page, "Oldest first"))).toContain("1–1 of 1");
    const [far, farther] = [await select(await list(), 1, "55"), await list()];
    for (const comment of house.store.catalog.listComments({ threadId, order: "newest", limit: 100 }).slice(0, 58))
      await house.store.update((tx) => tx.delete("comment", comment));
    expect(textOf(await press(far, "◀ Previous"))).toMatch(/1–\d of \d/);
    expect(textOf(await select(farther, 1, "50"))).toContain("gone, so here is the first page");
  });

  it("is opened by the button under the article, for everybody as they may", async () => {
    const { articles } = house.world.channels;
    const [starter] = house.members[0]
      .messages(articles)
      .filter((one) => textOf({ message: one }).includes("The page"));
    const button = buttonsOf({ message: starter ?? null }).get("Read comments") ?? "";
    const page = await succeed(house.members[2].click(articles, starter?.id ?? "", button));
    expect(numbersIn(page)).toEqual([0, 1, 2, 3, 4]);
    expect(page.message?.id).not.toBe(starter?.id);
  });

  it("opens a comment of the page in full", async () => {
    const words = "A long sentence of many words. ".repeat(30).trim();
    await post(words);
    const page = await list({ order: "newest" });
    expect(textOf(page)).not.toContain(words);
    expect(textOf(page)).toContain("show all");
    expect(textOf(await select(page, 0, menusOf(page)[0]?.[1][0] ?? ""))).toContain(words);
  });
});
