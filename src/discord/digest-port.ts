import { type APIMessage, Routes } from "discord-api-types/v10";
import type { Client } from "discord.js";
import type { Logger } from "pino";
import { digestKey } from "../domain/posted-digest.ts";
import { textsFor } from "../i18n/texts.ts";
import type { DiscordPort } from "../services/ports.ts";
import { createAwaken } from "./awaken.ts";
import { markOf, nonceOf } from "./message-mark.ts";
import { createPublicTexts } from "./public-texts.ts";
import type { Needs } from "./refusals.ts";
import { digestNoticeView, digestView } from "./render/digest-view.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const RECENT = "100";

/** Posts digests into channels. */
export function createDigestPort(
  rest: Rest,
  client: Client,
  identity: () => Identity,
  log: Pick<Logger, "warn">,
): Pick<DiscordPort, "postDigest" | "findDigest" | "updateDigest"> {
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
      const route = Routes.channelMessages(channelId);
      return (await awaken(channelId, () => rest.post<APIMessage>(route, needsOf(channelId), body))).id;
    },
    async updateDigest(digest, { channelId, messageId }, content) {
      const { guildId, digestId, to } = digest;
      const mark = markOf({ guildId, key: digestKey(digest) });
      const place = { server: client.guilds.cache.get(guildId)?.name ?? "", mark };
      const view =
        to.kind === "channel"
          ? digestView(textsIn(guildId), content, { ...place, postedBy: to.postedBy })
          : digestNoticeView(textsFor(to.locale), { kind: "digest", content, digestId, locale: to.locale }, place);
      const route = Routes.channelMessage(channelId, messageId);
      await awaken(channelId, () => rest.patch(route, needsOf(channelId), view));
    },
    async findDigest(address) {
      const route = Routes.channelMessages(address.channelId);
      const recent = await rest.get<APIMessage[]>(route, needsOf(address.channelId), { limit: RECENT });
      const isIt = ({ author, components }: APIMessage): boolean =>
        author.id === identity().botId && components?.some(({ id }) => id === markOf(address)) === true;
      return recent.find(isIt)?.id ?? null;
    },
  };
}
