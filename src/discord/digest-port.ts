import { type APIMessage, Routes } from "discord-api-types/v10";
import type { Client } from "discord.js";
import type { Logger } from "pino";
import type { DiscordPort } from "../services/ports.ts";
import { createAwaken } from "./awaken.ts";
import { markOf, nonceOf } from "./message-mark.ts";
import { createPublicTexts } from "./public-texts.ts";
import type { Needs } from "./refusals.ts";
import { digestView } from "./render/digest-view.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const RECENT = "100";

/** Posts digests into channels. */
export function createDigestPort(
  rest: Rest,
  client: Client,
  identity: () => Identity,
  log: Pick<Logger, "warn">,
): Pick<DiscordPort, "postDigest" | "hasDigest"> {
  const textsIn = createPublicTexts(client);
  const awaken = createAwaken(rest, log);
  const needsOf = (channelId: string): Needs => ({
    channelId,
    permissions: "View Channel, Send Messages, Read Message History",
  });

  return {
    async postDigest(address, content, postedBy) {
      const { guildId, channelId } = address;
      const server = client.guilds.cache.get(guildId)?.name ?? "";
      const view = digestView(textsIn(guildId), content, { server, mark: markOf(address), postedBy });
      const body = { ...view, nonce: nonceOf(address), enforce_nonce: true };
      await awaken(channelId, () => rest.post<APIMessage>(Routes.channelMessages(channelId), needsOf(channelId), body));
    },
    async hasDigest(address) {
      const route = Routes.channelMessages(address.channelId);
      const recent = await rest.get<APIMessage[]>(route, needsOf(address.channelId), { limit: RECENT });
      return recent.some(
        ({ author, components }) =>
          author.id === identity().botId && components?.some(({ id }) => id === markOf(address)),
      );
    },
  };
}
