import type { APIUser } from "discord-api-types/v10";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { Actor } from "#sandbox/types.ts";
import type { Sender } from "#sandbox/world/messages.ts";
import { PEOPLE } from "../plan/people.ts";

/** Who acts in the history. */
export type Cast = {
  member(index: number): Actor;
  moderator: Actor;
  publisher: Actor;
  /** The person behind a user id. */
  actorOf(userId: string): Actor;
  /** Others that are no people: someone else's webhook, and another bot. */
  foreign: { webhook(channelId: string): Sender; bot: Sender };
};

export function assemble(sandbox: Sandbox, seeded: SeededWorld): Cast {
  const { world } = sandbox;
  const { guildId, people } = seeded;
  const join = (user: APIUser): APIUser => {
    sandbox.join(guildId, user.id);
    return user;
  };
  const ids = [
    ...people.members,
    ...Array.from({ length: PEOPLE - people.members.length }, (_, index) => {
      const name = `reader${index}`;
      return join(sandbox.createUser(index % 3 === 0 ? { name } : { name, displayName: `Reader ${index} ★` })).id;
    }),
  ];
  const otherBot = join(sandbox.createUser({ name: "weather", displayName: "Weather", isBot: true }));
  const actors = new Map<string, Actor>();
  const actorOf = (userId: string): Actor => {
    const actor = actors.get(userId) ?? sandbox.actor(userId);
    actors.set(userId, actor);
    return actor;
  };
  const webhooks = new Map<string, Sender>();

  function webhookOf(channelId: string): Sender {
    const id = world.nextId();
    const place = { channel_id: channelId, guild_id: guildId };
    world.tables.put("webhook", id, {
      id,
      token: `foreign${id}`,
      ...place,
      name: "News",
      creator_id: people.publisher,
      application_id: null,
    });
    const author = { ...otherBot, id, username: "News", global_name: null, discriminator: "0000" };
    return { author, userId: null, webhookId: id };
  }

  return {
    member: (index) => actorOf(ids[index] ?? people.members[0]),
    moderator: actorOf(people.moderator),
    publisher: actorOf(people.publisher),
    actorOf,
    foreign: {
      webhook(channelId) {
        const known = webhooks.get(channelId) ?? webhookOf(channelId);
        webhooks.set(channelId, known);
        return known;
      },
      bot: { author: otherBot, userId: otherBot.id, applicationId: otherBot.id },
    },
  };
}
