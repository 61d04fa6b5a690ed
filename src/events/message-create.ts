import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";
import { toMessageFacts } from "../discord/to-comment.ts";

export const messageCreate = rawEvent({
  name: GatewayDispatchEvents.MessageCreate,
  run(app, data, identity) {
    if (!app.threads.get(data.channel_id)) return;
    const message = toMessageFacts(data, { identity, hasReactions: false });
    if (message) return app.mirror.apply({ kind: "shown", threadId: data.channel_id, message, readAt: null });
  },
});
