import type { RawEvent } from "../discord/raw-event.ts";
import { autoModerationActionExecution } from "./auto-moderation-action-execution.ts";
import { channelDelete } from "./channel-delete.ts";
import { channelUpdate } from "./channel-update.ts";
import { guildCreate } from "./guild-create.ts";
import { guildDelete } from "./guild-delete.ts";
import { guildMemberUpdate } from "./guild-member-update.ts";
import { guildRoleDelete } from "./guild-role-delete.ts";
import { guildRoleUpdate } from "./guild-role-update.ts";
import { messageCreate } from "./message-create.ts";
import { messageDelete } from "./message-delete.ts";
import { messageDeleteBulk } from "./message-delete-bulk.ts";
import { messageReactionAdd } from "./message-reaction-add.ts";
import { messageReactionRemove } from "./message-reaction-remove.ts";
import { messageReactionRemoveAll } from "./message-reaction-remove-all.ts";
import { messageReactionRemoveEmoji } from "./message-reaction-remove-emoji.ts";
import { messageUpdate } from "./message-update.ts";
import { ready } from "./ready.ts";
import { threadDelete } from "./thread-delete.ts";
import { threadListSync } from "./thread-list-sync.ts";
import { threadUpdate } from "./thread-update.ts";

/** Every gateway event that is listened to, by hand. */
export const events: readonly RawEvent[] = [
  autoModerationActionExecution,
  channelDelete,
  channelUpdate,
  guildCreate,
  guildDelete,
  guildMemberUpdate,
  guildRoleDelete,
  guildRoleUpdate,
  messageCreate,
  messageDelete,
  messageDeleteBulk,
  messageReactionAdd,
  messageReactionRemove,
  messageReactionRemoveAll,
  messageReactionRemoveEmoji,
  messageUpdate,
  ready,
  threadDelete,
  threadListSync,
  threadUpdate,
];
