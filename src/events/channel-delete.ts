import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** A channel takes its threads along, without a word about each. Their comments stay. */
export const channelDelete = rawEvent({
  name: GatewayDispatchEvents.ChannelDelete,
  run(app, { id }) {
    const deletedAt = new Date(app.now()).toISOString();
    const gone = app.threads.all().filter((thread) => thread.parentChannelId === id && thread.deletedAt === null);
    return Promise.all([
      app.ownMessages.goneWith(id),
      ...gone.flatMap((thread) => [
        app.ownMessages.goneWith(thread.id),
        app.mirror.changeThread(thread.id, { deletedAt }),
      ]),
    ]);
  },
});
