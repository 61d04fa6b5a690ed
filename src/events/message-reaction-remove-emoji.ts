import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";
import { emojiKey } from "../discord/to-comment.ts";

export const messageReactionRemoveEmoji = rawEvent({
  name: GatewayDispatchEvents.MessageReactionRemoveEmoji,
  run(app, data) {
    const threadId = data.channel_id;
    if (!app.threads.get(threadId)) return;
    const emoji = emojiKey(data.emoji);
    return app.mirror.apply({ kind: "reactionsCleared", threadId, messageId: data.message_id, emoji });
  },
});
