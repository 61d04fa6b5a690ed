import type { App } from "../app.ts";
import { isSnowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Request, Route } from "../discord/command.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import type { RaidAddress } from "../services/raids.ts";
import { previewSelection } from "./mod-purge.ts";

/** `thread:raid`. */
function raidIn({ guildId, args }: Request): RaidAddress {
  const [threadId = "", raidId = ""] = args;
  if (!isSnowflake(threadId) || !isSnowflake(raidId)) throw new UserError("outdated", {});
  return { guildId, threadId, raidId };
}

async function endRaid(app: App, request: Request): Promise<MessageView> {
  const { member, texts } = request;
  await app.raids.end(raidIn(request), { id: member.id, name: member.name });
  return note(texts.raid.ended);
}

async function previewRaidPurge(app: App, request: Request): Promise<MessageView> {
  const { threadId, articleId } = await app.raids.get(raidIn(request));
  return previewSelection(app, request, { article: articleId, raidThreadId: threadId }, request.texts.raid.purgeReason);
}

/** The buttons of a raid's card. */
export const raidRoutes: Record<string, Route> = {
  "raid-end": { access: "moderator", answers: "reply", run: endRaid },
  "raid-purge": { access: "moderator", answers: "reply", run: previewRaidPurge },
};
