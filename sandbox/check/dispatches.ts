import { GatewayDispatchEvents } from "discord-api-types/v10";
import * as z from "zod/mini";
import { closeSchema } from "./closed.ts";
import { findIdProblems } from "./ids.ts";
import { interaction } from "./interactions.ts";
import { findProblems } from "./problems.ts";
import { schemaOf } from "./schemas.ts";
import type { Schema } from "./schemas.ts";

const id = z.string().check(z.regex(/^\d{1,20}$/));
const optionalId = z.optional(id);
const described = (name: string): Schema => closeSchema(schemaOf(name), "answer");
const list = z.array(z.unknown());

/** What a dispatch carries beyond the object of that name in REST; the rest must fit that object exactly. */
type Extended = { base: string; extra: readonly string[]; partial?: true };

// https://docs.discord.com/developers/events/gateway-events
const extended: Readonly<Record<string, Extended>> = {
  MESSAGE_CREATE: { base: "MessageResponse", extra: ["guild_id", "member", "channel_type"] },
  MESSAGE_UPDATE: { base: "MessageResponse", extra: ["guild_id", "member", "channel_type"], partial: true },
  THREAD_CREATE: { base: "ThreadResponse", extra: ["newly_created"] },
  THREAD_UPDATE: { base: "ThreadResponse", extra: [] },
  THREAD_MEMBER_UPDATE: { base: "ThreadMemberResponse", extra: ["guild_id"] },
  CHANNEL_CREATE: { base: "GuildChannelResponse | PrivateChannelResponse", extra: [] },
  CHANNEL_UPDATE: { base: "GuildChannelResponse | PrivateChannelResponse", extra: [] },
  CHANNEL_DELETE: { base: "GuildChannelResponse | PrivateChannelResponse", extra: [] },
  GUILD_MEMBER_ADD: { base: "GuildMemberResponse", extra: ["guild_id"] },
  // Mute and deaf are left out where the member is in no voice channel.
  GUILD_MEMBER_UPDATE: { base: "GuildMemberResponse", extra: ["guild_id"], partial: true },
};

const deletedThread = z.strictObject({ id, guild_id: id, parent_id: id, type: z.literal([10, 11, 12]) });
const reaction = {
  user_id: id,
  channel_id: id,
  message_id: id,
  guild_id: optionalId,
  emoji: z.looseObject({ id: z.nullable(id), name: z.nullable(z.string()) }),
  burst: z.boolean(),
  type: z.literal([0, 1]),
};
const guild = z.looseObject({
  id,
  name: z.string(),
  owner_id: id,
  joined_at: z.iso.datetime({ offset: true }),
  large: z.boolean(),
  unavailable: z.optional(z.literal(false)),
  member_count: z.number(),
  roles: z.array(described("GuildRoleResponse")),
  channels: z.array(z.looseObject({ id, type: z.number(), name: z.string(), position: z.number() })),
  threads: z.array(
    z.looseObject({
      id,
      type: z.literal([10, 11, 12]),
      parent_id: id,
      name: z.string(),
      thread_metadata: z.looseObject({ archived: z.literal(false) }),
    }),
  ),
  members: z.array(z.looseObject({ user: z.looseObject({ id }), roles: z.array(id) })),
  emojis: list,
  stickers: list,
  presences: list,
  voice_states: list,
  stage_instances: list,
  guild_scheduled_events: list,
});

const shapes: Readonly<Record<string, Schema>> = {
  READY: z.looseObject({
    v: z.literal(10),
    user: z.looseObject({ id, username: z.string(), bot: z.literal(true) }),
    guilds: z.array(z.looseObject({ id, unavailable: z.literal(true) })),
    session_id: z.string().check(z.minLength(1)),
    // The client appends `?v=10&encoding=json` itself.
    resume_gateway_url: z.string().check(z.regex(/^wss?:\/\/[^?]+$/)),
    application: z.looseObject({ id, flags: z.number() }),
  }),
  GUILD_CREATE: guild,
  GUILD_DELETE: z.looseObject({ id, unavailable: z.optional(z.boolean()) }),
  MESSAGE_DELETE: z.strictObject({ id, channel_id: id, guild_id: optionalId }),
  MESSAGE_DELETE_BULK: z.strictObject({ ids: z.array(id), channel_id: id, guild_id: optionalId }),
  MESSAGE_REACTION_ADD: z.strictObject({
    ...reaction,
    member: z.optional(z.looseObject({})),
    message_author_id: optionalId,
    burst_colors: z.optional(z.array(z.string())),
  }),
  MESSAGE_REACTION_REMOVE: z.strictObject(reaction),
  MESSAGE_REACTION_REMOVE_ALL: z.strictObject({ channel_id: id, message_id: id, guild_id: optionalId }),
  MESSAGE_REACTION_REMOVE_EMOJI: z.strictObject({
    channel_id: id,
    message_id: id,
    guild_id: optionalId,
    emoji: reaction.emoji,
  }),
  THREAD_DELETE: deletedThread,
  THREAD_LIST_SYNC: z.strictObject({
    guild_id: id,
    channel_ids: z.optional(z.array(id)),
    threads: z.array(described("ThreadResponse")),
    members: z.array(described("ThreadMemberResponse")),
  }),
  THREAD_MEMBERS_UPDATE: z.strictObject({
    id,
    guild_id: id,
    member_count: z.number(),
    added_members: z.optional(list),
    removed_member_ids: z.optional(z.array(id)),
  }),
  CHANNEL_PINS_UPDATE: z.strictObject({
    channel_id: id,
    guild_id: optionalId,
    last_pin_timestamp: z.nullish(z.iso.datetime({ offset: true })),
  }),
  GUILD_MEMBER_REMOVE: z.strictObject({ guild_id: id, user: described("UserResponse") }),
  GUILD_BAN_ADD: z.strictObject({ guild_id: id, user: described("UserResponse") }),
  GUILD_BAN_REMOVE: z.strictObject({ guild_id: id, user: described("UserResponse") }),
  GUILD_ROLE_CREATE: z.strictObject({ guild_id: id, role: described("GuildRoleResponse") }),
  GUILD_ROLE_UPDATE: z.strictObject({ guild_id: id, role: described("GuildRoleResponse") }),
  GUILD_ROLE_DELETE: z.strictObject({ guild_id: id, role_id: id }),
  WEBHOOKS_UPDATE: z.strictObject({ guild_id: id, channel_id: id }),
  AUTO_MODERATION_ACTION_EXECUTION: z.strictObject({
    guild_id: id,
    action: z.looseObject({ type: z.number() }),
    rule_id: id,
    rule_trigger_type: z.number(),
    user_id: id,
    channel_id: optionalId,
    message_id: optionalId,
    alert_system_message_id: optionalId,
    content: z.string(),
    matched_keyword: z.nullable(z.string()),
    matched_content: z.nullable(z.string()),
  }),
  INTERACTION_CREATE: interaction,
};

const names: ReadonlySet<string> = new Set(Object.values(GatewayDispatchEvents));

/** One line for each thing in a dispatch that the real gateway would not send. */
export function findDispatchProblems({ t, d }: { t: string; d: unknown }): string[] {
  if (!names.has(t)) return [`${t}: unknown dispatch`];
  const problems = [...new Set([...findShapeProblems(t, d), ...findIdProblems(d)])];
  return problems.map((problem) => `${t}: ${problem}`);
}

function findShapeProblems(t: string, d: unknown): string[] {
  const rule = extended[t];
  if (rule) return findExtendedProblems(rule, d);
  const shape = shapes[t];
  return shape ? findProblems(shape, d) : [];
}

function findExtendedProblems({ base, extra, partial }: Extended, d: unknown): string[] {
  if (typeof d !== "object" || d === null) return findProblems(described(base), d);
  const rest = Object.fromEntries(Object.entries(d).filter(([key]) => !extra.includes(key)));
  const problems = findProblems(described(base), rest);
  // Of a partial object any key but the ids may be absent; a key inside one that is there may not.
  return partial ? problems.filter((problem) => !/^missing key (?!id$|channel_id$|user$)\w+$/.test(problem)) : problems;
}
