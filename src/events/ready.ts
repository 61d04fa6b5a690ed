import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/**
 * A session that was not resumed: what happened meanwhile no event will tell. Each server is brought level when it arrives; until
 * then live messages must not hide the gap before them.
 */
export const ready = rawEvent({
  name: GatewayDispatchEvents.Ready,
  run(app, { guilds }) {
    app.catchUp.markAllBehind();
    return app.guilds.noteAll(guilds.map(({ id }) => id));
  },
});
