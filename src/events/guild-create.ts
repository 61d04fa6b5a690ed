import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** Settings are read before anyone can ask: opening a modal has no time for the store. */
export const guildCreate = rawEvent({
  name: GatewayDispatchEvents.GuildCreate,
  run: (app, data) => app.settings.get(data.id),
});
