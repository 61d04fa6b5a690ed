import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** The comments stay: what is gone is only the place where they were shown. */
export const threadDelete = rawEvent({
  name: GatewayDispatchEvents.ThreadDelete,
  run(app, data) {
    const forgotten = app.ownMessages.goneWith(data.id);
    if (!app.threads.get(data.id)) return forgotten;
    const deletedAt = new Date(app.now()).toISOString();
    return Promise.all([forgotten, app.mirror.changeThread(data.id, { deletedAt })]);
  },
});
