import { setImmediate } from "node:timers/promises";
import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** A role's permissions may have changed. */
export const guildRoleUpdate = rawEvent({
  name: GatewayDispatchEvents.GuildRoleUpdate,
  async run(app, { guild_id }) {
    // discord.js takes the change over after it was handed to us.
    await setImmediate();
    await app.catchUp.checkSight(guild_id);
  },
});
