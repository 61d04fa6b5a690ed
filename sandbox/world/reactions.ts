import { refuse } from "../refusal.ts";
import { inGuild } from "./direct.ts";
import type { ReactorList, StoredMessage } from "./entities.ts";
import { presentMember } from "./present.ts";
import type { World } from "./world.ts";

const MOST_EMOJI = 20;

type Emoji = { id: string | null; name: string };

/** One emoji as Unicode recommends it, or its bare character, a flag's letter or a keycap, as Discord takes them too. */
const UNICODE_EMOJI =
  /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)$/v;

/** `👍`, or `name:id` for a server's own. Throws 10014. */
export function parseEmoji(text: string): Emoji {
  const [, name, id] = /^(?:<a?:)?(\w+):(\d+)>?$/.exec(text) ?? [];
  if (id && name) return { id, name };
  if (!UNICODE_EMOJI.test(text)) throw refuse("unknownEmoji");
  return { id: null, name: text };
}

export function addReaction(world: World, stored: StoredMessage, userId: string, emoji: Emoji): void {
  const list = reactorsOf(stored, emoji);
  if (list?.users.includes(userId)) return;
  if (!list && stored.reactors.length >= MOST_EMOJI) throw refuse("tooManyReactions");
  const next = list
    ? stored.reactors.map((one) => (one === list ? { ...list, users: [...list.users, userId] } : one))
    : [...stored.reactors, { emoji, users: [userId] }];
  world.putMessage({ ...stored, reactors: next });
  const member = world.tables.member.get(`${stored.guild_id}-${userId}`);
  const extras = {
    type: 0,
    burst: false,
    message_author_id: stored.message.author.id,
    ...(member ? { member: presentMember(world, member) } : {}),
  };
  tellReaction(world, stored, "MESSAGE_REACTION_ADD", { user_id: userId, emoji: eventEmoji(emoji), ...extras });
}

export function removeReaction(world: World, stored: StoredMessage, userId: string, emoji: Emoji): void {
  const list = reactorsOf(stored, emoji);
  if (!list?.users.includes(userId)) return;
  const without = { ...list, users: list.users.filter((id) => id !== userId) };
  const reactors = stored.reactors.map((one) => (one === list ? without : one)).filter(({ users }) => users.length > 0);
  world.putMessage({ ...stored, reactors });
  tellReaction(world, stored, "MESSAGE_REACTION_REMOVE", {
    user_id: userId,
    emoji: eventEmoji(emoji),
    type: 0,
    burst: false,
  });
}

/** Takes away one emoji's reactions, or (null) all. */
export function clearReactions(world: World, stored: StoredMessage, emoji: Emoji | null): void {
  const list = emoji && reactorsOf(stored, emoji);
  world.putMessage({ ...stored, reactors: emoji ? stored.reactors.filter((one) => one !== list) : [] });
  if (emoji) tellReaction(world, stored, "MESSAGE_REACTION_REMOVE_EMOJI", { emoji: eventEmoji(emoji) });
  else tellReaction(world, stored, "MESSAGE_REACTION_REMOVE_ALL", {});
}

function tellReaction(world: World, { message, guild_id }: StoredMessage, t: string, more: object): void {
  const d = { channel_id: message.channel_id, message_id: message.id, ...inGuild(guild_id), ...more };
  world.dispatch({ t, d, guildId: guild_id || null, channelId: message.channel_id });
}

/** By their ids, so that pages of them join without gaps. */
export function reactorPage(list: ReactorList, after: string | null, limit: number): string[] {
  const isAfter = (id: string): boolean => after === null || BigInt(id) > BigInt(after);
  return list.users
    .filter(isAfter)
    .toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    .slice(0, limit);
}

export function reactorsOf(stored: StoredMessage, emoji: Emoji): StoredMessage["reactors"][number] | undefined {
  return stored.reactors.find((one) =>
    emoji.id ? one.emoji.id === emoji.id : one.emoji.id === null && one.emoji.name === emoji.name,
  );
}

const eventEmoji = (emoji: Emoji): Emoji & { animated?: boolean } => (emoji.id ? { ...emoji, animated: false } : emoji);
