import { SlashCommandBuilder } from "@discordjs/builders";
import { PermissionFlagsBits } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { type Strictness, strictnesses } from "../domain/detector-settings.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, Request } from "../discord/command.ts";
import { backtestView } from "../discord/render/detector-test-view.ts";
import { autoModView, detectorStatusView } from "../discord/render/detector-view.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import type { DetectorChange } from "../services/screening-settings.ts";
import {
  allowHost,
  disallowHost,
  listEntries,
  openPhraseForm,
  previewPhrase,
  submitPhrase,
  suggestEntries,
  unwatchPhrase,
  watchPhrase,
} from "./detector-lists.ts";
import { hostOption, phraseOption, settingsSubcommand, strictnessOption } from "./detector-options.ts";
import { raidRoutes } from "./raid.ts";
import { bySubcommand } from "./subcommands.ts";

const data = new SlashCommandBuilder()
  .setName("detector")
  .setDescription("What it says of comments, how right it was, and what it looks for")
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
  .addSubcommand((sub) => sub.setName("status").setDescription("What is set, how right it was here, and what waits"))
  .addSubcommand(settingsSubcommand)
  .addSubcommand((sub) =>
    sub
      .setName("test")
      .setDescription("What it would have done with the last 5,000 comments; nothing is changed")
      .addStringOption(strictnessOption("Try another strictness")),
  )
  .addSubcommand((sub) =>
    sub
      .setName("watch")
      .setDescription("Watch for a word or phrase; you see what it would match first")
      .addStringOption(phraseOption("However it is written; * at the end stands for any ending")),
  )
  .addSubcommand((sub) =>
    sub
      .setName("unwatch")
      .setDescription("Watch for a phrase no longer")
      .addStringOption((option) => phraseOption("A phrase that is watched")(option).setAutocomplete(true)),
  )
  .addSubcommand((sub) => sub.setName("list").setDescription("The phrases that are watched, and the allowed hosts"))
  .addSubcommand((sub) =>
    sub
      .setName("allow")
      .setDescription("Never note links to a host and all below it")
      .addStringOption(hostOption("Like example.com, or a link to it")),
  )
  .addSubcommand((sub) =>
    sub
      .setName("disallow")
      .setDescription("Note links to a host again")
      .addStringOption((option) => hostOption("A host that is allowed")(option).setAutocomplete(true)),
  )
  .addSubcommand((sub) => sub.setName("automod").setDescription("The rules of Discord's own AutoMod"))
  .toJSON();

async function showStatus(app: App, { guildId, texts }: Request): Promise<MessageView> {
  const settings = await app.detectorSettings.get(guildId);
  const status = await app.detectorRecord.status(guildId);
  const hasChannel = (await app.settings.get(guildId)).moderatorChannelId !== null;
  const raids = await app.raids.running(guildId);
  return detectorStatusView(texts, { settings, status, hasChannel, raids });
}

function changeOf({ options }: Request): DetectorChange {
  const change: DetectorChange = {};
  if (options["on"] !== undefined) change.isOn = options["on"] === true;
  if (options["log_only"] !== undefined) change.isLogOnly = options["log_only"] === true;
  if (options["raids"] !== undefined) change.meetsRaids = options["raids"] === true;
  if (options["profanity"] !== undefined) change.notesProfanity = options["profanity"] === true;
  if (options["trusted"] !== undefined) change.trustedRoleId = String(options["trusted"]);
  // An option of Discord's cannot choose no role.
  if (change.trustedRoleId === undefined && options["nobody_trusted"] === true) change.trustedRoleId = null;
  const strictness = strictnessIn(options["strictness"]);
  if (strictness) change.strictness = strictness;
  return change;
}

function strictnessIn(value: string | number | boolean | undefined): Strictness | null {
  return strictnesses.find((one) => one === value) ?? null;
}

async function changeSettings(app: App, request: Request): Promise<MessageView> {
  const { guildId, member } = request;
  const change = changeOf(request);
  // The role that everybody has would let everybody pass.
  if (change.trustedRoleId === guildId) throw new UserError("everyoneTrusted", {});
  if (Object.keys(change).length > 0) await app.detectorSettings.change({ guildId, id: member.id }, change);
  return showStatus(app, request);
}

async function tryOut(app: App, { guildId, options, texts, progress }: Request): Promise<MessageView> {
  const settings = await app.detectorSettings.get(guildId);
  const strictness = strictnessIn(options["strictness"]) ?? settings.strictness;
  const result = await app.backtests.run(guildId, { ...settings, strictness }, (done, total) =>
    progress(note(texts.detector.reading(done, total))),
  );
  return backtestView(texts, result, strictness);
}

const subcommands: Record<string, Answering["run"]> = {
  status: showStatus,
  settings: changeSettings,
  test: tryOut,
  watch: (app, request) => previewPhrase(app, request, String(request.options["phrase"] ?? "")),
  unwatch: unwatchPhrase,
  list: listEntries,
  allow: allowHost,
  disallow: disallowHost,
  automod: async (app, { guildId, texts }) => autoModView(texts, await app.autoMod.rules(guildId)),
};

const forModerators = { access: "moderator", answers: "reply" } as const;

export const detector: Command = {
  data,
  access: Object.fromEntries(
    Object.keys(subcommands).map((name) => [name, name === "settings" ? "admin" : "moderator"] as const),
  ),
  run: bySubcommand(subcommands),
  suggest: suggestEntries,
  routes: {
    ...raidRoutes,
    "detector-phrase": { ...forModerators, open: openPhraseForm },
    "detector-form": { ...forModerators, run: submitPhrase },
    "detector-watch": { ...forModerators, answers: "update", run: watchPhrase },
  },
};
