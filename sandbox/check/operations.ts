import * as z from "zod/mini";
import type { Schema } from "./schemas.ts";

/**
 * One route: the query keys it takes, what the bot may send and what comes back for each status. Schemas are named
 * as Discord's description names them; the few that it leaves unnamed are written out at the end of this file.
 */
export type Operation = {
  readonly query?: string;
  readonly body?: string | Schema;
  /** The empty text: no body. */
  readonly 200?: string;
  readonly 201?: string;
  readonly 204?: "";
};

const id = z.string().check(z.regex(/^\d{1,20}$/));
const dateTime = z.iso.datetime({ offset: true });
const integer = z.number().check(z.int());

const anyChannel = "GuildChannelResponse | PrivateChannelResponse | PrivateGroupChannelResponse | ThreadResponse";
const anyWebhook = "ApplicationIncomingWebhookResponse | ChannelFollowerWebhookResponse | GuildIncomingWebhookResponse";
const anyRule =
  "DefaultKeywordRuleResponse | KeywordRuleResponse | MLSpamRuleResponse | MentionSpamRuleResponse | UserProfileRuleResponse";
const newRule =
  "DefaultKeywordListUpsertRequest | KeywordUpsertRequest | MLSpamUpsertRequest | MentionSpamUpsertRequest | UserProfileUpsertRequest";
const changedRule =
  "DefaultKeywordListUpsertRequestPartial | KeywordUpsertRequestPartial | MLSpamUpsertRequestPartial | MentionSpamUpsertRequestPartial | UserProfileUpsertRequestPartial";
const changedChannel =
  "UpdateThreadRequestPartial | UpdateGuildChannelRequestPartial | UpdateDMRequestPartial | UpdateGroupDMRequestPartial";
const interactionCallback =
  "ApplicationCommandAutocompleteCallbackRequest | CreateMessageInteractionCallbackRequest | LaunchActivityInteractionCallbackRequest | ModalInteractionCallbackRequest | PongInteractionCallbackRequest | SocialLayerSKUPurchaseEligibilityInteractionCallbackRequest | UpdateMessageInteractionCallbackRequest";
const webhookMessage = "IncomingWebhookUpdateRequestPartial";

const bulkDelete = z.object({
  messages: z.array(id).check(
    z.minLength(2),
    z.maxLength(100),
    z.refine((ids) => new Set(ids).size === ids.length, "holds an id twice"),
  ),
});
const newWebhook = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  avatar: z.nullish(z.string()),
});
const changedWebhookByToken = z.partial(newWebhook);
const changedWebhook = z.extend(changedWebhookByToken, { channel_id: z.nullish(id) });
const changedMember = z.object({
  nick: z.nullish(z.string().check(z.maxLength(32))),
  roles: z.nullish(z.array(id).check(z.maxLength(350))),
  mute: z.nullish(z.boolean()),
  deaf: z.nullish(z.boolean()),
  channel_id: z.nullish(id),
  communication_disabled_until: z.nullish(dateTime),
  flags: z.nullish(integer),
});
const changedMyMember = z.object({
  nick: z.nullish(z.string().check(z.maxLength(32))),
  avatar: z.nullish(z.string()),
  bio: z.nullish(z.string().check(z.maxLength(190))),
  banner: z.nullish(z.string()),
});
const overwrite = z.object({
  type: z.nullish(z.literal([0, 1])),
  allow: z.nullish(integer),
  deny: z.nullish(integer),
});

/** Every route that the bot may use; a test holds this table against the OpenAPI file. */
export const operations: Readonly<Record<string, Operation>> = {
  "GET /gateway": { 200: "GatewayResponse" },
  "GET /gateway/bot": { 200: "GatewayBotResponse" },
  "GET /applications/@me": { 200: "PrivateApplicationResponse" },
  "PATCH /applications/@me": { body: "ApplicationFormPartial", 200: "PrivateApplicationResponse" },
  "GET /oauth2/applications/@me": { 200: "PrivateApplicationResponse" },

  "GET /users/@me": { 200: "UserPIIResponse" },
  "PATCH /users/@me": { body: "BotAccountPatchRequest", 200: "UserPIIResponse" },
  "GET /users/{user_id}": { 200: "UserResponse" },
  "GET /users/@me/guilds": { query: "before after limit with_counts", 200: "MyGuildResponse[]" },
  "DELETE /users/@me/guilds/{guild_id}": { 204: "" },
  "POST /users/@me/channels": {
    body: "CreatePrivateChannelRequest",
    200: "PrivateChannelResponse | PrivateGroupChannelResponse",
  },

  "GET /applications/{application_id}/commands": {
    query: "with_localizations",
    200: "ApplicationCommandResponse[]",
  },
  "PUT /applications/{application_id}/commands": {
    body: "ApplicationCommandUpdateRequest[]",
    200: "ApplicationCommandResponse[]",
  },
  "POST /applications/{application_id}/commands": {
    body: "ApplicationCommandCreateRequest",
    200: "ApplicationCommandResponse",
    201: "ApplicationCommandResponse",
  },
  "GET /applications/{application_id}/commands/{command_id}": { 200: "ApplicationCommandResponse" },
  "PATCH /applications/{application_id}/commands/{command_id}": {
    body: "ApplicationCommandPatchRequestPartial",
    200: "ApplicationCommandResponse",
  },
  "DELETE /applications/{application_id}/commands/{command_id}": { 204: "" },
  "GET /applications/{application_id}/guilds/{guild_id}/commands": {
    query: "with_localizations",
    200: "ApplicationCommandResponse[]",
  },
  "PUT /applications/{application_id}/guilds/{guild_id}/commands": {
    body: "ApplicationCommandUpdateRequest[]",
    200: "ApplicationCommandResponse[]",
  },
  "POST /applications/{application_id}/guilds/{guild_id}/commands": {
    body: "ApplicationCommandCreateRequest",
    200: "ApplicationCommandResponse",
    201: "ApplicationCommandResponse",
  },
  "GET /applications/{application_id}/guilds/{guild_id}/commands/permissions": {
    200: "CommandPermissionsResponse[]",
  },
  "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}": { 200: "ApplicationCommandResponse" },
  "PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}": {
    body: "ApplicationCommandPatchRequestPartial",
    200: "ApplicationCommandResponse",
  },
  "DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}": { 204: "" },
  "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions": {
    200: "CommandPermissionsResponse",
  },

  "GET /channels/{channel_id}": { 200: anyChannel },
  "PATCH /channels/{channel_id}": { body: changedChannel, 200: anyChannel },
  "DELETE /channels/{channel_id}": { 200: anyChannel },
  "PUT /channels/{channel_id}/permissions/{overwrite_id}": { body: overwrite, 204: "" },
  "DELETE /channels/{channel_id}/permissions/{overwrite_id}": { 204: "" },
  "POST /channels/{channel_id}/typing": { 200: "TypingIndicatorResponse", 204: "" },

  "GET /channels/{channel_id}/messages": { query: "around before after limit", 200: "MessageResponse[]" },
  "POST /channels/{channel_id}/messages": { body: "MessageCreateRequest", 200: "MessageResponse" },
  "POST /channels/{channel_id}/messages/bulk-delete": { body: bulkDelete, 204: "" },
  "GET /channels/{channel_id}/messages/{message_id}": { 200: "MessageResponse" },
  "PATCH /channels/{channel_id}/messages/{message_id}": { body: "MessageEditRequestPartial", 200: "MessageResponse" },
  "DELETE /channels/{channel_id}/messages/{message_id}": { 204: "" },
  "POST /channels/{channel_id}/messages/{message_id}/crosspost": { 200: "MessageResponse" },
  "GET /channels/{channel_id}/messages/pins": { query: "before limit", 200: "PinnedMessagesResponse" },
  "PUT /channels/{channel_id}/messages/pins/{message_id}": { 204: "" },
  "DELETE /channels/{channel_id}/messages/pins/{message_id}": { 204: "" },
  "GET /channels/{channel_id}/pins": { 200: "MessageResponse[]" },
  "PUT /channels/{channel_id}/pins/{message_id}": { 204: "" },
  "DELETE /channels/{channel_id}/pins/{message_id}": { 204: "" },
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions": { 204: "" },
  "GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}": {
    query: "after limit type",
    200: "UserResponse[]",
  },
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}": { 204: "" },
  "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": { 204: "" },
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": { 204: "" },
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}": { 204: "" },

  "POST /channels/{channel_id}/messages/{message_id}/threads": {
    body: "CreateTextThreadWithMessageRequest",
    201: "ThreadResponse",
  },
  "POST /channels/{channel_id}/threads": {
    body: "CreateForumThreadRequest | CreateTextThreadWithoutMessageRequest",
    201: "CreatedThreadResponse",
  },
  "GET /channels/{channel_id}/thread-members": { query: "with_member limit after", 200: "ThreadMemberResponse[]" },
  "PUT /channels/{channel_id}/thread-members/@me": { 204: "" },
  "DELETE /channels/{channel_id}/thread-members/@me": { 204: "" },
  "GET /channels/{channel_id}/thread-members/{user_id}": { query: "with_member", 200: "ThreadMemberResponse" },
  "PUT /channels/{channel_id}/thread-members/{user_id}": { 204: "" },
  "DELETE /channels/{channel_id}/thread-members/{user_id}": { 204: "" },
  "GET /channels/{channel_id}/threads/archived/public": { query: "before limit", 200: "ThreadsResponse" },
  "GET /channels/{channel_id}/threads/archived/private": { query: "before limit", 200: "ThreadsResponse" },
  "GET /channels/{channel_id}/users/@me/threads/archived/private": { query: "before limit", 200: "ThreadsResponse" },
  "GET /guilds/{guild_id}/threads/active": { 200: "ThreadsResponse" },

  "GET /channels/{channel_id}/webhooks": { 200: `(${anyWebhook})[]` },
  "POST /channels/{channel_id}/webhooks": { body: newWebhook, 200: "GuildIncomingWebhookResponse" },
  "GET /guilds/{guild_id}/webhooks": { 200: `(${anyWebhook})[]` },
  "GET /webhooks/{webhook_id}": { 200: anyWebhook },
  "PATCH /webhooks/{webhook_id}": { body: changedWebhook, 200: anyWebhook },
  "DELETE /webhooks/{webhook_id}": { 204: "" },
  "GET /webhooks/{webhook_id}/{webhook_token}": { 200: anyWebhook },
  "PATCH /webhooks/{webhook_id}/{webhook_token}": { body: changedWebhookByToken, 200: anyWebhook },
  "DELETE /webhooks/{webhook_id}/{webhook_token}": { 204: "" },
  "POST /webhooks/{webhook_id}/{webhook_token}": {
    query: "wait thread_id with_components",
    body: `IncomingWebhookRequestPartial | ${webhookMessage}`,
    200: "MessageResponse",
    204: "",
  },
  "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original": { query: "thread_id", 200: "MessageResponse" },
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": {
    query: "thread_id with_components",
    body: webhookMessage,
    200: "MessageResponse",
  },
  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original": { query: "thread_id", 204: "" },
  "GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": { query: "thread_id", 200: "MessageResponse" },
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": {
    query: "thread_id with_components",
    body: webhookMessage,
    200: "MessageResponse",
  },
  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": { query: "thread_id", 204: "" },
  "POST /interactions/{interaction_id}/{interaction_token}/callback": {
    query: "with_response",
    body: interactionCallback,
    200: "InteractionCallbackResponse",
    204: "",
  },

  "GET /guilds/{guild_id}": { query: "with_counts", 200: "GuildWithCountsResponse" },
  "GET /guilds/{guild_id}/audit-logs": {
    query: "user_id target_id action_type before after limit",
    200: "GuildAuditLogResponse",
  },
  "GET /guilds/{guild_id}/channels": { 200: `(${anyChannel})[]` },
  "POST /guilds/{guild_id}/channels": { body: "CreateGuildChannelRequest", 201: "GuildChannelResponse" },
  "GET /guilds/{guild_id}/members": { query: "limit after", 200: "GuildMemberResponse[]" },
  "GET /guilds/{guild_id}/members/search": { query: "limit query", 200: "GuildMemberResponse[]" },
  "GET /guilds/{guild_id}/members/{user_id}": { 200: "GuildMemberResponse" },
  "PATCH /guilds/{guild_id}/members/{user_id}": { body: changedMember, 200: "GuildMemberResponse", 204: "" },
  "PATCH /guilds/{guild_id}/members/@me": { body: changedMyMember, 200: "PrivateGuildMemberResponse" },
  "DELETE /guilds/{guild_id}/members/{user_id}": { 204: "" },
  "PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}": { 204: "" },
  "DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}": { 204: "" },
  "GET /guilds/{guild_id}/bans": { query: "limit before after", 200: "GuildBanResponse[]" },
  "GET /guilds/{guild_id}/bans/{user_id}": { 200: "GuildBanResponse" },
  "PUT /guilds/{guild_id}/bans/{user_id}": { body: "BanUserFromGuildRequest", 204: "" },
  "DELETE /guilds/{guild_id}/bans/{user_id}": { body: "UnbanUserFromGuildRequest", 204: "" },
  "POST /guilds/{guild_id}/bulk-ban": { body: "BulkBanUsersRequest", 200: "BulkBanUsersResponse" },
  "GET /guilds/{guild_id}/roles": { 200: "GuildRoleResponse[]" },
  "POST /guilds/{guild_id}/roles": { body: "CreateRoleRequest", 200: "GuildRoleResponse" },
  "GET /guilds/{guild_id}/roles/{role_id}": { 200: "GuildRoleResponse" },
  "PATCH /guilds/{guild_id}/roles/{role_id}": { body: "UpdateRoleRequestPartial", 200: "GuildRoleResponse" },
  "DELETE /guilds/{guild_id}/roles/{role_id}": { 204: "" },
  "GET /guilds/{guild_id}/emojis": { 200: "EmojiResponse[]" },
  "GET /guilds/{guild_id}/auto-moderation/rules": { 200: `(${anyRule})[]` },
  "POST /guilds/{guild_id}/auto-moderation/rules": { body: newRule, 200: anyRule },
  "GET /guilds/{guild_id}/auto-moderation/rules/{rule_id}": { 200: anyRule },
  "PATCH /guilds/{guild_id}/auto-moderation/rules/{rule_id}": { body: changedRule, 200: anyRule },
  "DELETE /guilds/{guild_id}/auto-moderation/rules/{rule_id}": { 204: "" },
};
