import { type APIMessage, OverwriteType, PermissionFlagsBits, Routes } from "discord-api-types/v10";
import type { Client, NonThreadGuildBasedChannel } from "discord.js";
import type { Logger } from "pino";
import { placeOf } from "../domain/article.ts";
import { textsOfChannel } from "./public-texts.ts";
import type { DiscordPort } from "../services/ports.ts";
import { createAwaken } from "./awaken.ts";
import type { Needs } from "./refusals.ts";
import { quoteRoute, quoteView } from "./render/quote-view.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const RECENT = "100";
const READING = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

type QuotePort = Pick<DiscordPort, "postQuote" | "updateQuote" | "findQuote" | "isWiderAudience" | "isOpenToAll">;

/** Posts quotes and keeps them up to date. */
export function createQuotePort(
  rest: Rest,
  client: Client,
  identity: () => Identity,
  log: Pick<Logger, "warn">,
): QuotePort {
  const textsIn = textsOfChannel(client);
  const awaken = createAwaken(rest, log);
  const needsOf = (channelId: string): Needs => ({
    channelId,
    permissions: "View Channel, Send Messages, Read Message History",
  });

  /** The channel whose permissions hold: a thread's are those of its parent. */
  function holderOf(guildId: string, channelId: string): NonThreadGuildBasedChannel | null {
    const channel = client.guilds.cache.get(guildId)?.channels.cache.get(channelId);
    if (!channel) return null;
    return channel.isThread() ? channel.parent : channel;
  }

  return {
    async postQuote(content) {
      const { channelId, id } = content.quote;
      // The nonce makes one message of however many attempts.
      const body = { ...quoteView(textsIn(channelId), content), nonce: `q${id}`, enforce_nonce: true };
      const route = Routes.channelMessages(channelId);
      return (await awaken(channelId, () => rest.post<APIMessage>(route, needsOf(channelId), body))).id;
    },

    async updateQuote(content) {
      const { channelId, messageId } = content.quote;
      const route = Routes.channelMessage(channelId, messageId ?? "");
      await awaken(channelId, () => rest.patch(route, needsOf(channelId), quoteView(textsIn(channelId), content)));
    },

    async findQuote(quote) {
      const { channelId } = quote;
      const route = Routes.channelMessages(channelId);
      const recent = await rest.get<APIMessage[]>(route, needsOf(channelId), { limit: RECENT });
      const mark = `"${quoteRoute(quote)}"`;
      const isOurs = ({ author, components }: APIMessage): boolean =>
        author.id === identity().botId && JSON.stringify(components ?? []).includes(mark);
      return recent.find(isOurs)?.id ?? null;
    },

    isOpenToAll(article) {
      const place = placeOf(article);
      const holder = place === article.channelId ? holderOf(article.guildId, place) : null;
      return holder?.permissionsFor(holder.guild.roles.everyone).has(READING) ?? false;
    },

    isWiderAudience(article, channelId) {
      const place = placeOf(article);
      if (channelId === place || channelId === article.threadId) return false;
      // Of a private thread it is not known here who its members are.
      if (place !== article.channelId) return true;
      const [source, target] = [holderOf(article.guildId, place), holderOf(article.guildId, channelId)];
      if (!source || !target) return true;
      if (source.id === target.id) return false;
      const isRoleShutOut = source.guild.roles.cache.some(
        (role) =>
          target.permissionsFor(role).has(PermissionFlagsBits.ViewChannel) && !source.permissionsFor(role).has(READING),
      );
      const shutOut = source.permissionOverwrites.cache.some(
        ({ type, deny }) => type === OverwriteType.Member && deny.any(READING),
      );
      const letIn = target.permissionOverwrites.cache.some(
        ({ id, type, allow }) =>
          type === OverwriteType.Member &&
          allow.has(PermissionFlagsBits.ViewChannel) &&
          !source.permissionsFor(source.guild.roles.everyone).has(READING) &&
          !source.permissionOverwrites.cache.get(id)?.allow.has(PermissionFlagsBits.ViewChannel),
      );
      return isRoleShutOut || shutOut || letIn;
    },
  };
}
