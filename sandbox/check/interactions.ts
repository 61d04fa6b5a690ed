import * as z from "zod/mini";

const id = z.string().check(z.regex(/^\d{1,20}$/));
const permissions = z.string().check(z.regex(/^\d+$/));
const user = z.looseObject({ id, username: z.string() });
const message = z.looseObject({ id, channel_id: id });

/** What the client needs of every interaction; several of these make discord.js throw when they are missing. */
const common = {
  id,
  application_id: id,
  token: z.string().check(z.minLength(1)),
  version: z.literal(1),
  entitlements: z.array(z.unknown()),
  authorizing_integration_owners: z.record(z.string(), z.string()),
  context: z.literal([0, 1, 2]),
  app_permissions: permissions,
  attachment_size_limit: z.optional(z.number()),
  channel: z.looseObject({ id, type: z.number() }),
  channel_id: id,
  locale: z.string().check(z.minLength(2)),
  guild: z.optional(z.looseObject({ id })),
  guild_id: z.optional(id),
  guild_locale: z.optional(z.string()),
  user: z.optional(user),
  member: z.optional(z.looseObject({ user, permissions, roles: z.array(id) })),
};

const option = z.looseObject({ name: z.string(), type: z.number() });
const resolved = z.optional(z.looseObject({}));
const command = {
  id,
  name: z.string(),
  options: z.optional(z.array(option)),
  resolved,
  guild_id: z.optional(id),
};
const slashCommand = z.strictObject({ ...command, type: z.literal(1) });
const contextCommand = z.strictObject({
  ...command,
  type: z.literal([2, 3]),
  target_id: id,
  resolved: z.looseObject({}),
});
const clicked = z.strictObject({ id: z.optional(z.number()), custom_id: z.string(), component_type: z.literal(2) });
const selected = z.strictObject({
  id: z.optional(z.number()),
  custom_id: z.string(),
  component_type: z.literal([3, 5, 6, 7, 8]),
  values: z.array(z.string()),
  resolved,
});
const submitted = z.strictObject({
  custom_id: z.string(),
  components: z.array(z.looseObject({ type: z.literal([1, 10, 18]) })),
  resolved,
});

/** https://docs.discord.com/developers/interactions/receiving-and-responding */
export const interaction = z
  .union([
    z.strictObject({ ...common, type: z.literal(2), data: z.union([slashCommand, contextCommand]) }),
    z.strictObject({ ...common, type: z.literal(3), data: z.union([clicked, selected]), message }),
    z.strictObject({ ...common, type: z.literal(4), data: slashCommand }),
    z.strictObject({ ...common, type: z.literal(5), data: submitted, message: z.optional(message) }),
  ])
  .check(
    z.refine(({ member, user }) => (member === undefined) !== (user === undefined), "has a member or a user, not both"),
    z.refine(({ member, guild_id }) => (member === undefined) === (guild_id === undefined), "member without guild_id"),
  );
