import { SlashCommandBuilder } from "@discordjs/builders";
import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { DEFAULT_REPORTS_TO_HOLD, type GuildSettings, STRICT_REPORTS_TO_HOLD } from "../domain/guild-settings.ts";
import { MOST_QUIET_DAYS } from "../domain/thread-care.ts";
import type { Command, Request } from "../discord/command.ts";
import { type Block, card, type MessageView } from "../discord/render/view.ts";
import type { SettingsChange } from "../services/settings.ts";

const data = new SlashCommandBuilder()
  .setName("setup")
  .setDescription("Choose the channels and the moderator role, and check my permissions")
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
  .addChannelOption((option) =>
    option
      .setName("articles")
      .setDescription("Where articles are posted: a text or forum channel")
      .addChannelTypes(ChannelType.GuildText, ChannelType.GuildForum, ChannelType.GuildAnnouncement),
  )
  .addChannelOption((option) =>
    option
      .setName("moderators")
      .setDescription("Where reports are announced: a channel or forum only moderators see")
      .addChannelTypes(ChannelType.GuildText, ChannelType.GuildForum),
  )
  .addChannelOption((option) =>
    option
      .setName("log")
      .setDescription("Where the log of who did what is shown: a channel only moderators see")
      .addChannelTypes(ChannelType.GuildText),
  )
  .addStringOption((option) =>
    option
      .setName("hold")
      .setDescription("How many people's reports take a comment out of sight until a moderator decides")
      .addChoices(
        { name: `${DEFAULT_REPORTS_TO_HOLD} (the default)`, value: String(DEFAULT_REPORTS_TO_HOLD) },
        { name: `${STRICT_REPORTS_TO_HOLD} (strict)`, value: String(STRICT_REPORTS_TO_HOLD) },
        { name: "Off: only moderators do", value: "off" },
      ),
  )
  .addIntegerOption((option) =>
    option
      .setName("close-after")
      .setDescription("Close threads after so many days without a comment; 0: never (the default)")
      .setMinValue(0)
      .setMaxValue(MOST_QUIET_DAYS),
  )
  .addRoleOption((option) => option.setName("role").setDescription("Who has it is a moderator"))
  .addStringOption((option) =>
    option
      .setName("history")
      .setDescription("Who may read what a comment said before it was edited")
      .addChoices({ name: "Moderators", value: "moderators" }, { name: "Everyone", value: "everyone" }),
  )
  .toJSON();

function changeOf({ options }: Request): SettingsChange {
  const change: SettingsChange = {};
  if (options["articles"] !== undefined) change.articleChannelId = String(options["articles"]);
  if (options["moderators"] !== undefined) change.moderatorChannelId = String(options["moderators"]);
  if (options["log"] !== undefined) change.logChannelId = String(options["log"]);
  if (options["hold"] !== undefined) change.reportsToHold = options["hold"] === "off" ? null : Number(options["hold"]);
  if (options["role"] !== undefined) change.moderatorRoleId = String(options["role"]);
  if (options["close-after"] !== undefined) change.quietDays = Number(options["close-after"]) || null;
  const { history } = options;
  if (history === "moderators" || history === "everyone") change.historyFor = history;
  return change;
}

/** What is set up, and for each channel what I lack there. */
function report(app: App, { texts }: Request, settings: GuildSettings): MessageView {
  const { setup } = texts;
  const { guildId, articleChannelId, moderatorChannelId, moderatorRoleId, logChannelId = null } = settings;
  const { reportsToHold = DEFAULT_REPORTS_TO_HOLD } = settings;
  const lines = [
    articleChannelId === null ? `○ ${setup.noArticles}` : `✓ ${setup.articles(`<#${articleChannelId}>`)}`,
    moderatorChannelId === null ? `○ ${setup.noModerators}` : `✓ ${setup.moderators(`<#${moderatorChannelId}>`)}`,
    reportsToHold === null ? `○ ${setup.noHold}` : `✓ ${setup.hold(reportsToHold)}`,
    settings.quietDays ? `✓ ${texts.threads.setupQuiet(settings.quietDays)}` : `○ ${texts.threads.setupNoQuiet}`,
    logChannelId === null ? `○ ${setup.noLog}` : `✓ ${setup.log(`<#${logChannelId}>`)}`,
    moderatorRoleId === null ? `○ ${setup.noRole}` : `✓ ${setup.role(`<@&${moderatorRoleId}>`)}`,
    settings.historyFor === "everyone" ? `✓ ${setup.historyForAll}` : `✓ ${setup.historyForModerators}`,
  ];
  const missing: string[] = [];
  const check = (channelId: string | null, purpose: "articles" | "moderation" | "log"): void => {
    if (channelId === null) return;
    const names = app.port.missingPermissions(guildId, channelId, purpose);
    if (names.length > 0) missing.push(`✗ ${setup.missing(`<#${channelId}>`, names.join(", "))}`);
    if (names.includes("Manage Webhooks")) missing.push(`-# ${setup.quotesOnly}`);
  };
  check(articleChannelId, "articles");
  check(moderatorChannelId, "moderation");
  const powers = app.port.missingPermissions(guildId, moderatorChannelId ?? articleChannelId ?? "", "members");
  if (powers.length > 0) missing.push(`-# ${setup.membersUntouched(powers.join(", "))}`);
  if (logChannelId !== moderatorChannelId) check(logChannelId, "log");
  const blocks: Block[] = [`## ${setup.title}`, lines.join("\n"), "---"];
  return card([...blocks, missing.length > 0 ? missing.join("\n") : `✓ ${setup.fine}`]);
}

export const setup: Command = {
  data,
  access: "admin",
  async run(app, request) {
    const change = changeOf(request);
    const settings =
      Object.keys(change).length > 0
        ? await app.settings.change(request.guildId, request.member.id, change)
        : await app.settings.get(request.guildId);
    return report(app, request, settings);
  },
};
