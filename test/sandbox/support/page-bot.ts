import type {
  ApplicationCommandDataResolvable,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
} from "discord.js";
import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";

const COMMANDS: readonly ApplicationCommandDataResolvable[] = [
  {
    type: ApplicationCommandType.ChatInput,
    name: "library",
    description: "Books",
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: "find",
        description: "Find a book",
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: "title",
            description: "Its title",
            required: true,
            autocomplete: true,
          },
          {
            type: ApplicationCommandOptionType.String,
            name: "shelf",
            description: "Where it stands",
            choices: [
              { name: "Upper shelf", value: "upper" },
              { name: "Lower shelf", value: "lower" },
            ],
          },
        ],
      },
      { type: ApplicationCommandOptionType.Subcommand, name: "open", description: "Opening hours" },
      { type: ApplicationCommandOptionType.Subcommand, name: "silent", description: "Never answers" },
    ],
  },
  { type: ApplicationCommandType.Message, name: "Report to the librarian" },
];

const TITLES = ["A garden in winter", "The garden wall", "Maps of rivers"];

const HANDLERS: Readonly<Record<string, (interaction: ChatInputCommandInteraction) => Promise<unknown>>> = {
  find: (interaction) => {
    const shelf = interaction.options.getString("shelf") ?? "any";
    return interaction.reply({
      content: `Found **${interaction.options.getString("title")}** on: ${shelf}`,
      flags: MessageFlags.Ephemeral,
    });
  },
  open: (interaction) => {
    const more = new ButtonBuilder().setCustomId("holidays").setLabel("Holidays").setStyle(ButtonStyle.Primary);
    return interaction.reply({
      content: "Open from nine to five.",
      components: [new ActionRowBuilder<ButtonBuilder>().addComponents(more)],
    });
  },
  silent: () => Promise.resolve(),
};

/** An application with one thing of each kind that the page lets people use. */
export async function startPageBot(token: string, api: string): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => client.emit(Events.Error, error as Error));
  });
  const isReady = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await isReady;
  const [guild] = client.guilds.cache.values();
  await guild?.commands.set(COMMANDS);
  return client;
}

async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) return suggest(interaction);
  if (interaction.isChatInputCommand()) return HANDLERS[interaction.options.getSubcommand()]?.(interaction);
  if (interaction.isMessageContextMenuCommand())
    return interaction.showModal(reportForm(interaction.targetMessage.content));
  if (interaction.isModalSubmit()) {
    const [reason] = interaction.fields.getStringSelectValues("reason");
    const note = interaction.fields.getTextInputValue("note");
    return interaction.reply({ content: `Reported as ${reason}: ${note}`, flags: MessageFlags.Ephemeral });
  }
  return interaction.isButton() ? interaction.update({ content: "Closed on holidays.", components: [] }) : undefined;
}

async function suggest(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase();
  await interaction.respond(
    TITLES.filter((title) => title.toLowerCase().includes(typed)).map((name) => ({ name, value: name })),
  );
}

function reportForm(content: string): ModalBuilder {
  const reason = new StringSelectMenuBuilder()
    .setCustomId("reason")
    .addOptions(["Spam", "Off-topic"].map((label) => ({ label, value: label.toLowerCase() })));
  const note = new TextInputBuilder().setCustomId("note").setStyle(TextInputStyle.Paragraph).setMinLength(5);
  return new ModalBuilder()
    .setCustomId("report")
    .setTitle(`Report: ${content}`.slice(0, 45))
    .addLabelComponents(
      new LabelBuilder().setLabel("Reason").setStringSelectMenuComponent(reason),
      new LabelBuilder().setLabel("Note").setDescription("At least five letters").setTextInputComponent(note),
    );
}
