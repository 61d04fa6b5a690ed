import { GatewayDispatchEvents } from "discord-api-types/v10";
import { rawEvent } from "../discord/raw-event.ts";

/** The bot was let into channels: what happened there before is read. */
export const threadListSync = rawEvent({
  name: GatewayDispatchEvents.ThreadListSync,
  run: (app, { guild_id }) => app.catchUp.levelGuild(guild_id),
});
