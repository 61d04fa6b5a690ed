import type { Member } from "../world/entities.ts";
import { presentMember } from "../world/present.ts";
import type { World } from "../world/world.ts";

const CHUNK_SIZE = 1_000;

/**
 * The members that a client asks for, by ids or by the start of their names, a thousand in a chunk.
 * https://docs.discord.com/developers/events/gateway-events#request-guild-members
 */
export function memberChunks(world: World, request: Record<string, unknown>): Record<string, unknown>[] {
  const guild_id = String(request["guild_id"]);
  const ids = request["user_ids"] === undefined ? null : new Set([request["user_ids"]].flat().map(String));
  const query = typeof request["query"] === "string" ? request["query"].toLowerCase() : "";
  const limit = Number(request["limit"] ?? 0) || Infinity;
  const isMeant = ({ user_id, nick }: Member): boolean =>
    ids ? ids.has(user_id) : (nick ?? world.user(user_id).username).toLowerCase().startsWith(query);
  const found = [...world.tables.member.values()]
    .filter((member) => member.guild_id === guild_id && isMeant(member))
    .slice(0, limit);
  const not_found = [...(ids ?? [])].filter((id) => !world.tables.member.has(`${guild_id}-${id}`));
  const nonce = request["nonce"] === undefined ? {} : { nonce: request["nonce"] };
  const chunk_count = Math.max(1, Math.ceil(found.length / CHUNK_SIZE));
  return Array.from({ length: chunk_count }, (_, chunk_index) => {
    const members = found.slice(chunk_index * CHUNK_SIZE, (chunk_index + 1) * CHUNK_SIZE);
    const shown = members.map((member) => presentMember(world, member));
    return { guild_id, members: shown, chunk_index, chunk_count, not_found, ...nonce };
  });
}
