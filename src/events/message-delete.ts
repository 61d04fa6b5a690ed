import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

export const messageDelete = rawEvent({
  name: GatewayDispatchEvents.MessageDelete,
  run(app, { id, channel_id: threadId }) {
    const forgotten = app.ownMessages.gone(id);
    if (!app.threads.get(threadId)) return forgotten;
    return Promise.all([forgotten, app.mirror.apply({ kind: "gone", threadId, messageId: id, readAt: null })]);
  },
});
