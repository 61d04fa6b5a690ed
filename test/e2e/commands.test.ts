import { ComponentType, MessageType } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonsOf, commentsOf, type House, importPage, openHouse, refused, succeed, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

let house: House;
let threadId: string;
const OLD = Array.from({ length: 12 }, (_, index) => ({ author: `name${index}`, text: `Comment number ${index}` }));

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", OLD);
});

afterEach(() => house.close());

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/Comment number (\d+)/g)].map(([, number]) => Number(number));

describe("/comments", () => {
  it("list turns its pages, also after a restart, and back", async () => {
    const [aiko] = house.members;
    const first = await succeed(aiko.runCommand(threadId, "comments list"));
    expect(numbersIn(textOf(first))).toEqual([0, 1, 2, 3, 4]);
    expect(textOf(first)).toContain("1–5 of 12");
    expect([...buttonsOf(first).keys()]).toEqual(["Next ▶", "Newest first"]);
    const press = async (page: Awaited<ReturnType<typeof succeed>>, label: string) =>
      succeed(aiko.click(threadId, page.message?.id ?? "", buttonsOf(page).get(label) ?? ""));
    await house.restart();
    const second = await press(first, "Next ▶");
    expect(numbersIn(textOf(second))).toEqual([5, 6, 7, 8, 9]);
    const third = await press(second, "Next ▶");
    expect(numbersIn(textOf(third))).toEqual([10, 11]);
    expect(textOf(third)).toContain("11–12 of 12");
    expect([...buttonsOf(third).keys()]).toEqual(["◀ Previous", "Newest first"]);
    expect(numbersIn(textOf(await press(third, "◀ Previous")))).toEqual([5, 6, 7, 8, 9]);
    expect(numbersIn(textOf(await press(third, "Newest first")))).toEqual([11, 10, 9, 8, 7]);
  });

  it("list finds another article by its title", async () => {
    const [, sam] = house.members;
    const [choice] = await sam.autocomplete(
      house.world.channels.general,
      "comments list",
      { article: "PAGE" },
      "article",
    );
    expect(choice?.name).toBe("The page");
    const list = await succeed(
      sam.runCommand(house.world.channels.general, "comments list", {
        article: String(choice?.value),
        order: "newest",
      }),
    );
    expect(numbersIn(textOf(list))).toEqual([11, 10, 9, 8, 7]);
    expect(await refused(sam.runCommand(house.world.channels.general, "comments list", { of: "thread" }))).toContain(
      "no article's thread",
    );
    const server = await succeed(sam.runCommand(house.world.channels.general, "comments list"));
    expect(textOf(server)).toContain("Comments of this server");
    expect(numbersIn(textOf(server))).toEqual([11, 10, 9, 8, 7]);
  });

  it("show gives one comment with its replies, by link, by id or by its words", async () => {
    const [aiko, sam] = house.members;
    const third = (await commentsOf(house, threadId))[2];
    const messageId = third?.messageIds[0] ?? "";
    const reply = await sam.post(threadId, { content: "So true", replyTo: messageId });
    await until("the reply", () => house.store.get("comment", reply.id));
    const link = `https://discord.com/channels/${house.world.guildId}/${threadId}/${messageId}`;
    const [choice] = await aiko.autocomplete(threadId, "comments show", { comment: "number 2" }, "comment");
    for (const comment of [link, messageId, String(choice?.value)]) {
      const text = textOf(await succeed(aiko.runCommand(threadId, "comments show", { comment })));
      expect(text).toContain("Comment number 2");
      expect(text).toContain("Sam: So true");
    }
    expect(textOf(await succeed(sam.runContextMenu(threadId, "Show comment", messageId)))).toContain("Sam: So true");
    for (const comment of ["123", "nonsense", link.replace(house.world.guildId, "42"), "' OR 1=1 --", '"*:()']) {
      expect(await refused(aiko.runCommand(threadId, "comments show", { comment }))).toContain("I know no comment");
    }
  });

  it("shows nobody what they cannot read on Discord", async () => {
    const { moderators, general } = house.world.channels;
    await succeed(house.publisher.runCommand(general, "setup", { articles: moderators }));
    const secret = await importPage(house, "Secret page", [{ author: "wren", text: "Hidden words" }]);
    const articleId = (await house.store.get("thread", secret))?.articleId ?? "";
    const [aiko] = house.members;
    expect(await refused(aiko.runCommand(general, "comments list", { article: articleId }))).toContain(
      "no such article",
    );
    expect(await aiko.autocomplete(general, "comments list", { article: "secret" }, "article")).toEqual([]);
    expect(await aiko.autocomplete(general, "quote", { comment: "hidden" }, "comment")).toEqual([]);
    const comment = (await commentsOf(house, secret))[0]?.id ?? "";
    expect(await refused(aiko.runCommand(general, "quote", { comment }))).toContain("I know no comment");
    expect(textOf(await house.moderator.runCommand(general, "comments list", { article: articleId }))).toContain(
      "Hidden words",
    );
  });
});

describe("/quote", () => {
  it("posts a comment with author, time and jump link, in another channel too, pinging nobody", async () => {
    const [aiko] = house.members;
    const { id } = await aiko.post(threadId, `Look, <@${house.members[1].user.id}> and @everyone: **bold**`);
    await until("the comment", () => house.store.get("comment", id));
    await succeed(aiko.runCommand(threadId, "quote", { comment: id, channel: house.world.channels.general }));
    const [quote] = aiko.messages(house.world.channels.general);
    const text = textOf({ message: quote ?? null });
    expect(text).toContain("**Aiko** · <t:");
    expect(text).toContain(`https://discord.com/channels/${house.world.guildId}/${threadId}/${id}`);
    expect(text).toContain("\\*\\*bold\\*\\*");
    expect(quote).toMatchObject({ mentions: [], mention_everyone: false });
    await succeed(aiko.runContextMenu(threadId, "Quote comment", id));
    expect(textOf({ message: aiko.messages(threadId)[0] ?? null })).toContain("Quoted by Aiko");
    expect((await commentsOf(house, threadId)).length).toBe(13);
  });

  it("posts nothing where the person may not write", async () => {
    const [aiko] = house.members;
    const comment = (await commentsOf(house, threadId))[0]?.id ?? "";
    expect(
      await refused(aiko.runCommand(threadId, "quote", { comment, channel: house.world.channels.moderators })),
    ).toContain("You may not write");
  });
});

describe("/report and /mod", () => {
  const report = async (member: House["members"][number], messageId: string, reason = "spam") => {
    const { modal } = await member.runContextMenu(threadId, "Report comment", messageId);
    if (!modal) throw new Error("no modal");
    return member.submitModal(modal, { reason: [reason], note: "look at this" });
  };

  it("report once a person, announce it, and decide from the list", async () => {
    const [aiko, sam] = house.members;
    const [first, second] = (await commentsOf(house, threadId)).map(({ messageIds }) => messageIds[0] ?? "");
    await succeed(report(aiko, first ?? ""));
    await succeed(report(sam, first ?? "", "offtopic"));
    expect(await refused(report(aiko, first ?? ""))).toContain("reported that comment before");
    await succeed(report(aiko, second ?? ""));
    const notices = house.moderator.messages(house.world.channels.moderators);
    expect(notices.map((message) => textOf({ message })).join()).toContain("Comment number 0");
    const list = await succeed(house.moderator.runCommand(threadId, "mod reports"));
    expect(textOf(list)).toContain("Off-topic or promotion");
    const dismiss = [...buttonsOf(list).entries()].find(([label]) => label === "Dismiss")?.[1] ?? "";
    await succeed(house.moderator.click(threadId, list.message?.id ?? "", dismiss));
    expect(house.store.catalog.countOpenReports(house.world.guildId)).toBe(2);
    expect(await refused(aiko.runCommand(threadId, "report", { comment: "not a comment" }))).toContain(
      "I know no comment",
    );
  });

  it("remove a comment from Discord, and bring it back under its author's name", async () => {
    const [aiko] = house.members;
    const live = await aiko.post(threadId, "Buy *my* things");
    await until("the comment", () => house.store.get("comment", live.id));
    await succeed(report(house.members[1], live.id));
    const { modal } = await house.moderator.runContextMenu(threadId, "Remove comment", live.id);
    const removal = await succeed(
      house.moderator.submitModal(
        modal ??
          (() => {
            throw new Error("no modal");
          })(),
        { reason: "advertising" },
      ),
    );
    expect(textOf(removal)).toContain("Case 1");
    expect(aiko.messages(threadId).some(({ id }) => id === live.id)).toBe(false);
    expect(await house.store.get("comment", live.id)).toMatchObject({ state: "removed", text: "" });
    expect((await house.store.get("sealed", live.id))?.comment.text).toBe("Buy *my* things");
    expect(await house.store.get("report", `${live.id}-${house.members[1].user.id}`)).toMatchObject({
      state: "upheld",
      caseNumber: 1,
    });
    expect(await refused(house.moderator.runCommand(threadId, "mod remove", { comment: live.id }))).toContain(
      "deleted or removed already",
    );

    const [choice] = await house.moderator.autocomplete(threadId, "mod restore", { comment: "" }, "comment");
    expect(choice?.name).toBe("Aiko: Buy *my* things");
    const back = await succeed(
      house.moderator.runCommand(threadId, "mod restore", { comment: String(choice?.value), reason: "a mistake" }),
    );
    expect(textOf(back)).toContain("Case 2");
    const [shown] = aiko.messages(threadId);
    expect(shown).toMatchObject({ content: "Buy *my* things", author: { username: "Aiko" } });
    const restored = await house.store.get("comment", live.id);
    expect(restored).toMatchObject({
      state: "visible",
      text: "Buy *my* things",
      messageIds: [shown?.id],
      origin: "live",
    });
    expect(await house.store.get("sealed", live.id)).toBeUndefined();
    const log = await house.store.getMany(
      "log",
      [1, 2, 3, 4, 5].map((number) => `${house.world.guildId}-${number}`),
    );
    expect(log.map((entry) => entry?.action)).toEqual([
      "setup",
      "article.import",
      "comment.report",
      "comment.remove",
      "comment.restore",
    ]);
    expect(log[4]?.previousHash).toBe(log[3]?.hash);
    await house.members[2].react(threadId, shown?.id ?? "", "👍");
    await until("the reaction", async () => (await house.store.get("comment", live.id))?.reactions.length === 1);
  });

  it("say that what was attached does not come back", async () => {
    const [aiko] = house.members;
    const files = [{ name: "loaf.png", contentType: "image/png", data: new Uint8Array(9) }];
    const { id } = await aiko.post(threadId, { content: "See the picture", files });
    await until("the comment", () => house.store.get("comment", id));
    await succeed(house.moderator.runCommand(threadId, "mod remove", { comment: id }));
    const back = await succeed(house.moderator.runCommand(threadId, "mod restore", { comment: id }));
    expect(textOf(back)).toContain("1 attachment could not be brought back: loaf.png.");
    expect(await house.store.get("comment", id)).toMatchObject({ text: "See the picture", attachments: [] });
  });

  it("remove and restore once, however fast two moderators press", async () => {
    const comment = (await commentsOf(house, threadId))[0]?.id ?? "";
    const both = await Promise.all(
      [house.moderator, house.publisher].map((who) => who.runCommand(threadId, "mod remove", { comment })),
    );
    expect(both.map(textOf).filter((text) => text.includes("Case 1")).length).toBe(1);
    expect(both.map(textOf).filter((text) => text.includes("⚠️")).length).toBe(1);
    expect(house.store.catalog.listCases({ guildId: house.world.guildId, limit: 10 }).length).toBe(1);
  });

  it("finish a removal that a crash broke off, and lose no word", async () => {
    const target = (await commentsOf(house, threadId))[3];
    const hang = house.sandbox.faults.add({ kind: "hang", method: "DELETE", path: /\/messages\/\d+$/, times: 1 });
    const outcome = house.moderator.runCommand(threadId, "mod remove", { comment: target?.id ?? "" });
    await until("the deletion hangs", () => hang.count === 1);
    const job = await house.store.get("outbox", `comment-${target?.id}`);
    expect(job?.kind).toBe("remove-comment");
    expect((await house.store.get("sealed", target?.id ?? ""))?.comment.text).toBe("Comment number 3");
    hang.remove();
    await outcome;
    expect(await house.store.get("comment", target?.id ?? "")).toMatchObject({ state: "removed" });
    expect(house.store.catalog.listOutbox()).toEqual([]);
  });

  it("write no case where Discord says no, and say what is missing", async () => {
    house.sandbox.faults.add({ kind: "missingPermission", method: "DELETE", times: 1 });
    const comment = (await commentsOf(house, threadId))[0]?.id ?? "";
    expect(await refused(house.moderator.runCommand(threadId, "mod remove", { comment }))).toContain("Manage Messages");
    expect(await house.store.get("comment", comment)).toMatchObject({ state: "visible", text: "Comment number 0" });
    expect(await house.store.get("sealed", comment)).toBeUndefined();
    expect(house.store.catalog.listCases({ guildId: house.world.guildId, limit: 10 })).toEqual([]);
  });

  it("are checked for access on our side too", async () => {
    const [aiko] = house.members;
    const command = [...house.sandbox.world.tables.command.values()].find(({ name }) => name === "mod");
    if (!command) throw new Error("no command");
    house.sandbox.world.tables.put("command", command.id, { ...command, default_member_permissions: null });
    const comment = (await commentsOf(house, threadId))[0]?.id ?? "";
    expect(await refused(aiko.runCommand(threadId, "mod remove", { comment }))).toContain("for moderators");
    const list = house.moderator.messages(house.world.channels.moderators);
    expect(list).toEqual([]);
    expect(
      await refused(aiko.runCommand(threadId, "article import", { file: { name: "x", data: new Uint8Array(1) } })),
    ).toContain("for moderators");
  });
});

describe("/article, /setup, /help and /ping", () => {
  it("post an article that is typed in", async () => {
    const { modal } = await house.publisher.runCommand(threadId, "article post");
    if (!modal) throw new Error("no modal");
    const long = "A sentence of the article. ".repeat(100).trim();
    const bad = house.publisher.submitModal(modal, { title: "Typed", url: "javascript:alert(1)", text: long });
    expect(await refused(bad)).toContain("no web address");
    const again = (await house.publisher.runCommand(threadId, "article post")).modal ?? modal;
    await succeed(
      house.publisher.submitModal(again, { title: "Typed [x](y)", url: "https://example.org/a(b)", text: long }),
    );
    const [, starter] = house.members[0]
      .messages(house.world.channels.articles)
      .filter(({ type }) => type === MessageType.Default)
      .reverse();
    const text = textOf({ message: starter ?? null });
    expect(text).toContain("## [Typed \\[x](y)](https://example.org/a%28b%29)");
    expect(text.length).toBeLessThan(2_000);
    const buttons = buttonsOf({ message: starter ?? null });
    const page = await succeed(
      house.members[0].click(house.world.channels.articles, starter?.id ?? "", buttons.get("Read on") ?? ""),
    );
    expect(textOf(page)).toContain("A sentence of the article.");
    expect(
      (
        await house.store.get(
          "article",
          house.store.catalog.listArticles({ guildId: house.world.guildId, order: "newest", limit: 1 })[0] ?? "",
        )
      )?.body,
    ).toBe(long);
    expect(textOf(await succeed(house.members[0].runCommand(threadId, "article list")))).toMatch(
      /Typed[\s\S]*The page[\s\S]*12 comments/,
    );
  });

  it("show the count on the starter message as comments come", async () => {
    const starter = (): string =>
      textOf({ message: house.members[0].messages(house.world.channels.articles)[0] ?? null });
    expect(starter()).toContain("12 comments");
    await house.members[0].post(threadId, "one more");
    await until("the new count", () => starter().includes("13 comments"));
  });

  it("name the permission that is missing", async () => {
    const channel = house.sandbox.world.channel(house.world.channels.general);
    const overwrite = { id: house.world.roles.bot, type: 0, allow: "0", deny: (1n << 11n).toString() };
    house.sandbox.world.tables.put("channel", channel.id, { ...channel, permission_overwrites: [overwrite] });
    const d = { ...channel, permission_overwrites: [overwrite] };
    house.sandbox.world.dispatch({ t: "CHANNEL_UPDATE", d, guildId: channel.guild_id, channelId: channel.id });
    const text = textOf(await house.publisher.runCommand(threadId, "setup", { moderators: channel.id }));
    expect(text).toContain("I lack: **Send Messages**");
    expect(text).toContain("<#");
  });

  it("answer a ping", async () => {
    const [aiko] = house.members;
    expect(textOf(await succeed(aiko.runCommand(threadId, "ping")))).toContain("I am here");
  });

  it("are registered anew only when they changed", async () => {
    const puts: string[] = [];
    house.sandbox.onRequest(({ method, path }) => {
      if (method === "PUT" && path.endsWith("/commands")) puts.push(path);
    });
    await house.restart();
    expect(puts).toEqual([]);
    await house.store.update((tx) =>
      tx.put("meta", `commands-${house.sandbox.applicationId}`, { v: 1, hash: "of an older version" }),
    );
    await house.restart();
    expect(puts.length).toBe(1);
  });

  it("answer buttons of an older version with a word", async () => {
    const [aiko] = house.members;
    const message = await house.bot.client.rest.post(`/channels/${threadId}/messages`, {
      body: {
        flags: 32_768,
        components: [
          {
            type: ComponentType.ActionRow,
            components: [{ type: ComponentType.Button, style: 1, label: "x", custom_id: "no-such-route:1" }],
          },
        ],
      },
    });
    expect(await refused(aiko.click(threadId, (message as { id: string }).id, "no-such-route:1"))).toContain(
      "older version",
    );
  });
});
