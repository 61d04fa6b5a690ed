import { GatewayDispatchEvents } from "discord-api-types/v10";
import { autoModTrigger } from "../discord/auto-mod-port.ts";
import { rawEvent } from "../discord/raw-event.ts";

/** Comes once for each action of a rule, and only to bots that may manage the server. */
export const autoModerationActionExecution = rawEvent({
  name: GatewayDispatchEvents.AutoModerationActionExecution,
  run(app, { guild_id, rule_id, rule_trigger_type, channel_id = null, message_id = null }) {
    if (channel_id === null || !app.threads.get(channel_id)) return;
    const rule = { ruleId: rule_id, trigger: autoModTrigger(rule_trigger_type) };
    return app.autoMod.note({ guildId: guild_id, ...rule, channelId: channel_id, messageId: message_id });
  },
});
