import { type APIMessage, Routes } from "discord-api-types/v10";
import { UserError } from "../errors.ts";
import type { DiscordPort } from "../services/ports.ts";
import type { Rest } from "./rest.ts";
import { toAttachment } from "./to-comment.ts";

/** Where Discord keeps files. https://docs.discord.com/developers/reference#cdn-formatting */
const CDN_HOSTS = new Set(["cdn.discordapp.com", "media.discordapp.net"]);
const LONGEST_DOWNLOAD_MS = 120_000;

/**
 * Finds and fetches what is attached to messages.
 * @param api whose host may serve files, too, when it is on this machine
 */
export function createFilePort(rest: Rest, api: string): Pick<DiscordPort, "readFiles" | "openFile"> {
  const isOurs = (url: URL): boolean => {
    const home = new URL(api);
    const isSandbox = home.hostname === "127.0.0.1" || home.hostname === "localhost" || home.hostname === "[::1]";
    return isSandbox ? url.host === home.host : url.protocol === "https:" && CDN_HOSTS.has(url.hostname);
  };

  return {
    async readFiles(threadId, messageIds) {
      const needs = { channelId: threadId, permissions: "View Channel, Read Message History" };
      const messages = await Promise.all(
        messageIds.map((id) =>
          rest.get<APIMessage>(Routes.channelMessage(threadId, id), needs).catch((error: unknown) => {
            if (error instanceof UserError && error.code === "unknownMessage") return null;
            throw error;
          }),
        ),
      );
      return messages
        .flatMap((message) => message?.attachments ?? [])
        .map((attachment) => ({ ...toAttachment(attachment), url: attachment.url }));
    },
    async openFile(url, signal) {
      if (!isOurs(new URL(url))) throw new Error("an attachment's address is not one of Discord's");
      const limit = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_DOWNLOAD_MS)]);
      const response = await fetch(url, { signal: limit, redirect: "error" });
      if (response.ok && response.body) return response.body;
      await response.body?.cancel();
      if (response.status === 404 || response.status === 403) return null;
      throw new Error(`an attachment could not be downloaded: HTTP ${response.status}`);
    },
  };
}
