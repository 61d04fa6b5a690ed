import {
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
} from "discord.js";
import type { App } from "../app.ts";
import { UserError } from "../errors.ts";
import { explain, textsFor } from "../i18n/texts.ts";
import type { AwayRequest, Command, Route } from "./command.ts";
import { type MessageView, note } from "./render/view.ts";
import { routeNameOf } from "./request.ts";

type Explain = (interaction: Interaction, error: unknown) => MessageView;
type AwayCommand = ChatInputCommandInteraction | MessageContextMenuCommandInteraction;
type Parts = {
  app: App;
  byName: ReadonlyMap<string, Command>;
  routes: ReadonlyMap<string, Route>;
  explainError: Explain;
};

/**
 * What is used where Talkback is no member: in direct messages, and on servers where somebody has it for themselves alone. There the
 * interaction is all there is: it brings no rights, and what it does not answer nobody can answer later.
 */
export function createAwayDispatch({ app, byName, routes, explainError }: Parts): {
  answer(interaction: Interaction): Promise<void>;
  /** Takes its message away for a button that does that; false for anything else. */
  takeAway(interaction: Interaction): Promise<boolean>;
} {
  async function runCommand(interaction: AwayCommand, run: NonNullable<Command["runAway"]>): Promise<void> {
    // Why something cannot be quoted is nobody else's business, and Discord lets nobody change that later.
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    try {
      const { shared, told } = await run(app, toAwayRequest(interaction));
      // The first message after a deferral takes its place, and stays private: what is for all can only be the second.
      await interaction.editReply(told);
      await interaction.followUp(shared);
    } catch (error) {
      await interaction.editReply(explainError(interaction, error));
    }
  }

  /** A direct message's buttons answer where they are. */
  async function press(
    interaction: Extract<Interaction, MessageComponentInteraction>,
    runDirect: NonNullable<Route["runDirect"]>,
  ): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const args = interaction.customId.split(":").slice(1);
    const request = { args, texts: textsFor(interaction.locale), userId: interaction.user.id };
    const view = await runDirect(app, request).catch((error: unknown) => explainError(interaction, error));
    await interaction.editReply(view);
  }

  return {
    async answer(interaction) {
      if (interaction.isMessageComponent() && interaction.guildId === null) {
        const { runDirect } = routes.get(routeNameOf(interaction)) ?? {};
        if (runDirect) return press(interaction, runDirect);
      }
      if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
        const { runAway } = byName.get(interaction.commandName) ?? {};
        if (runAway) return runCommand(interaction, runAway);
      }
      if (interaction.isAutocomplete()) return interaction.respond([]);
      await reply(interaction, note(`⚠️ ${explain(textsFor(interaction.locale), new UserError("notInGuild", {}))}`));
    },

    async takeAway(interaction) {
      if (!interaction.isMessageComponent()) return false;
      const { mayTakeAway } = routes.get(routeNameOf(interaction)) ?? {};
      if (!mayTakeAway) return false;
      const args = interaction.customId.split(":").slice(1);
      if (mayTakeAway({ args, userId: interaction.user.id })) {
        await interaction.deferUpdate();
        await interaction.deleteReply();
      } else await reply(interaction, explainError(interaction, new UserError("notYourQuote", {})));
      return true;
    },
  };
}

function toAwayRequest(interaction: AwayCommand): AwayRequest {
  const options = interaction.isChatInputCommand() ? interaction.options.data : [];
  const given = options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return {
    user: { id: interaction.user.id, name: interaction.user.displayName },
    channelId: interaction.channelId,
    texts: textsFor(interaction.locale),
    publicTexts: textsFor(interaction.guildLocale ?? interaction.locale),
    options: Object.fromEntries(given),
    targetText: interaction.isMessageContextMenuCommand() ? interaction.targetMessage.content : null,
  };
}

async function reply(
  interaction: Exclude<Interaction, { respond: unknown }>,
  { components }: MessageView,
): Promise<void> {
  await interaction.reply({ components, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral });
}
