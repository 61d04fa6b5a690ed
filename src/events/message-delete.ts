import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

export const messageDelete = rawEvent({
  name: GatewayDispatchEvents.MessageDelete,
  run(app, data) {
    if (!app.threads.get(data.channel_id)) return;
    return app.mirror.apply({ kind: "gone", threadId: data.channel_id, messageId: data.id, readAt: null });
  },
});
