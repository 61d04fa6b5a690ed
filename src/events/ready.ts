import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** A session that was not resumed: what was posted meanwhile is read from history. */
export const ready = rawEvent({
  name: GatewayDispatchEvents.Ready,
  run: (app) => app.catchUp.start(),
});
