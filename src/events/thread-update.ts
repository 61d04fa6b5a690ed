import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

export const threadUpdate = rawEvent({
  name: GatewayDispatchEvents.ThreadUpdate,
  run(app, data) {
    if (!app.threads.get(data.id)) return;
    const isArchived = data.thread_metadata?.archived === true;
    const isLocked = data.thread_metadata?.locked === true;
    return app.catchUp.followUpdate(data.id, { name: data.name ?? "", isArchived, isLocked });
  },
});
