import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** A session that was not resumed: what was posted, edited and deleted meanwhile is read from history. */
export const ready = rawEvent({
  name: GatewayDispatchEvents.Ready,
  async run(app) {
    await app.catchUp.start();
    app.reconcile.start();
  },
});
