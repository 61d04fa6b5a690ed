import { MessageType } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commentsOf, type House, importPage, openHouse, refused, succeed, textOf, textPage } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
const OLD = [
  { author: "wren", text: "First *of* all: <@123> @everyone [look](http://example.org)" },
  { author: "Discord Fan", text: "Second" },
  { author: "wren", text: "Third" },
];

afterEach(() => house.close());

/** What stands in a thread, oldest first, without Discord's own furniture. */
function messagesIn(threadId: string): { name: string; content: string; isBot: boolean }[] {
  const messages = house.members[0].messages(threadId, { limit: 100 }).reverse();
  return messages
    .filter(({ type }) => type === MessageType.Default)
    .map(({ author, content }) => ({
      name: author.username,
      content,
      isBot: author.id === house.sandbox.applicationId,
    }));
}

describe("an imported page in a text channel", () => {
  beforeEach(async () => {
    house = await openHouse();
  });

  it("is a thread with the old comments under their authors' names, in order, pinging nobody", async () => {
    const threadId = await importPage(house, "Page", OLD);
    const messages = messagesIn(threadId);
    // One letter of what Discord refuses is another that looks the same.
    expect(messages.map(({ name }) => name)).toEqual(["wren", expect.stringMatching(/^(?!.*discord).{11}$/i), "wren"]);
    expect(messages[0]?.content).toBe("First \\*of\\* all: \\<@123> @everyone \\[look](http://example.org)");
    const raw = house.sandbox.world.messagesOf(threadId).map(({ message }) => message);
    expect(raw.every(({ mentions, mention_everyone }) => mentions.length === 0 && !mention_everyone)).toBe(true);
    const stored = await commentsOf(house, threadId);
    expect(stored.map(({ author, origin, text }) => [author.name, origin, text])).toEqual(
      OLD.map(({ author, text }) => [author, "import", text]),
    );
  });

  it("is not imported twice, and the person is told so", async () => {
    const threadId = await importPage(house, "Page", OLD);
    const before = messagesIn(threadId);
    const again = await succeed(
      house.publisher.runCommand(house.world.channels.general, "article import", { file: textPage("Page", OLD) }),
    );
    expect(textOf(again)).toContain("imported before");
    expect(messagesIn(threadId)).toEqual(before);
    expect((await commentsOf(house, threadId)).length).toBe(3);
  });

  it("has a long comment over several messages, which are one comment", async () => {
    const long = Array.from({ length: 300 }, (_, index) => `Sentence number ${index} of a long comment.`).join(" ");
    const threadId = await importPage(house, "Page", [{ author: "wren", text: long }]);
    const messages = messagesIn(threadId);
    expect(messages.length).toBeGreaterThan(5);
    expect(
      messages
        .map(({ content }) => content)
        .join(" ")
        .replace(/\s+/g, " "),
    ).toBe(long);
    const [comment, ...others] = await commentsOf(house, threadId);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ text: long, state: "visible" });
    expect(comment?.messageIds.length).toBe(messages.length);
  });

  it("that is none is refused with the line, and nothing is stored or posted", async () => {
    const file = { name: "page.txt", data: new TextEncoder().encode("T\n\nFoo 32, 2009 | Length: 5\n\nBody") };
    const text = await refused(house.publisher.runCommand(house.world.channels.general, "article import", { file }));
    expect(text).toContain("Line 3");
    expect(house.store.catalog.listArticles({ guildId: house.world.guildId, order: "newest", limit: 5 })).toEqual([]);
    expect(house.members[0].messages(house.world.channels.articles)).toEqual([]);
  });

  it("is posted once, however often answers get lost on the way", async () => {
    const { faults } = house.sandbox;
    faults.add({ kind: "lostAnswer", method: "POST", path: /^\/channels\/\d+\/messages$/, times: 1 });
    faults.add({ kind: "lostAnswer", method: "POST", path: /\/threads$/, times: 1 });
    const lost = faults.add({ kind: "lostAnswer", method: "POST", path: /^\/webhooks\/\d+\/[\w-]{60,}$/, times: 2 });
    const threadId = await importPage(house, "Page", OLD);
    expect(lost.count).toBe(2);
    expect(messagesIn(threadId).map(({ name }) => name)).toHaveLength(3);
    expect(
      house.members[0].messages(house.world.channels.articles).filter(({ type }) => type === MessageType.Default),
    ).toHaveLength(1);
    expect((await commentsOf(house, threadId)).map(({ messageIds }) => messageIds.length)).toEqual([1, 1, 1]);
  });

  it("that could not be posted is posted where articles go by now", async () => {
    const { general, articles } = house.world.channels;
    house.sandbox.faults.add({ kind: "missingAccess", method: "GET", path: new RegExp(`^/channels/${articles}$`) });
    const file = textPage("Page", OLD);
    expect(await refused(house.publisher.runCommand(general, "article import", { file }))).toContain(
      "cannot see that channel",
    );
    await succeed(house.publisher.runCommand(general, "setup", { articles: general }));
    const threadId = await importPage(house, "Page", OLD);
    expect(house.sandbox.world.channel(threadId).parent_id).toBe(general);
    expect((await commentsOf(house, threadId)).length).toBe(3);
  });

  it("keeps what is written in its thread from the first moment", async () => {
    const [aiko] = house.members;
    const stop = aiko.onEvent(({ t, d }) => {
      if (t === "THREAD_CREATE") void aiko.post((d as { id: string }).id, "first!");
    });
    const threadId = await importPage(house, "Page", OLD);
    stop();
    await until("the first comment", async () =>
      (await commentsOf(house, threadId)).some(({ text }) => text === "first!"),
    );
  });

  it("that was broken off is finished at the next start, each comment once", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      author: `name ${index % 3}`,
      text: `Comment ${index % 5}`,
    }));
    const stuck = house.sandbox.faults.add({
      kind: "hang",
      method: "POST",
      path: /^\/webhooks\/\d+\/[\w-]{60,}$/,
      chance: 0.2,
    });
    const outcome = house.publisher.runCommand(house.world.channels.general, "article import", {
      file: textPage("Page", many),
    });
    await until("a request hangs", () => stuck.count > 0);
    const stopping = house.restart();
    stuck.remove();
    await stopping;
    await outcome;
    const [threadId = ""] = house.store.catalog.listThreads({});
    await until("the job is done", () => house.store.catalog.listOutbox().length === 0);
    expect(messagesIn(threadId).map(({ content }) => content)).toEqual(many.map(({ text }) => text));
    expect((await commentsOf(house, threadId)).map(({ text, messageIds }) => [text, messageIds.length])).toEqual(
      many.map(({ text }) => [text, 1]),
    );
  });

  it("is spoken as quotes by the bot where it has no right to webhooks", async () => {
    const { world } = house.sandbox;
    const role = world.tables.role.get(house.world.roles.bot);
    if (!role) throw new Error("no role");
    const changed = { ...role, permissions: (BigInt(role.permissions) & ~(1n << 29n)).toString() };
    world.tables.put("role", role.id, changed);
    const { guild_id, ...shown } = changed;
    world.dispatch({ t: "GUILD_ROLE_UPDATE", d: { guild_id, role: shown }, guildId: guild_id, channelId: null });
    const threadId = await importPage(house, "Page", OLD);
    const messages = messagesIn(threadId);
    expect(messages.map(({ isBot }) => isBot)).toEqual([true, true, true]);
    const [first] = house.members[0]
      .messages(threadId, { limit: 100 })
      .filter(({ type }) => type === MessageType.Default)
      .reverse();
    expect(textOf({ message: first ?? null })).toContain("wren");
    expect((await commentsOf(house, threadId)).map(({ author }) => author.name)).toEqual(
      OLD.map(({ author }) => author),
    );
    const setup = await house.publisher.runCommand(house.world.channels.general, "setup");
    expect(textOf(setup)).toContain("Manage Webhooks");
  });
});

describe("an imported page in a forum", () => {
  it("is a post with the tags that fit, found again when the answer gets lost", async () => {
    house = await openHouse({ articles: "forum" });
    house.sandbox.faults.add({ kind: "lostAnswer", method: "POST", path: /\/threads$/, times: 1 });
    const json = {
      article: { title: "In a forum", body: "B", tags: ["essay", "unheard"] },
      comments: [{ author: "wren", text: "Hi" }],
    };
    const file = { name: "x.json", data: new TextEncoder().encode(JSON.stringify(json)) };
    await succeed(house.publisher.runCommand(house.world.channels.general, "article import", { file }));
    const threads = house.sandbox.world.channelsOf(house.world.guildId).filter(({ thread }) => thread);
    expect(threads.map(({ name }) => name)).toEqual(["In a forum"]);
    const tag = house.sandbox.world.channel(house.world.channels.forum).available_tags?.[0]?.id;
    expect(threads[0]?.thread?.applied_tags).toEqual([tag]);
    expect(messagesIn(threads[0]?.id ?? "").map(({ name }) => name)).toEqual(["talkback", "wren"]);
  });
});
