import type { App } from "../app.ts";
import { isSnowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import type { RaidAddress } from "../services/raids.ts";

/** `thread:raid`. */
export function raidIn({ guildId, args }: Request): RaidAddress {
  const [threadId = "", raidId = ""] = args;
  if (!isSnowflake(threadId) || !isSnowflake(raidId)) throw new UserError("outdated", {});
  return { guildId, threadId, raidId };
}

export async function endRaid(app: App, request: Request): Promise<MessageView> {
  const { member, texts } = request;
  await app.raids.end(raidIn(request), { id: member.id, name: member.name });
  return note(texts.raid.ended);
}
