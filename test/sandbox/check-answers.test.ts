import { describe, expect, test } from "vitest";
import { createChecker } from "#sandbox/check/checker.ts";

const checkers = [await createChecker({ openApiFile: null }), await createChecker()];

const at = "2026-01-02T03:04:05.678000+00:00";
const user = {
  id: "5",
  username: "ann",
  global_name: "Ann",
  avatar: null,
  discriminator: "0",
  public_flags: 0,
  flags: 0,
  primary_guild: null,
};
const message = {
  id: "99",
  channel_id: "10",
  type: 0,
  content: "Hello",
  author: user,
  mentions: [],
  mention_roles: [],
  mention_everyone: false,
  attachments: [],
  embeds: [],
  components: [
    { type: 17, id: 1, accent_color: null, spoiler: false, components: [{ type: 10, id: 2, content: "x" }] },
  ],
  timestamp: at,
  edited_timestamp: null,
  flags: 32_768,
  pinned: false,
  tts: false,
};
const thread = {
  id: "12",
  type: 11,
  guild_id: "1",
  parent_id: "10",
  owner_id: "2",
  name: "An article",
  last_message_id: null,
  flags: 0,
  rate_limit_per_user: 0,
  message_count: 0,
  member_count: 1,
  total_message_sent: 0,
  thread_metadata: { archived: false, archive_timestamp: at, auto_archive_duration: 4320, locked: false },
};
const without = (object: object, key: string) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

describe.each(checkers)("answers, with $description", (checker) => {
  const check = (method: string, path: string, status: number, body?: unknown) =>
    checker.answer({ method, path, status, body });

  test("a message, a page of them and a thread are accepted", () => {
    expect(check("POST", "/channels/10/messages", 200, message)).toEqual([]);
    expect(check("GET", "/channels/10/messages", 200, [message, message])).toEqual([]);
    expect(check("POST", "/channels/10/messages/99/threads", 201, thread)).toEqual([]);
    expect(check("PATCH", "/channels/12", 200, thread)).toEqual([]);
    expect(check("DELETE", "/channels/10/messages/99", 204)).toEqual([]);
  });

  test("a forum post comes with its first message", () => {
    expect(check("POST", "/channels/11/threads", 201, { ...thread, message })).toEqual([]);
  });

  test("a key that is missing, invented or of another type is one problem", () => {
    const post = "POST /channels/{channel_id}/messages: answer:";
    expect(check("POST", "/channels/10/messages", 200, without(message, "pinned"))).toEqual([
      `${post} missing key pinned`,
    ]);
    expect(check("POST", "/channels/10/messages", 200, { ...message, authorId: "5" })).toEqual([
      `${post} unknown key authorId`,
    ]);
    expect(check("POST", "/channels/10/messages", 200, { ...message, id: 99 })).toEqual([
      `${post} id: expected string, received number (99)`,
    ]);
    expect(check("POST", "/channels/10/messages", 200, { ...message, timestamp: "today" })).toEqual([
      `${post} timestamp: Invalid ISO datetime ("today")`,
    ]);
  });

  test("a status that Discord does not use there is a problem", () => {
    expect(check("POST", "/channels/10/messages", 201, message)).toEqual([
      "POST /channels/{channel_id}/messages: status 201 is not what Discord answers here",
    ]);
    expect(check("DELETE", "/channels/10/messages/99", 204, {})).toEqual([
      "DELETE /channels/{channel_id}/messages/{message_id}: a body with status 204",
    ]);
  });

  test("a refusal has a message and a code, and may say where it is wrong", () => {
    const errors = { content: { _errors: [{ code: "BASE_TYPE_REQUIRED", message: "This field is required" }] } };
    const body = { message: "Invalid Form Body", code: 50_035, errors };
    expect(check("POST", "/channels/10/messages", 400, body)).toEqual([]);
    expect(check("POST", "/channels/10/messages", 403, { message: "Missing Permissions" })).toEqual([
      "POST /channels/{channel_id}/messages: missing key code",
    ]);
  });

  test("a rate limit says how long and for whom, with a code or without", () => {
    const body = { message: "You are being rate limited.", retry_after: 0.35, global: false };
    expect(check("POST", "/channels/10/messages", 429, body)).toEqual([]);
    expect(check("POST", "/channels/10/messages", 429, without(body, "retry_after"))).toEqual([
      "POST /channels/{channel_id}/messages: missing key retry_after",
    ]);
  });
});

describe("dispatches", () => {
  const [checker] = checkers;
  const check = (t: string, d: unknown) => checker?.dispatch({ t, d });
  const member = { roles: [], joined_at: at };

  test("a message carries its guild, its member and the kind of its channel", () => {
    const dispatch = { ...message, guild_id: "1", member, channel_type: 11 };
    expect(check("MESSAGE_CREATE", dispatch)).toEqual([]);
    expect(check("MESSAGE_CREATE", { ...dispatch, channelType: 11 })).toEqual([
      "MESSAGE_CREATE: unknown key channelType",
    ]);
    expect(check("MESSAGE_CREATE", without(dispatch, "tts"))).toEqual(["MESSAGE_CREATE: missing key tts"]);
  });

  test("an update may be partial, but says which message it is", () => {
    expect(check("MESSAGE_UPDATE", { id: "99", channel_id: "10", guild_id: "1", embeds: [] })).toEqual([]);
    expect(check("MESSAGE_UPDATE", { id: "99", content: "x" })).toEqual(["MESSAGE_UPDATE: missing key channel_id"]);
  });

  test("threads are whole when they begin, and four keys when they end", () => {
    expect(check("THREAD_CREATE", { ...thread, newly_created: true })).toEqual([]);
    expect(check("THREAD_UPDATE", without(thread, "thread_metadata"))).toEqual([
      "THREAD_UPDATE: missing key thread_metadata",
    ]);
    expect(check("THREAD_DELETE", { id: "12", guild_id: "1", parent_id: "10", type: 11 })).toEqual([]);
    expect(check("THREAD_DELETE", { id: "12", guild_id: "1", parent_id: "10", type: 11, name: "x" })).toEqual([
      "THREAD_DELETE: unknown key name",
    ]);
  });

  test("an id is a text everywhere, but a component's number is a number", () => {
    expect(check("TYPING_START", { channel_id: "10", user_id: 5, timestamp: 1 })).toEqual([
      "TYPING_START: user_id: no id as a text (5)",
    ]);
    expect(check("PRESENCE_UPDATE", { user: { id: 5 }, guild_id: "1" })).toEqual([
      "PRESENCE_UPDATE: user.id: no id as a text (5)",
    ]);
  });

  test("a name that the gateway does not have is a problem", () => {
    expect(check("MESSAGE_CREATED", message)).toEqual(["MESSAGE_CREATED: unknown dispatch"]);
  });

  const interaction = {
    id: "30",
    application_id: "2",
    token: "interaction-token",
    version: 1,
    entitlements: [],
    authorizing_integration_owners: { "0": "1" },
    context: 0,
    app_permissions: "8192",
    channel: { id: "10", type: 0 },
    channel_id: "10",
    guild_id: "1",
    locale: "en-US",
    member: { ...member, user, permissions: "2048" },
  };
  const data = { id: "40", name: "ping", type: 1 };

  test("each kind of interaction is accepted in its own form", () => {
    const clicked = { custom_id: "next", component_type: 2 };
    const modal = { custom_id: "a", components: [{ type: 18, component: { type: 4, custom_id: "b", value: "x" } }] };
    const menu = { ...data, type: 3, target_id: "99", resolved: { messages: { "99": message } } };
    for (const kind of [
      { type: 2, data },
      { type: 2, data: menu },
      { type: 3, data: clicked, message },
      { type: 4, data: { ...data, options: [{ name: "article", type: 3, value: "a", focused: true }] } },
      { type: 5, data: modal },
    ]) {
      expect(check("INTERACTION_CREATE", { ...interaction, ...kind })).toEqual([]);
    }
  });

  test("an interaction lacks nothing that the client reads", () => {
    for (const key of ["entitlements", "authorizing_integration_owners", "app_permissions", "channel", "locale"]) {
      expect(check("INTERACTION_CREATE", { ...without(interaction, key), type: 2, data })).toEqual([
        `INTERACTION_CREATE: missing key ${key}`,
      ]);
    }
    expect(check("INTERACTION_CREATE", { ...interaction, user, type: 2, data })).toEqual([
      "INTERACTION_CREATE: has a member or a user, not both",
    ]);
  });
});
