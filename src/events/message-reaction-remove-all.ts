import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

export const messageReactionRemoveAll = rawEvent({
  name: GatewayDispatchEvents.MessageReactionRemoveAll,
  run(app, data) {
    const threadId = data.channel_id;
    if (!app.threads.get(threadId)) return;
    return app.mirror.apply({ kind: "reactionsCleared", threadId, messageId: data.message_id, emoji: null });
  },
});
