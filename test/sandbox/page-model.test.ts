import type { APIApplicationCommand, APIMessage, APIUser } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { listCommands, matchCommands } from "#sandbox/page/client/model/commands.ts";
import { mentionAt, sendMentions, suggestMentions } from "#sandbox/page/client/model/mentions.ts";
import { joinPage, windowOf } from "#sandbox/page/client/model/message-window.ts";
import { checkFields, initialFields, modalParts } from "#sandbox/page/client/model/modal-fields.ts";
import { readOptions } from "#sandbox/page/client/model/option-values.ts";
import { applyEvent } from "#sandbox/page/client/model/reduce.ts";
import { jumpTarget, readHash } from "#sandbox/page/client/model/route.ts";
import { buildRows } from "#sandbox/page/client/model/rows.ts";
import type { World } from "#sandbox/page/client/model/world.ts";

const mira = { id: "1", username: "mira", discriminator: "0", global_name: "Mira", avatar: null } satisfies APIUser;
const jonas = { ...mira, id: "2", username: "jonas", global_name: "Jonas" };
const CHANNEL_ID = "50";

function message(id: string, change: Partial<APIMessage> = {}): APIMessage {
  const minute = Number(id) % 60;
  return {
    id,
    channel_id: CHANNEL_ID,
    author: mira,
    content: `message ${id}`,
    timestamp: new Date(Date.UTC(2026, 4, 4, 12, minute)).toISOString(),
    edited_timestamp: null,
    type: 0,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    ...change,
  };
}

function world(messages: APIMessage[]): World {
  const window = windowOf(messages, { hasOlder: false, hasNewer: false });
  return { me: mira, guilds: [], commands: [], windows: { [CHANNEL_ID]: window }, newest: {} };
}

const shown = (now: World): string[] => now.windows[CHANNEL_ID]?.messages.map((message) => message.id) ?? [];

const rowsOf = (messages: APIMessage[], newSince: string | null = null): unknown[] =>
  buildRows(messages, newSince, jonas.id).map((row) =>
    row.kind === "message" ? (row.isCompact ? "compact" : "whole") : row.kind,
  );

describe("the world of one person's client", () => {
  test("a new message stands at the end, and one that arrives twice stands there once", () => {
    const before = world([message("100")]);
    const event = { t: "MESSAGE_CREATE", d: message("101") };
    expect(shown(applyEvent(applyEvent(before, event), event))).toEqual(["100", "101"]);
  });

  test("ids are ordered by age, not as text", () => {
    expect(shown(world([message("1000"), message("999")]))).toEqual(["999", "1000"]);
  });

  test("while older messages are shown, a new one does not leave a gap", () => {
    const before = world([message("100")]);
    const away = {
      ...before,
      windows: { [CHANNEL_ID]: windowOf([message("100")], { hasOlder: false, hasNewer: true }) },
    };
    const after = applyEvent(away, { t: "MESSAGE_CREATE", d: message("200") });
    expect(shown(after)).toEqual(["100"]);
    expect(after.newest[CHANNEL_ID]).toBe("200");
  });

  test("an edit changes the message and the quotes of it", () => {
    const reply = message("101", { type: 19, referenced_message: message("100") });
    const after = applyEvent(world([message("100"), reply]), {
      t: "MESSAGE_UPDATE",
      d: message("100", { content: "new" }),
    });
    expect(after.windows[CHANNEL_ID]?.messages.map((m) => m.referenced_message?.content ?? m.content)).toEqual([
      "new",
      "new",
    ]);
  });

  test("a deleted message goes, and a reply to it loses what it quotes", () => {
    const reply = message("101", { type: 19, referenced_message: message("100") });
    const after = applyEvent(world([message("100"), reply]), {
      t: "MESSAGE_DELETE",
      d: { id: "100", channel_id: CHANNEL_ID },
    });
    expect(after.windows[CHANNEL_ID]?.messages).toEqual([{ ...reply, referenced_message: null }]);
  });

  test("reactions are counted, and one's own is known", () => {
    const emoji = { id: null, name: "👍" };
    const react = (name: string, user: string): { t: string; d: unknown } => ({
      t: `MESSAGE_REACTION_${name}`,
      d: { channel_id: CHANNEL_ID, message_id: "100", user_id: user, emoji },
    });
    const two = [react("ADD", "2"), react("ADD", "1"), react("ADD", "1")].reduce(applyEvent, world([message("100")]));
    expect(two.windows[CHANNEL_ID]?.messages[0]?.reactions).toMatchObject([{ emoji, count: 2, me: true }]);
    const none = [react("REMOVE", "1"), react("REMOVE", "2")].reduce(applyEvent, two);
    expect(none.windows[CHANNEL_ID]?.messages[0]?.reactions).toEqual([]);
  });

  test("an event that means nothing to the page changes nothing", () => {
    const before = world([message("100")]);
    expect(applyEvent(before, { t: "TYPING_START", d: {} })).toBe(before);
    expect(applyEvent(before, { t: "constructor", d: {} })).toBe(before);
  });

  test("a page of older messages joins the window without doubles", () => {
    const window = windowOf([message("102"), message("101")], { hasOlder: true, hasNewer: false });
    const joined = joinPage(window, [message("101"), message("100")], { hasOlder: false });
    expect(joined.messages.map((m) => m.id)).toEqual(["100", "101", "102"]);
    expect(joined.hasOlder).toBe(false);
  });
});

describe("the rows of the list", () => {
  test("messages of one author within minutes are drawn together", () => {
    const other = message("103", { author: jonas });
    expect(rowsOf([message("101"), message("102"), other, message("104")])).toEqual([
      "day",
      "whole",
      "compact",
      "whole",
      "whole",
    ]);
  });

  test("a reply, a pause, another webhook name and another day each begin anew", () => {
    const hook = (id: string, name: string): APIMessage => message(id, { author: { ...mira, username: name } });
    expect(rowsOf([message("101"), message("102", { type: 19 })])).toEqual(["day", "whole", "whole"]);
    expect(rowsOf([message("101"), message("110")])).toEqual(["day", "whole", "whole"]);
    expect(rowsOf([hook("101", "A"), hook("102", "B")])).toEqual(["day", "whole", "whole"]);
    const later = message("102", { timestamp: new Date(Date.UTC(2026, 4, 6)).toISOString() });
    expect(rowsOf([message("101"), later])).toEqual(["day", "whole", "day", "whole"]);
  });

  test("news begin after what was seen, and only once", () => {
    expect(rowsOf([message("101"), message("102"), message("103")], "101")).toEqual([
      "day",
      "whole",
      "new",
      "whole",
      "compact",
    ]);
  });
});

describe("addresses", () => {
  test("Discord's own links lead within the page, others do not", () => {
    expect(jumpTarget("https://discord.com/channels/1/2/3")).toBe("#/channels/1/2/3");
    expect(jumpTarget("https://discord.com/channels/1/2")).toBe("#/channels/1/2");
    expect(jumpTarget("https://discord.com.example.org/channels/1/2/3")).toBeNull();
    expect(readHash("#/channels/1/2/3")).toEqual({ guildId: "1", channelId: "2", messageId: "3" });
    expect(readHash("#/elsewhere")).toBeNull();
  });
});

describe("commands", () => {
  const command = {
    id: "1",
    application_id: "2",
    version: "3",
    type: 1,
    name: "comments",
    description: "Comments",
    default_member_permissions: null,
    options: [
      {
        type: 1,
        name: "list",
        description: "List them",
        options: [
          { type: 4, name: "page", description: "Which page", min_value: 1, required: true },
          { type: 3, name: "order", description: "What comes first", choices: [{ name: "Newest", value: "new" }] },
        ],
      },
    ],
  } satisfies APIApplicationCommand;

  test("a subcommand is found by any part of its name", () => {
    const entries = listCommands([command]);
    expect(entries.map((entry) => entry.name)).toEqual(["comments list"]);
    expect(matchCommands(entries, "list")).toHaveLength(1);
    expect(matchCommands(entries, "post")).toHaveLength(0);
  });

  test("options become what the interaction carries, and what is wrong is said by name", async () => {
    const [entry] = listCommands([command]);
    const options = entry?.options ?? [];
    expect(await readOptions(options, { page: { text: "2" }, order: { text: "Newest", value: "new" } })).toEqual({
      values: { page: 2, order: "new" },
      errors: {},
    });
    const wrong = await readOptions(options, { page: { text: "0" }, order: { text: "nonsense" } });
    expect(wrong.errors).toEqual({ page: "At least 1.", order: "Choose one from the list." });
    expect((await readOptions(options, {})).errors).toEqual({ page: "This option is required." });
  });
});

describe("names in a message", () => {
  const guild = { id: "9", name: "", ownerId: "1", channels: [], threads: [], roles: [], members: [] };
  const member = { user: jonas, roles: [], joined_at: "", deaf: false, mute: false, flags: 0 };

  test("a name is offered while it is typed, and sent as an id", () => {
    const at = mentionAt("hello @jo", 9);
    expect(at).toEqual({ start: 6, mark: "@", typed: "jo" });
    const found = suggestMentions({ ...guild, members: [member] }, "@", "jo");
    expect(found.map((item) => item.shown)).toEqual(["@Jonas"]);
    expect(sendMentions("hello @Jonas", found)).toBe("hello <@2>");
    expect(mentionAt("mail@jo", 7)).toBeNull();
  });
});

describe("modals", () => {
  const parts = modalParts({
    custom_id: "m",
    title: "Report",
    components: [
      {
        type: 18,
        label: "Reason",
        component: { type: 3, custom_id: "reason", options: [{ label: "Spam", value: "spam" }] },
      },
      { type: 18, label: "Note", component: { type: 4, custom_id: "note", style: 2, required: false, max_length: 5 } },
      { type: 1, components: [{ type: 4, custom_id: "title", label: "Title", style: 1, min_length: 3, value: "ab" }] },
    ],
  });

  test("fields begin with what the application put in", () => {
    expect(initialFields(parts)).toEqual({ reason: [], note: "", title: "ab" });
  });

  test("what is missing, too short or too long is said at its field", () => {
    expect(checkFields(parts, { reason: [], note: "123456", title: "ab" })).toEqual({
      reason: "This field is required.",
      note: "At most 5 characters.",
      title: "At least 3 characters.",
    });
    expect(checkFields(parts, { reason: ["spam"], note: "", title: "abc" })).toEqual({});
  });
});
