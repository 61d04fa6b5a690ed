import type { APIReaction } from "discord-api-types/v10";

/** `id` is null for a Unicode emoji. */
export type EmojiKey = { id: string | null; name: string | null };

const isSame = (a: EmojiKey, b: EmojiKey): boolean =>
  a.id === null ? b.id === null && a.name === b.name : a.id === b.id;

export function addReaction(reactions: readonly APIReaction[], emoji: EmojiKey, isMine: boolean): APIReaction[] {
  const found = reactions.find((reaction) => isSame(reaction.emoji, emoji));
  if (!found) return [...reactions, newReaction(emoji, isMine)];
  if (isMine && found.me) return [...reactions];
  return reactions.map((reaction) =>
    reaction === found ? { ...reaction, count: reaction.count + 1, me: reaction.me || isMine } : reaction,
  );
}

export function removeReaction(reactions: readonly APIReaction[], emoji: EmojiKey, isMine: boolean): APIReaction[] {
  return reactions.flatMap((reaction) => {
    if (!isSame(reaction.emoji, emoji)) return [reaction];
    if (isMine && !reaction.me) return [reaction];
    if (reaction.count <= 1) return [];
    return [{ ...reaction, count: reaction.count - 1, me: isMine ? false : reaction.me }];
  });
}

export function removeEmoji(reactions: readonly APIReaction[], emoji: EmojiKey): APIReaction[] {
  return reactions.filter((reaction) => !isSame(reaction.emoji, emoji));
}

function newReaction(emoji: EmojiKey, isMine: boolean): APIReaction {
  return {
    emoji: { id: emoji.id, name: emoji.name },
    count: 1,
    count_details: { burst: 0, normal: 1 },
    me: isMine,
    me_burst: false,
    burst_colors: [],
  };
}

/** As the API writes an emoji in a path: the character, or `name:id`. */
export function emojiKey(emoji: EmojiKey): string {
  return emoji.id === null ? (emoji.name ?? "") : `${emoji.name ?? "_"}:${emoji.id}`;
}
