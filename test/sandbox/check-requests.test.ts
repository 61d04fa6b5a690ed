import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  ContainerBuilder,
  ContextMenuCommandBuilder,
  EmbedBuilder,
  ForumChannel,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  Routes,
  SectionBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextChannel,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { describe, expect, test } from "vitest";
import { createChecker } from "#sandbox/check/checker.ts";
import { createRecordingClient } from "./recording-client.ts";

const checkers = [await createChecker({ openApiFile: null }), await createChecker()];

async function textChannel() {
  const recorder = createRecordingClient();
  const channel = await recorder.client.channels.fetch("10", { allowUnknownGuild: true });
  if (!(channel instanceof TextChannel)) throw new Error("10 is a text channel");
  return { ...recorder, channel };
}

async function forum() {
  const recorder = createRecordingClient();
  const channel = await recorder.client.channels.fetch("11", { allowUnknownGuild: true });
  if (!(channel instanceof ForumChannel)) throw new Error("11 is a forum");
  return { ...recorder, channel };
}

const card = new ContainerBuilder()
  .setAccentColor(0x58_65_f2)
  .addTextDisplayComponents(new TextDisplayBuilder().setContent("# A title"))
  .addSectionComponents(
    new SectionBuilder()
      .addTextDisplayComponents(new TextDisplayBuilder().setContent("By an author"))
      .setThumbnailAccessory((thumbnail) => thumbnail.setURL("attachment://cover.png")),
  )
  .addSeparatorComponents((separator) => separator.setDivider(true))
  .addActionRowComponents(
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId("next").setLabel("Next").setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setURL("https://example.org/").setLabel("Read").setStyle(ButtonStyle.Link),
    ),
  );

const modal = new ModalBuilder()
  .setCustomId("report")
  .setTitle("Report a comment")
  .addLabelComponents(
    new LabelBuilder()
      .setLabel("Reason")
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder().setCustomId("reason").addOptions({ label: "Spam", value: "spam" }),
      ),
    new LabelBuilder()
      .setLabel("Details")
      .setDescription("What should a moderator know?")
      .setTextInputComponent(
        new TextInputBuilder().setCustomId("details").setStyle(TextInputStyle.Paragraph).setRequired(false),
      ),
  );

const commands = [
  new SlashCommandBuilder()
    .setName("comments")
    .setDescription("Lists comments")
    .setDefaultMemberPermissions(PermissionFlagsBits.ModerateMembers)
    .addSubcommand((list) =>
      list
        .setName("list")
        .setNameLocalizations({ de: "liste" })
        .setDescription("Of this thread")
        .addStringOption((option) => option.setName("article").setDescription("Which").setAutocomplete(true))
        .addIntegerOption((option) => option.setName("page").setDescription("Which page").setMinValue(1))
        .addChannelOption((option) =>
          option.setName("in").setDescription("Where").addChannelTypes(ChannelType.GuildText),
        )
        .addAttachmentOption((option) => option.setName("file").setDescription("A file")),
    ),
  new ContextMenuCommandBuilder().setName("Report").setType(3),
].map((command) => command.toJSON());

const callback = Routes.interactionCallback("30", "interaction-token");
const quiet = { tts: false, enforce_nonce: false };

type Act = () => Promise<{ requests: ReturnType<typeof createRecordingClient>["requests"] }>;

const inText = (act: (channel: TextChannel) => Promise<unknown>): Act => {
  return async () => {
    const { channel, requests } = await textChannel();
    await act(channel);
    return { requests };
  };
};
const raw = (act: (recorder: ReturnType<typeof createRecordingClient>) => Promise<unknown>): Act => {
  return async () => {
    const recorder = createRecordingClient();
    await act(recorder);
    return recorder;
  };
};
const answering = (body: unknown): Act =>
  raw(({ client }) => client.rest.post(callback, { body, query: new URLSearchParams({ with_response: "false" }) }));

const actions: Record<string, Act> = {
  "a reply with a nonce": inText((channel) =>
    channel.send({
      content: "Hello",
      nonce: "1234567890",
      enforceNonce: true,
      allowedMentions: { parse: [], repliedUser: false },
      reply: { messageReference: "55", failIfNotExists: false },
    }),
  ),
  "a message of components": inText((channel) =>
    channel.send({ flags: MessageFlags.IsComponentsV2, components: [card] }),
  ),
  "a message with an embed and a file": inText((channel) =>
    channel.send({
      embeds: [new EmbedBuilder().setTitle("A title").setURL("https://example.org/").setTimestamp(86_400_000)],
      files: [new AttachmentBuilder(Buffer.from("text")).setName("a.txt").setDescription("A text")],
    }),
  ),
  "an edit": inText((channel) => channel.messages.edit("99", { content: "Changed", allowedMentions: { parse: [] } })),
  "an edit that takes the files away": inText((channel) => channel.messages.edit("99", { attachments: [] })),
  "a thread over a message": inText((channel) =>
    channel.threads.create({ name: "An article", startMessage: "99", autoArchiveDuration: 1440 }),
  ),
  "a thread on its own": inText((channel) => channel.threads.create({ name: "An article" })),
  "a forum post": async () => {
    const { channel, requests } = await forum();
    await channel.threads.create({
      name: "An article",
      message: { content: "Its summary", allowedMentions: { parse: [] } },
      appliedTags: ["7"],
    });
    return { requests };
  },
  "a bulk deletion": inText((channel) => channel.bulkDelete(["98", "99"])),
  "a reaction": inText((channel) => channel.messages.react("99", "👍")),
  "a pin and its end": inText(async (channel) => {
    await channel.messages.pin("99");
    await channel.messages.unpin("99");
  }),
  "a page of history": raw(({ client }) =>
    client.rest.get(Routes.channelMessages("10"), { query: new URLSearchParams({ limit: "100", after: "5" }) }),
  ),
  "a webhook's message in a thread": raw(({ webhook }) =>
    webhook.send({
      content: "An old comment",
      username: "Ann",
      avatarURL: "https://example.org/ann.png",
      threadId: "12",
      allowedMentions: { parse: [] },
    }),
  ),
  "an edit of a webhook's message": raw(({ webhook }) => webhook.editMessage("99", { content: "x", threadId: "12" })),
  "a new webhook": raw(({ client }) => client.rest.post(Routes.channelWebhooks("10"), { body: { name: "Talkback" } })),
  "an archived and locked thread": raw(({ client }) =>
    client.rest.patch(Routes.channel("12"), { body: { archived: true, locked: true } }),
  ),
  "all commands at once": raw(({ client }) =>
    client.rest.put(Routes.applicationGuildCommands("2", "1"), { body: commands }),
  ),
  "a timeout": raw(({ client }) =>
    client.rest.patch(Routes.guildMember("1", "5"), {
      body: {
        communicationDisabledUntil: 0,
        communication_disabled_until: "2026-01-02T03:04:05.000Z",
      },
    }),
  ),
  "a ban": raw(({ client }) => client.rest.put(Routes.guildBan("1", "5"), { body: { delete_message_seconds: 3600 } })),
  "a first answer": answering({ type: 4, data: { ...quiet, content: "Pong", flags: 64 } }),
  "a deferred answer": answering({ type: 5, data: { flags: 64 } }),
  "a deferred update": answering({ type: 6 }),
  "an update of the clicked message": answering({
    type: 7,
    data: { ...quiet, components: [card.toJSON()], flags: 32_768 },
  }),
  "choices to complete a word": answering({ type: 8, data: { choices: [{ name: "A title", value: "1" }] } }),
  "a modal": answering({ type: 9, data: modal.toJSON() }),
  "the answer itself": raw(({ client }) =>
    client.rest.patch(Routes.webhookMessage("2", "interaction-token"), { body: { ...quiet, content: "Done" } }),
  ),
};

describe.each(checkers)("with $description", (checker) => {
  test.each(Object.entries(actions))("%s is sent as Discord describes it", async (_, act) => {
    const { requests } = await act();
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.flatMap((request) => checker.request(request))).toEqual([]);
  });
});
