import { setImmediate } from "node:timers/promises";
import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** The bot's own roles may have changed. */
export const guildMemberUpdate = rawEvent({
  name: GatewayDispatchEvents.GuildMemberUpdate,
  async run(app, { guild_id, user }, identity) {
    if (user.id !== identity.botId) return;
    // discord.js takes the change over after it was handed to us.
    await setImmediate();
    await app.catchUp.checkSight(guild_id);
  },
});
