import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** A server arrives: after the start, after an outage of Discord's, or because somebody invited the bot. */
export const guildCreate = rawEvent({
  name: GatewayDispatchEvents.GuildCreate,
  run: (app, { id }) =>
    // Settings are read before anyone can ask: opening a modal has no time for the store.
    Promise.all([app.settings.get(id), app.guilds.join(id), app.catchUp.levelGuild(id)]),
});
