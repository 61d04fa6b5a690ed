import type { SlashCommandSubcommandBuilder } from "@discordjs/builders";
import type { App } from "../app.ts";
import type { Request } from "../discord/command.ts";
import { drawActivity } from "../discord/render/activity-chart.ts";
import { statsView } from "../discord/render/stats-view.ts";
import type { MessageView } from "../discord/render/view.ts";
import { hasAccess } from "../domain/access.ts";
import { DEFAULT_ZONE, readZone } from "../domain/digest-schedule.ts";
import { UserError } from "../errors.ts";
import type { CommentStatistics, StatsSubject } from "../services/comments-stats.ts";
import { articleOption, chosenArticle, ofOption, zoneOption } from "./options.ts";

const DAY_MS = 86_400_000;
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

export function statsSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .setName("stats")
    .setDescription("Figures and a chart: how much, who, when, and what was liked most")
    .addStringOption(articleOption)
    .addUserOption((option) =>
      option.setName("member").setDescription("What this member wrote: yourself, or for moderators anyone"),
    )
    .addStringOption(ofOption)
    .addStringOption((option) =>
      option
        .setName("period")
        .setDescription("Of what time; all of it, if you choose none")
        .addChoices(
          { name: "The last day", value: "day" },
          { name: "The last week", value: "week" },
          { name: "The last 30 days", value: "month" },
          { name: "The last year", value: "year" },
        ),
    )
    .addStringOption(zoneOption);
}

export async function showStats(app: App, request: Request): Promise<MessageView> {
  const { options, guildId, member, access, texts } = request;
  const typed = String(options["zone"] ?? DEFAULT_ZONE);
  const zone = readZone(typed);
  if (zone === null) throw new UserError("zoneUnknown", { text: typed.slice(0, 100) });
  const days = DAYS[String(options["period"] ?? "")];
  const reader = { id: member.id, guildId, isModerator: hasAccess(access, "moderator") };
  const from = days === undefined ? null : app.now() - days * DAY_MS;
  const stats = await app.comments.stats(reader, { subject: await subjectOf(app, request), from, zone });
  return statsView(texts, stats, stats.bars.length > 0 ? await drawIfPossible(app, stats) : null);
}

/** The figures are worth having without their picture, on a machine that has no room left for the process that draws it. */
function drawIfPossible(app: App, stats: CommentStatistics): Promise<Buffer | null> {
  return drawActivity(stats).catch((error: unknown) => {
    app.log.warn({ err: error }, "a picture of figures could not be drawn");
    return null;
  });
}

async function subjectOf(app: App, request: Request): Promise<StatsSubject> {
  const { member, article } = request.options;
  if (member !== undefined && article !== undefined) throw new UserError("statsOfBoth", {});
  if (member !== undefined) return { kind: "member", memberId: String(member) };
  const articleId = await chosenArticle(app, request);
  return articleId === null ? { kind: "server" } : { kind: "article", articleId };
}
