import {
  type APIAutoModerationRule,
  AutoModerationActionType,
  AutoModerationRuleTriggerType,
  Routes,
} from "discord-api-types/v10";
import { UserError } from "../errors.ts";
import type { AutoModRule, DiscordPort } from "../services/ports.ts";
import type { Rest } from "./rest.ts";

const TRIGGERS: Partial<Record<AutoModerationRuleTriggerType, AutoModRule["trigger"]>> = {
  [AutoModerationRuleTriggerType.Keyword]: "keywords",
  [AutoModerationRuleTriggerType.Spam]: "spam",
  [AutoModerationRuleTriggerType.KeywordPreset]: "presets",
  [AutoModerationRuleTriggerType.MentionSpam]: "mentions",
  [AutoModerationRuleTriggerType.MemberProfile]: "profiles",
};
const ACTIONS: Partial<Record<AutoModerationActionType, AutoModRule["actions"][number]>> = {
  [AutoModerationActionType.BlockMessage]: "block",
  [AutoModerationActionType.SendAlertMessage]: "alert",
  [AutoModerationActionType.Timeout]: "timeout",
};

/** What Discord calls a kind of rule, in a word. */
export function autoModTrigger(type: AutoModerationRuleTriggerType): AutoModRule["trigger"] {
  return TRIGGERS[type] ?? "other";
}

/** Reads the rules of Discord's own AutoMod. */
export function createAutoModPort(rest: Rest): Pick<DiscordPort, "listAutoModRules"> {
  return {
    async listAutoModRules(guildId) {
      const needs = { channelId: guildId, permissions: "Manage Server" };
      const rules = await rest
        .get<APIAutoModerationRule[]>(Routes.guildAutoModerationRules(guildId), needs)
        .catch((error: unknown) => {
          const isRefused =
            error instanceof UserError && (error.code === "missingPermissions" || error.code === "missingAccess");
          throw isRefused
            ? new UserError("lacksPermission", { who: "me", permission: "ManageGuild" }, { cause: error })
            : error;
        });
      return rules.map(({ id, name, enabled, trigger_type, actions }) => ({
        id,
        name,
        isOn: enabled,
        trigger: autoModTrigger(trigger_type),
        actions: actions.map(({ type }) => ACTIONS[type] ?? "other"),
      }));
    },
  };
}
