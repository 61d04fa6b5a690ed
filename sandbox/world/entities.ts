import type {
  APIApplicationCommand,
  APIAuditLogEntry,
  APIAutoModerationRule,
  APIGuildMember,
  APIMessage,
  APIOverwrite,
  APIRole,
  APIUser,
  AutoModerationActionType,
  ChannelType,
  ThreadMemberFlags,
} from "discord-api-types/v10";

/** `preferred_locale`: the language that its people chose for it; American English where they chose none. */
export type Guild = { id: string; name: string; owner_id: string; icon: null; preferred_locale?: string };

/** A channel or a thread, as Discord's JSON has it. */
export type Channel = {
  id: string;
  type: ChannelType;
  guild_id: string;
  name: string;
  position: number;
  parent_id: string | null;
  topic: string | null;
  nsfw: boolean;
  last_message_id: string | null;
  permission_overwrites: APIOverwrite[];
  rate_limit_per_user: number;
  flags: number;
  /** Forums only. */
  available_tags?: {
    id: string;
    name: string;
    moderated: boolean;
    emoji_id: string | null;
    emoji_name: string | null;
  }[];
  /** Threads only. */
  thread?: ThreadFacts;
  /** Direct conversations only; their `guild_id` is empty. */
  direct?: { user_id: string; bot_id: string };
};

export type ThreadFacts = {
  owner_id: string;
  /** Falls on deletion. */
  message_count: number;
  /** Never falls. */
  total_message_sent: number;
  members: string[];
  applied_tags: string[];
  archived: boolean;
  locked: boolean;
  auto_archive_duration: number;
  archive_timestamp: string;
  create_timestamp: string;
};

export type Member = Omit<APIGuildMember, "user"> & { user_id: string; guild_id: string };

export type ReactorList = { emoji: { id: string | null; name: string }; users: string[] };

/** A message without what depends on who looks (reactions' `me`) or changes by itself (referenced message, URLs). */
export type StoredMessage = {
  message: Omit<APIMessage, "reactions" | "referenced_message">;
  guild_id: string;
  reactors: ReactorList[];
  nonce: string | null;
  pinned_at?: string;
};

export type Webhook = {
  id: string;
  token: string;
  channel_id: string;
  guild_id: string;
  name: string;
  creator_id: string;
  application_id: string | null;
};
export type Ban = { guild_id: string; user_id: string; reason: string | null };
export type Command = APIApplicationCommand;
export type StoredFile = { id: string; channel_id: string; name: string; contentType: string; base64: string };
export type Role = APIRole & { guild_id: string };
export type AuditEntry = APIAuditLogEntry & { guild_id: string };

/** A rule of keywords: the only kind that there is here. */
export type AutoModRule = Omit<APIAutoModerationRule, "trigger_metadata" | "actions"> & {
  trigger_metadata: { keyword_filter: string[]; regex_patterns: string[]; allow_list: string[] };
  actions: { type: AutoModerationActionType; metadata: { channel_id?: string } }[];
};

/** Everything there is, by table. */
export type Tables = {
  guild: Guild;
  channel: Channel;
  user: APIUser;
  member: Member;
  role: Role;
  message: StoredMessage;
  webhook: Webhook;
  ban: Ban;
  command: Command;
  file: StoredFile;
  audit: AuditEntry;
  autoMod: AutoModRule;
  /** By user: the bot's conversation with them, and whether they want one. */
  direct: { channel_id: string | null; isClosed: boolean };
};
export type TableName = keyof Tables;

export const NO_MEMBER_FLAGS = 0 as ThreadMemberFlags;
