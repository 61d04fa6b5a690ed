import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";
import { emojiKey } from "../discord/to-comment.ts";

export const messageReactionRemove = rawEvent({
  name: GatewayDispatchEvents.MessageReactionRemove,
  run(app, data) {
    if (!app.threads.get(data.channel_id)) return;
    const reaction = { messageId: data.message_id, emoji: emojiKey(data.emoji), userId: data.user_id };
    return app.mirror.apply({ kind: "unreacted", threadId: data.channel_id, ...reaction });
  },
});
