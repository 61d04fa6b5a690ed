import { setImmediate } from "node:timers/promises";
import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** Permissions may have changed. */
export const channelUpdate = rawEvent({
  name: GatewayDispatchEvents.ChannelUpdate,
  async run(app, data) {
    if (!("guild_id" in data) || data.guild_id === undefined) return;
    // discord.js takes the change over after it was handed to us.
    await setImmediate();
    await app.catchUp.checkSight(data.guild_id);
  },
});
