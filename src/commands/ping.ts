import { SlashCommandBuilder } from "@discordjs/builders";
import type { Command } from "../discord/command.ts";
import { note } from "../discord/render/view.ts";

export const ping: Command = {
  data: new SlashCommandBuilder().setName("ping").setDescription("Am I here, and how quickly?").toJSON(),
  access: "everyone",
  async run(app, { texts }) {
    return note(texts.ping(app.gatewayPingMs()));
  },
};
