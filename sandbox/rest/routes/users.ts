import { ApplicationFlags } from "discord-api-types/v10";
import type { PrivilegedIntent } from "../../types.ts";
import { openDirect } from "../../world/direct.ts";
import { signUrl } from "../../world/files.ts";
import { leaveGuild } from "../../world/members.ts";
import { guildPermissions } from "../../world/permissions.ts";
import { presentDirect } from "../../world/present.ts";
import type { Call, Route } from "../router.ts";

/** Which privileged intents a bot that is not verified may use shows in its application's flags. */
const LIMITED: Record<PrivilegedIntent, number> = {
  GUILD_PRESENCES: ApplicationFlags.GatewayPresenceLimited,
  GUILD_MEMBERS: ApplicationFlags.GatewayGuildMembersLimited,
  MESSAGE_CONTENT: ApplicationFlags.GatewayMessageContentLimited,
};

export function applicationFlags(privileged: readonly PrivilegedIntent[]): number {
  return privileged.reduce((bits, name) => bits | LIMITED[name], 0);
}

function applicationOf({ world, privileged }: Call): Record<string, unknown> {
  const bot = world.user(world.botId);
  return {
    id: world.botId,
    name: bot.username,
    icon: null,
    description: "",
    type: null,

    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    flags: applicationFlags(privileged),
    flags_new: String(applicationFlags(privileged)),
    bot,
    owner: world.user([...world.tables.guild.values()][0]?.owner_id ?? world.botId),
    team: null,

    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    integration_types_config: { "0": {}, "1": {} },

    approximate_guild_count: world.tables.guild.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    eligible_oauth2_scopes: [],
    explicit_content_filter: 0,
  };
}

function guildsOf({ world, userId }: Call): object[] {
  return [...world.tables.guild.values()]
    .filter(({ id }) => world.tables.member.has(`${id}-${userId}`))
    .map(({ id, name, icon, owner_id }) => {
      const permissions = guildPermissions(world, id, userId).toString();
      return { id, name, icon, banner: null, owner: owner_id === userId, permissions, features: ["COMMUNITY"] };
    });
}

export const userRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: "/gateway/bot",
    handle: ({ gateway }) => ({
      body: {
        url: gateway.address,
        shards: 1,
        session_start_limit: {
          total: 1_000,
          remaining: Math.max(0, 1_000 - gateway.starts),
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      },
    }),
  },
  { method: "GET", pattern: "/gateway", isOpen: true, handle: ({ gateway }) => ({ body: { url: gateway.address } }) },
  {
    method: "GET",
    pattern: "/users/@me",
    handle: ({ world, userId }) => ({
      body: { ...world.user(userId), verified: true, mfa_enabled: false, email: null, locale: "en-US", flags: 0 },
    }),
  },
  {
    method: "GET",
    pattern: "/users/{user}",
    handle: ({ world, params }) => ({ body: world.user(params["user"] ?? "") }),
  },
  { method: "GET", pattern: "/applications/@me", handle: (call) => ({ body: applicationOf(call) }) },
  { method: "GET", pattern: "/oauth2/applications/@me", handle: (call) => ({ body: applicationOf(call) }) },
  { method: "GET", pattern: "/users/@me/guilds", handle: (call) => ({ body: guildsOf(call) }) },
  {
    method: "DELETE",
    pattern: "/users/@me/guilds/{guild}",
    handle: ({ world, userId, params }) =>
      leaveGuild(world, world.guild(params["guild"] ?? "").id, userId) as undefined,
  },
  {
    method: "POST",
    pattern: "/users/@me/channels",
    handle({ world, body }) {
      const { recipient_id } = body as { recipient_id?: string };
      return { body: presentDirect(world, openDirect(world, recipient_id ?? "")) };
    },
  },
  {
    method: "POST",
    pattern: "/attachments/refresh-urls",
    handle({ world, body }) {
      const urls = (body as { attachment_urls?: string[] }).attachment_urls ?? [];
      const refreshed_urls = urls.map((original) => {
        const [, , channelId = "", id = "", name = ""] = new URL(original).pathname.split("/");
        return { original, refreshed: signUrl(world, channelId, id, decodeURIComponent(name)) };
      });
      return { body: { refreshed_urls } };
    },
  },
];
