import { type APIMessage, InteractionType, PermissionFlagsBits as P } from "discord-api-types/v10";
import type { Interaction } from "./interaction-types.ts";
import { contextOf, isBroughtAlong, ownersIn } from "./installs.ts";
import { channelPermissions } from "./permissions.ts";
import { presentChannel, presentDirect, presentMember, presentMessage } from "./present.ts";
import type { Channel } from "./entities.ts";
import type { World } from "./world.ts";

/** What an application may do where it is no member, as its interactions say. */
const WHERE_NO_MEMBER = P.AttachFiles | P.EmbedLinks | P.MentionEveryone | P.UseExternalEmojis;

/** Who uses it: a member of a server with their rights, or, in a direct conversation, a user. */
function personIn(world: World, channel: Channel, userId: string): Record<string, unknown> {
  if (channel.direct) return { user: world.user(userId) };
  const { guild_id } = channel;
  const permissions = channelPermissions(world, channel, userId).toString();
  const { preferred_locale: locale = "en-US" } = world.guild(guild_id);
  return {
    guild_id,
    guild: { id: guild_id, locale, features: [] },
    guild_locale: locale,
    member: { ...presentMember(world, world.member(guild_id, userId)), permissions },
  };
}

/** What a message tells of the interaction it answers. */
export function metadataOf(world: World, interaction: Interaction): NonNullable<APIMessage["interaction_metadata"]> {
  const { id, type, channelId, userId, source, trigger } = interaction;
  const base = {
    id,
    type,
    user: world.user(userId),
    authorizing_integration_owners: ownersIn(world, world.channel(channelId), userId),
  };
  const clicked =
    source && type === InteractionType.MessageComponent ? { interacted_message_id: source.message.id } : {};
  const opened =
    type === InteractionType.ModalSubmit && trigger
      ? { triggering_interaction_metadata: metadataOf(world, trigger) }
      : {};
  return { ...base, ...clicked, ...opened } as unknown as NonNullable<APIMessage["interaction_metadata"]>;
}

/** The older description of the same, which alone names the command. */
export function legacyInteraction(
  world: World,
  { id, type, commandName, userId }: Interaction,
): Pick<APIMessage, "interaction"> {
  if (type !== InteractionType.ApplicationCommand) return {};
  return { interaction: { id, type, name: commandName ?? "", user: world.user(userId) } };
}

/** What the bot is sent. */
export function payloadOf(world: World, interaction: Interaction, data: object): Record<string, unknown> {
  const { id, token, type, userId, channelId, source } = interaction;
  const channel = world.channel(channelId);
  return {
    id,
    application_id: world.botId,
    type,
    token,
    version: 1,
    data,
    ...personIn(world, channel, userId),
    locale: world.locales.get(userId) ?? "en-US",
    channel_id: channelId,
    channel: {
      ...(channel.direct ? presentDirect(world, channel) : presentChannel(channel)),
      permissions: channelPermissions(world, channel, userId).toString(),
    },
    app_permissions: (isBroughtAlong(world, channel)
      ? WHERE_NO_MEMBER
      : channelPermissions(world, channel, world.botId)
    ).toString(),
    entitlements: [],
    authorizing_integration_owners: ownersIn(world, channel, userId),
    context: contextOf(channel),
    attachment_size_limit: 10_485_760,
    ...(source ? { message: presentMessage(world, source, world.botId) } : {}),
  };
}
