import { ApplicationCommandType, Client, Events, GatewayIntentBits, MessageFlags, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox, until } from "../support/sandbox.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let client: Client<true>;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  const intents = [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.MessageContent,
  ];
  const made = new Client({ intents, rest: { api: sandbox.apiUrl } });
  const ready = new Promise<Client<true>>((resolve) => made.once(Events.ClientReady, resolve));
  await made.login(sandbox.token);
  client = await ready;
});

afterEach(async () => {
  await client.destroy();
  await sandbox.close();
  expectNoViolations();
});

function expectNoViolations(): void {
  expect(sandbox.violations).toEqual([]);
}

describe("the unmodified discord.js client", () => {
  it("logs in and knows the server", async () => {
    const guild = client.guilds.cache.get(world.guildId);
    expect(guild?.name).toBe("The Reading Room");
    expect(guild?.channels.cache.size).toBe(4);
    expect(guild?.members.me?.permissions.has("ManageWebhooks")).toBe(true);
  });

  it("hears what people write, edit, react to and delete", async () => {
    const heard: string[] = [];
    for (const name of [
      Events.MessageCreate,
      Events.MessageUpdate,
      Events.MessageReactionAdd,
      Events.MessageDelete,
    ] as const) {
      client.on(name, () => heard.push(name));
    }
    const aiko = sandbox.actor(world.people.members[0]);
    const message = await aiko.post(world.channels.general, "hello");
    await aiko.edit(world.channels.general, message.id, "hello again");
    await aiko.react(world.channels.general, message.id, "👍");
    await aiko.delete(world.channels.general, message.id);
    await until("four events", () => heard.length === 4);
    expect(heard).toEqual([
      Events.MessageCreate,
      Events.MessageUpdate,
      Events.MessageReactionAdd,
      Events.MessageDelete,
    ]);
  });

  it("posts, opens a thread over the message, and speaks in it through a webhook", async () => {
    const channel = await client.channels.fetch(world.channels.articles);
    if (!channel?.isTextBased() || !("threads" in channel) || !("createWebhook" in channel))
      throw new Error("no text channel");
    const message = await channel.send({ content: "an article", nonce: "1", enforceNonce: true });
    expect((await channel.send({ content: "an article", nonce: "1", enforceNonce: true })).id).toBe(message.id);
    const thread = await message.startThread({ name: "about it" });
    expect(thread.id).toBe(message.id);
    const webhook = await channel.createWebhook({ name: "Talkback" });
    const spoken = await webhook.send({ content: "old words", username: "dennis", threadId: thread.id });
    expect(spoken.author.username).toBe("dennis");
    const read = sandbox.actor(world.people.members[0]).messages(thread.id);
    expect(read.map(({ content, type }) => [content, type])).toEqual([
      ["old words", 0],
      ["", 21],
    ]);
    expect(sandbox.world.thread(thread.id).message_count).toBe(1);
  });

  it("answers a slash command after a pause, and only the person sees it", async () => {
    await client.rest.put(Routes.applicationCommands(sandbox.applicationId), {
      body: [
        {
          name: "hello",
          description: "Says hello",
          options: [{ type: 3, name: "to", description: "Whom", autocomplete: true }],
        },
      ],
    });
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isAutocomplete())
        void interaction.respond([{ name: interaction.options.getFocused().toUpperCase(), value: "x" }]);
      if (!interaction.isChatInputCommand()) return;
      void interaction
        .deferReply({ flags: MessageFlags.Ephemeral })
        .then(() => interaction.editReply(`hello ${interaction.options.getString("to")}`));
    });
    const sam = sandbox.actor(world.people.members[1]);
    expect(await sam.autocomplete(world.channels.general, "hello", { to: "ab" }, "to")).toEqual([
      { name: "AB", value: "x" },
    ]);
    const { message, failed } = await sam.runCommand(world.channels.general, "hello", { to: "you" });
    expect(failed).toBe(false);
    expect(message).toMatchObject({ content: "hello you", flags: 64, type: 20 });
    expect(sam.messages(world.channels.general)).toEqual([]);
  });

  it("opens a modal from a right-click and reads what was typed", async () => {
    await client.rest.put(Routes.applicationCommands(sandbox.applicationId), {
      body: [{ name: "Note", type: ApplicationCommandType.Message }],
    });
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isMessageContextMenuCommand()) {
        const input = { type: 4, custom_id: "why", style: 1, required: true } as const;
        void interaction.showModal({
          title: "Why?",
          custom_id: `note:${interaction.targetId}`,
          components: [{ type: 18, label: "Because", component: input }],
        });
      }
      if (interaction.isModalSubmit())
        void interaction.reply(`${interaction.customId} ${interaction.fields.getTextInputValue("why")}`);
    });
    const priya = sandbox.actor(world.people.members[2]);
    const { id } = await priya.post(world.channels.general, "something");
    const { modal } = await priya.runContextMenu(world.channels.general, "Note", id);
    if (!modal) throw new Error("no modal");
    const { message } = await priya.submitModal(modal, { why: "it matters" });
    expect(message?.content).toBe(`note:${id} it matters`);
  });

  it("is told when nobody answers in time", async () => {
    await client.rest.put(Routes.applicationCommands(sandbox.applicationId), {
      body: [{ name: "silence", description: "…" }],
    });
    const outcome = await sandbox.actor(world.people.members[0]).runCommand(world.channels.general, "silence");
    expect(outcome).toMatchObject({ failed: true, message: null });
  });
});
