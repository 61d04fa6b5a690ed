import { Client, WebhookClient } from "discord.js";
import type { RESTOptions } from "discord.js";
import type { CheckedRequest } from "#sandbox/check/checker.ts";

type RestAnswer = Awaited<ReturnType<RESTOptions["makeRequest"]>>;

const channel = { guild_id: "1", name: "articles", position: 0, permission_overwrites: [], flags: 0 };
const answers: Readonly<Record<string, unknown>> = {
  "/channels/10": { ...channel, id: "10", type: 0 },
  "/channels/11": { ...channel, id: "11", type: 15, available_tags: [] },
};
const message = {
  id: "99",
  channel_id: "10",
  type: 0,
  content: "",
  author: { id: "5", username: "talkback" },
  mentions: [],
  attachments: [],
  embeds: [],
  timestamp: "2026-01-02T03:04:05.000000+00:00",
};

/** The unmodified discord.js client, whose requests are written down instead of sent: a text channel 10, a forum 11. */
export function createRecordingClient() {
  const requests: CheckedRequest[] = [];
  const rest = {
    makeRequest: (url: string, init: { method?: string; body?: unknown }) => {
      const { pathname, searchParams } = new URL(url);
      const path = pathname.replace("/api/v10", "");
      const query = Object.fromEntries(searchParams);
      requests.push({ method: init.method ?? "GET", path, query, body: readBody(init.body) });
      return Promise.resolve(Response.json(answers[path] ?? message) as RestAnswer);
    },
  };
  const client = new Client({ intents: [], rest });
  client.rest.setToken("recorded");
  const webhook = new WebhookClient({ id: "70", token: "webhook-token" }, { rest });
  return { client, webhook, requests };
}

function readBody(body: unknown): unknown {
  if (body instanceof FormData) return readBody(body.get("payload_json"));
  return typeof body === "string" ? JSON.parse(body) : (body ?? undefined);
}
