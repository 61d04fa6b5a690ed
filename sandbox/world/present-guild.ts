import { mayView } from "./permissions.ts";
import { presentChannel, presentMember } from "./present.ts";
import type { World } from "./world.ts";

/** A guild as it is told to the bot at the start: every channel, but only threads that are active and can be seen. */
export function guildCreate(world: World, guildId: string): Record<string, unknown> {
  const channels = world.channelsOf(guildId);
  const members = [...world.tables.member.values()].filter((member) => member.guild_id === guildId);
  const own = world.member(guildId, world.botId);
  return {
    ...presentGuild(world, guildId),
    joined_at: own.joined_at,
    large: false,
    unavailable: false,
    member_count: members.length,
    channels: channels.filter((channel) => !channel.thread).map(presentChannel),
    threads: channels
      .filter((channel) => channel.thread?.archived === false && mayView(world, channel.id, world.botId))
      .map(presentChannel),
    members: members.map((member) => presentMember(world, member)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A guild without what is in it. */
export function presentGuild(world: World, guildId: string): Record<string, unknown> {
  const { id, name, owner_id, icon, preferred_locale = "en-US" } = world.guild(guildId);
  return {
    id,
    name,
    owner_id,
    icon,

    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    vanity_url_code: null,
    roles: world.rolesOf(guildId).map(({ guild_id: _, ...role }) => role),
    emojis: [],
    stickers: [],
    features: ["COMMUNITY"],

    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,

    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    widget_channel_id: null,

    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    mfa_level: 0,
    nsfw_level: 0,
    nsfw: false,

    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale,
    region: "deprecated",

    max_members: 5e5,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    home_header: null,
    incidents_data: null,
  };
}
