import { type APIMessage, type APIUser, PermissionFlagsBits as P } from "discord-api-types/v10";
import type { RawMessage } from "../rules/message.ts";
import type { Channel } from "./entities.ts";
import { NO_GUILD } from "./direct.ts";
import type { Sender } from "./messages.ts";
import { guildPermissions } from "./permissions.ts";
import type { World } from "./world.ts";

/** Whom a message mentions. Bots and webhooks mention only whom `allowed_mentions` allows. */
export function mentionsOf(
  world: World,
  channel: Channel,
  sender: Sender,
  content: string,
  body: RawMessage,
  repliedTo?: APIUser,
): Pick<APIMessage, "mentions" | "mention_roles" | "mention_everyone"> {
  const allowed = body.allowed_mentions;
  // A reply pings whom it answers, unless that is turned off.
  const answered = repliedTo && (allowed ? allowed.replied_user : true) ? [repliedTo] : [];
  if (!content.includes("@")) return { mentions: answered, mention_roles: [], mention_everyone: false };
  const parses = (kind: string): boolean => !allowed || (allowed.parse ?? []).includes(kind);
  const users = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id = ""]) => id);
  const roles = [...content.matchAll(/<@&(\d+)>/g)].map(([, id = ""]) => id);
  const mayAll =
    sender.userId !== null &&
    channel.guild_id !== NO_GUILD &&
    (guildPermissions(world, channel.guild_id, sender.userId) & P.MentionEveryone) !== 0n;
  const known = [...new Set(users)].filter(
    (id) => world.tables.user.has(id) && (parses("users") || allowed?.users?.includes(id)),
  );
  return {
    mentions: [...answered, ...known.filter((id) => id !== answered[0]?.id).map((id) => world.user(id))],
    mention_roles: [...new Set(roles)].filter(
      (id) => world.tables.role.has(id) && (parses("roles") || allowed?.roles?.includes(id)),
    ),
    mention_everyone: mayAll && parses("everyone") && /@(everyone|here)\b/.test(content),
  };
}
