import { refuse } from "../../refusal.ts";
import { signUrl } from "../../world/files.ts";
import type { Call, Route } from "../router.ts";

function applicationOf({ world }: Call): Record<string, unknown> {
  const bot = world.user(world.botId);
  return {
    id: world.botId,
    name: bot.username,
    icon: null,
    description: "",
    type: null,
    summary: "",

    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    flags: 0,
    bot,
    owner: world.user([...world.tables.guild.values()][0]?.owner_id ?? world.botId),
    team: null,

    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    integration_types_config: {},

    approximate_guild_count: world.tables.guild.size,
    approximate_user_install_count: 0,
    explicit_content_filter: 0,
  };
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
  {
    method: "POST",
    pattern: "/users/@me/channels",
    // Nobody in the sandbox reads direct messages, so everybody has them closed.
    handle() {
      throw refuse("closedDms");
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
