import {
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  PermissionFlagsBits as P,
} from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import type { AutoModRule, Channel } from "./entities.ts";
import { guildPermissions } from "./permissions.ts";
import type { World } from "./world.ts";

/** A rule of keywords, as people make them in the server's settings. */
export type KeywordRule = {
  name: string;
  keywords: readonly string[];
  /** What happens to a message with one of them. */
  does: "block" | "alert";
  /** Where moderators are alerted. */
  alertChannelId?: string;
};

export function addKeywordRule(world: World, guildId: string, creatorId: string, rule: KeywordRule): string {
  const id = world.nextId();
  const action =
    rule.does === "block"
      ? { type: AutoModerationActionType.BlockMessage, metadata: {} }
      : { type: AutoModerationActionType.SendAlertMessage, metadata: { channel_id: rule.alertChannelId ?? "" } };
  world.tables.put("autoMod", id, {
    id,
    guild_id: guildId,
    creator_id: creatorId,
    name: rule.name,
    event_type: AutoModerationRuleEventType.MessageSend,
    trigger_type: AutoModerationRuleTriggerType.Keyword,
    trigger_metadata: { keyword_filter: [...rule.keywords], regex_patterns: [], allow_list: [] },
    actions: [action],
    enabled: true,
    exempt_roles: [],
    exempt_channels: [],
  });
  return id;
}

/** Before a person's message is made. Throws 200000 where a rule blocks it. */
export function demandAllowed(world: World, channel: Channel, userId: string, content: string): void {
  const blocking = findRule(world, channel, userId, content, AutoModerationActionType.BlockMessage);
  if (!blocking) return;
  tell(world, channel, userId, content, blocking, {});
  throw refuse("blockedByAutoMod");
}

/** After it was made: rules that alert tell who may manage the server. */
export function alertOn(
  world: World,
  channel: Channel,
  userId: string,
  message: { id: string; content: string },
): void {
  const { id, content } = message;
  const alerting = findRule(world, channel, userId, content, AutoModerationActionType.SendAlertMessage);
  if (alerting) tell(world, channel, userId, content, alerting, { message_id: id });
}

type Found = { rule: AutoModRule; keyword: string; action: AutoModRule["actions"][number] };

/** Whoever may manage the server, and bots, are exempt. https://support.discord.com/hc/en-us/articles/4421269296535 */
function findRule(
  world: World,
  channel: Channel,
  userId: string,
  content: string,
  type: AutoModerationActionType,
): Found | null {
  const guildId = channel.guild_id;
  if (!guildId || world.user(userId).bot || (guildPermissions(world, guildId, userId) & P.ManageGuild) !== 0n)
    return null;
  for (const rule of world.tables.autoMod.values()) {
    const action = rule.actions.find((one) => one.type === type);
    if (rule.guild_id !== guildId || !rule.enabled || !action) continue;
    const words = rule.trigger_metadata.keyword_filter;
    const keyword = words.find((word) => content.toLowerCase().includes(word.toLowerCase()));
    if (keyword !== undefined) return { rule, keyword, action };
  }
  return null;
}

/** Only bots that may manage the server are told. https://docs.discord.com/developers/events/gateway-events#auto-moderation-action-execution */
function tell(
  world: World,
  channel: Channel,
  userId: string,
  content: string,
  { rule, keyword, action }: Found,
  extra: { message_id?: string },
): void {
  const guildId = channel.guild_id;
  if ((guildPermissions(world, guildId, world.botId) & P.ManageGuild) === 0n) return;
  const d = {
    guild_id: guildId,
    action,
    rule_id: rule.id,
    rule_trigger_type: rule.trigger_type,
    user_id: userId,
    channel_id: channel.id,
    ...extra,
    content,
    matched_keyword: keyword,
    matched_content: keyword,
  };
  world.dispatch({ t: "AUTO_MODERATION_ACTION_EXECUTION", d, guildId, channelId: null });
}
