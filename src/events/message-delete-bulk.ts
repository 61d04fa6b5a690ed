import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

export const messageDeleteBulk = rawEvent({
  name: GatewayDispatchEvents.MessageDeleteBulk,
  run(app, data) {
    const threadId = data.channel_id;
    if (!app.threads.get(threadId)) return;
    return Promise.all(
      data.ids.map((messageId) => app.mirror.apply({ kind: "gone", threadId, messageId, readAt: null })),
    );
  },
});
