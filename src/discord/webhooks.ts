import { type APIWebhook, Routes, WebhookType } from "discord-api-types/v10";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Rest } from "./rest.ts";
import type { Identity } from "./to-comment.ts";

const WEBHOOK_NAME = "Talkback";

type OwnWebhook = { id: Snowflake; token: string };

/** One webhook of ours in each channel: found again after a restart, made where there is none. */
export type Webhooks = {
  of(channelId: Snowflake): Promise<OwnWebhook>;
  /** Forgets a webhook that somebody deleted. */
  forget(channelId: Snowflake): void;
};

export function createWebhooks(rest: Rest, identity: () => Identity): Webhooks {
  const known = new Map<Snowflake, Promise<OwnWebhook>>();

  async function findOrMake(channelId: Snowflake): Promise<OwnWebhook> {
    const needs = { channelId, permissions: "Manage Webhooks" };
    const present = await rest.get<APIWebhook[]>(Routes.channelWebhooks(channelId), needs);
    const { applicationId } = identity();
    const isOwn = (one: APIWebhook): boolean =>
      one.application_id === applicationId && one.type === WebhookType.Incoming;
    const own = present.find(isOwn);
    if (own?.token) return { id: own.id, token: own.token };
    const made = await rest.post<APIWebhook>(Routes.channelWebhooks(channelId), needs, { name: WEBHOOK_NAME });
    if (!made.token) throw new Error(`Discord gave no token for the webhook of channel ${channelId}`);
    return { id: made.id, token: made.token };
  }

  return {
    of(channelId) {
      const found = known.get(channelId) ?? findOrMake(channelId);
      known.set(channelId, found);
      // A failure is not remembered: the permission may be granted a minute later.
      found.catch(() => known.delete(channelId));
      return found;
    },
    forget: (channelId) => {
      known.delete(channelId);
    },
  };
}
