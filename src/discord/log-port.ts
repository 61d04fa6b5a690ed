import { type APIMessage, Routes } from "discord-api-types/v10";
import { compareSnowflakes } from "../domain/snowflake.ts";
import type { Texts } from "../i18n/en/index.ts";
import type { DiscordPort } from "../services/ports.ts";
import { lastRowOf, logRowsView } from "./render/log-view.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const PAGE = "100";

/** Writes the log into its channel, and reads there how far it came. */
export function createLogPort(
  rest: Rest,
  identity: () => Identity,
  textsOf: (channelId: string) => Texts,
): Pick<DiscordPort, "postLogRows" | "findLogRows"> {
  return {
    async postLogRows(channelId, rows, nonce) {
      const needs = { channelId, permissions: "View Channel, Send Messages" };
      const body = { ...logRowsView(textsOf(channelId), rows), nonce, enforce_nonce: true };
      return (await rest.post<APIMessage>(Routes.channelMessages(channelId), needs, body)).id;
    },
    async findLogRows(channelId, after) {
      const needs = { channelId, permissions: "View Channel, Read Message History" };
      const query = { limit: PAGE, ...(after === null ? {} : { after }) };
      const page = await rest.get<APIMessage[]>(Routes.channelMessages(channelId), needs, query);
      const newestFirst = page.sort((a, b) => compareSnowflakes(b.id, a.id));
      for (const message of newestFirst) {
        const last = message.author.id === identity().botId ? lastRowOf(message) : null;
        if (last !== null) return { last, messageId: message.id };
      }
      return null;
    },
  };
}
