import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";
import { isCounted, toMessageFacts } from "../discord/to-comment.ts";

export const messageCreate = rawEvent({
  name: GatewayDispatchEvents.MessageCreate,
  run(app, data, identity) {
    const threadId = data.channel_id;
    if (!app.threads.get(threadId)) return;
    const message = toMessageFacts(data, { identity, hasReactions: false });
    if (message) return app.mirror.apply({ kind: "shown", threadId, message, readAt: null });
    if (isCounted(data)) return app.mirror.apply({ kind: "passed", threadId, messageId: data.id });
  },
});
