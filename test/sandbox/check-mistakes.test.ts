import { describe, expect, test } from "vitest";
import { createChecker } from "#sandbox/check/checker.ts";

const checkers = [await createChecker({ openApiFile: null }), await createChecker()];

type Mistake = { call: string; body?: unknown; query?: Record<string, string>; problem: string };

const button = { type: 2, style: 1, label: "Next", custom_id: "next" };
const row = (component: object) => [{ type: 1, components: [component] }];

const mistakes: Record<string, Mistake> = {
  "a misspelt key": {
    call: "POST /channels/10/messages",
    body: { content: "x", allowedMentions: { parse: [] } },
    problem: "POST /channels/{channel_id}/messages: unknown key allowedMentions",
  },
  "a misspelt key inside": {
    call: "POST /channels/10/messages",
    body: { content: "x", allowed_mentions: { parse: [], repliedUser: false } },
    problem: "POST /channels/{channel_id}/messages: unknown key allowed_mentions.repliedUser",
  },
  "a misspelt key of a component": {
    call: "POST /channels/10/messages",
    body: { components: row({ ...button, customId: "next" }) },
    problem: "POST /channels/{channel_id}/messages: unknown key components[0].components[0].customId",
  },
  "a component of an unknown type": {
    call: "POST /channels/10/messages",
    body: { components: row({ ...button, type: 99 }) },
    problem: "POST /channels/{channel_id}/messages: components[0].components[0].type: 99 is not possible here",
  },
  "a component without its style": {
    call: "PATCH /channels/10/messages/99",
    body: { components: row({ type: 2, label: "Next", custom_id: "next" }) },
    problem: "PATCH /channels/{channel_id}/messages/{message_id}: missing key components[0].components[0].style",
  },
  "a value of another type": {
    call: "POST /channels/10/messages",
    body: { content: 5 },
    problem: "POST /channels/{channel_id}/messages: content: expected string, received number (5)",
  },
  "an id that is a number": {
    call: "POST /channels/10/messages",
    body: { content: "x", message_reference: { message_id: 55 } },
    problem:
      "POST /channels/{channel_id}/messages: message_reference.message_id: expected string, received number (55)",
  },
  "a thread without a name": {
    call: "POST /channels/10/messages/99/threads",
    body: { auto_archive_duration: 1440 },
    problem: "POST /channels/{channel_id}/messages/{message_id}/threads: missing key name",
  },
  "a thread that lasts too long": {
    call: "PATCH /channels/12",
    body: { auto_archive_duration: 1441 },
    problem:
      "PATCH /channels/{channel_id}: auto_archive_duration: Invalid option: expected one of 60|1440|4320|10080 (1441)",
  },
  "a single message as a bulk deletion": {
    call: "POST /channels/10/messages/bulk-delete",
    body: { messages: ["98"] },
    problem:
      'POST /channels/{channel_id}/messages/bulk-delete: messages: Too small: expected array to have >=2 items (["98"])',
  },
  "a body that is missing": {
    call: "POST /channels/10/messages/bulk-delete",
    problem: "POST /channels/{channel_id}/messages/bulk-delete: the body is missing",
  },
  "a body where none belongs": {
    call: "PUT /channels/10/messages/pins/99",
    body: { reason: "x" },
    problem: "PUT /channels/{channel_id}/messages/pins/{message_id}: a body where none belongs",
  },
  "an interaction answer of an unknown type": {
    call: "POST /interactions/30/token/callback",
    body: { type: 3 },
    problem: "POST /interactions/{interaction_id}/{interaction_token}/callback: type: 3 is not possible here",
  },
  "a modal's title that is too long": {
    call: "POST /interactions/30/token/callback",
    body: { type: 9, data: { custom_id: "a", title: "x".repeat(46), components: [{ type: 10, content: "x" }] } },
    problem: `POST /interactions/{interaction_id}/{interaction_token}/callback: data.title: Too big: expected string to have <=45 characters ("${"x".repeat(46)}")`,
  },
  "a choice without a value": {
    call: "POST /interactions/30/token/callback",
    body: { type: 8, data: { choices: [{ name: "A title" }] } },
    problem: "POST /interactions/{interaction_id}/{interaction_token}/callback: missing key data.choices[0].value",
  },
  "a command option that does not exist": {
    call: "PUT /applications/2/commands",
    body: [{ name: "ping", description: "x", options: [{ type: 3, name: "a", description: "b", minLength: 1 }] }],
    problem: "PUT /applications/{application_id}/commands: unknown key [0].options[0].minLength",
  },
  "a webhook message with a camel-case avatar": {
    call: "POST /webhooks/70/token",
    query: { thread_id: "12" },
    body: { content: "x", avatarURL: "https://example.org/a.png" },
    problem: "POST /webhooks/{webhook_id}/{webhook_token}: unknown key avatarURL",
  },
  "a timeout that was not translated": {
    call: "PATCH /guilds/1/members/5",
    body: { communicationDisabledUntil: "2026-01-02T03:04:05.000Z" },
    problem: "PATCH /guilds/{guild_id}/members/{user_id}: unknown key communicationDisabledUntil",
  },
  "an unknown key in the query": {
    call: "GET /channels/10/messages",
    query: { afterId: "5" },
    problem: "GET /channels/{channel_id}/messages: unknown key afterId in the query",
  },
  "an unknown route": { call: "GET /channels/10/comments", problem: "GET /channels/10/comments: unknown route" },
  "a method that the route does not have": {
    call: "PUT /channels/10/messages",
    body: {},
    problem: "PUT /channels/10/messages: unknown route",
  },
  "an id that never was": {
    call: "GET /channels/undefined/messages",
    problem: "GET /channels/undefined/messages: unknown route",
  },
  "a route that nobody described yet": {
    call: "GET /guilds/1/onboarding",
    problem:
      "GET /guilds/{guild_id}/onboarding: Discord has this route, but sandbox/check/operations.ts does not describe it",
  },
};

describe.each(checkers)("with $description", (checker) => {
  test.each(Object.entries(mistakes))("%s is one clear problem", (_, { call, body, query = {}, problem }) => {
    const [method = "", path = ""] = call.split(" ");
    expect(checker.request({ method, path, query, body })).toEqual([problem]);
  });

  test("several mistakes are told one by one", () => {
    const body = { content: 5, embeds: [{ titel: "x" }], flagz: 1 };
    const problems = checker.request({ method: "POST", path: "/channels/10/messages", query: {}, body });
    expect(problems).toHaveLength(3);
  });
});
