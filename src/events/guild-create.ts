import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** A server arrives: after the start, after an outage of Discord's, or because somebody invited the bot. */
export const guildCreate = rawEvent({
  name: GatewayDispatchEvents.GuildCreate,
  async run(app, data) {
    // Settings are read before anyone can ask: opening a modal has no time for the store.
    const [settings] = await Promise.allSettled([app.settings.get(data.id), app.catchUp.levelGuild(data.id)]);
    if (settings.status === "rejected") throw settings.reason;
  },
});
