import { type APIMessage, type APIThreadChannel, Routes } from "discord-api-types/v10";
import type { DiscordPort } from "../services/ports.ts";
import type { PublicTexts } from "./public-texts.ts";
import type { Needs } from "./refusals.ts";
import { announcementView, isAnnouncement } from "./render/thread-care-view.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const RECENT = "100";

/** Locks, slows and archives threads, and says so in them. */
export function createThreadCarePort(
  rest: Rest,
  identity: () => Identity,
  textsOf: PublicTexts,
): Pick<DiscordPort, "readThread" | "changeThread" | "announceInThread"> {
  const needsOf = (channelId: string, permissions: string): Needs => ({ channelId, permissions });

  async function isAnnounced(threadId: string, orderId: string): Promise<boolean> {
    const needs = needsOf(threadId, "View Channel, Read Message History");
    const recent = await rest.get<APIMessage[]>(Routes.channelMessages(threadId), needs, { limit: RECENT });
    return recent.some((message) => message.author.id === identity().botId && isAnnouncement(message, orderId));
  }

  return {
    async readThread(threadId) {
      const thread = await rest.get<APIThreadChannel>(Routes.channel(threadId), needsOf(threadId, "View Channel"));
      const { thread_metadata: facts, rate_limit_per_user: slowSeconds = 0 } = thread;
      return { isLocked: facts?.locked ?? false, isArchived: facts?.archived ?? false, slowSeconds };
    },

    async changeThread(threadId, { isLocked, isArchived, slowSeconds }, reason) {
      const body = {
        ...(isLocked === undefined ? {} : { locked: isLocked }),
        ...(isArchived === undefined ? {} : { archived: isArchived }),
        ...(slowSeconds === undefined ? {} : { rate_limit_per_user: slowSeconds }),
      };
      await rest.patch(Routes.channel(threadId), needsOf(threadId, "Manage Threads"), body, reason);
    },

    async announceInThread(announcement) {
      const { threadId, guildId, orderId, isAgain } = announcement;
      if (isAgain && (await isAnnounced(threadId, orderId))) return;
      const view = announcementView(textsOf(guildId), announcement);
      // The nonce makes one message of however many attempts.
      const body = { ...view, nonce: `t${orderId}`, enforce_nonce: true };
      const needs = needsOf(threadId, "View Channel, Send Messages in Threads");
      await rest.post(Routes.channelMessages(threadId), needs, body);
    },
  };
}
