import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** The bot was removed from a server, or Discord cannot reach the server for a while: then it arrives again. */
export const guildDelete = rawEvent({
  name: GatewayDispatchEvents.GuildDelete,
  run(app, { id, unavailable }) {
    app.catchUp.markAllBehind(id);
    return unavailable ? undefined : app.guilds.leave(id);
  },
});
