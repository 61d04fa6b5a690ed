import { SlashCommandBuilder } from "@discordjs/builders";
import { hasAccess } from "../domain/access.ts";
import type { Command } from "../discord/command.ts";
import { type Block, card } from "../discord/render/view.ts";

export const help: Command = {
  data: new SlashCommandBuilder().setName("help").setDescription("What Talkback can do for you here").toJSON(),
  access: "everyone",
  async run(_app, { texts, access }) {
    const blocks: Block[] = [`## ${texts.help.title}`, texts.help.intro, texts.help.everyone];
    if (hasAccess(access, "moderator")) blocks.push(texts.help.moderator);
    if (hasAccess(access, "admin")) blocks.push(texts.help.admin);
    return card(blocks);
  },
};
