import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

export const messageDeleteBulk = rawEvent({
  name: GatewayDispatchEvents.MessageDeleteBulk,
  run(app, { ids, channel_id: threadId }) {
    const forgotten = ids.map((id) => app.ownMessages.gone(id)).filter((work) => work !== undefined);
    if (app.threads.get(threadId)) {
      const gone = ids.map((messageId) => app.mirror.apply({ kind: "gone", threadId, messageId, readAt: null }));
      return Promise.all([...forgotten, ...gone]);
    }
    return forgotten.length > 0 ? Promise.all(forgotten) : undefined;
  },
});
