import { type ChatInputCommandInteraction, Events, MessageFlags, MessageType, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { Actor } from "#sandbox/types.ts";
import { openSandbox, until } from "../support/sandbox.ts";
import { closeBoth, connect, type Connected } from "./support/client.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Connected;
let aiko: Actor;
let sam: Actor;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  bot = await connect(sandbox);
  [aiko, sam] = world.people.members.slice(0, 2).map((id) => sandbox.actor(id)) as [Actor, Actor];
  const body = [{ name: "ask", description: "Asks" }];
  await bot.client.rest.put(Routes.applicationCommands(sandbox.applicationId), { body });
});

afterEach(() => closeBoth(bot, sandbox));

function answer(how: (interaction: ChatInputCommandInteraction) => Promise<unknown>): void {
  bot.client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void how(interaction);
  });
}

const ask = () => aiko.runCommand(world.channels.general, "ask");

describe("an answer for everybody", () => {
  test("is a message like any other, that tells who asked", async () => {
    answer((interaction) => interaction.reply("an answer"));
    const { message } = await ask();
    const told = await until("the message", () => bot.told("MESSAGE_CREATE")[0]);
    expect(told).toMatchObject({
      id: message?.id,
      type: MessageType.ChatInputCommand,
      content: "an answer",
      application_id: sandbox.applicationId,
      interaction_metadata: { user: { id: aiko.user.id }, type: 2 },
    });
    expect(sam.messages(world.channels.general)).toMatchObject([{ id: message?.id, content: "an answer" }]);
  });

  test("that thinks first is one message from the first word to the last, and filling it is no edit", async () => {
    const seen: unknown[] = [];
    answer(async (interaction) => {
      const { resource } = await interaction.deferReply({ withResponse: true });
      seen.push(resource?.message?.id, sam.messages(world.channels.general)[0]?.flags);
      seen.push((await interaction.editReply("an answer")).id);
      await interaction.editReply("a better answer");
    });
    const { message } = await ask();
    await until("both changes", () => bot.told("MESSAGE_UPDATE").length === 2);
    const id = message?.id;
    expect(seen).toEqual([id, MessageFlags.Loading, id]);
    expect(bot.told("MESSAGE_CREATE")).toMatchObject([{ id, type: 20, content: "", flags: MessageFlags.Loading }]);
    expect(bot.told("MESSAGE_UPDATE")).toMatchObject([
      { id, type: 20, content: "an answer", flags: 0, edited_timestamp: null },
      { id, type: 20, content: "a better answer", flags: 0, edited_timestamp: expect.any(String) as string },
    ]);
  });

  test("is filled by the first follow-up, too, and can be taken back", async () => {
    answer(async (interaction) => {
      await interaction.deferReply();
      await interaction.followUp("an answer");
      await interaction.deleteReply();
    });
    await ask();
    await until("the deletion", () => bot.told("MESSAGE_DELETE").length === 1);
    expect(bot.told("MESSAGE_CREATE")).toHaveLength(1);
    expect(sam.messages(world.channels.general)).toEqual([]);
  });
});

describe("an answer for one person", () => {
  test("is seen by nobody else, and the bot is told nothing of it", async () => {
    const heard: string[] = [];
    aiko.onEvent(({ t }) => heard.push(`aiko ${t}`));
    sam.onEvent(({ t }) => heard.push(`sam ${t}`));
    answer(async (interaction) => {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply("between us");
      await interaction.followUp({ content: "this, too", flags: MessageFlags.Ephemeral });
    });
    const { message } = await ask();
    expect(message).toMatchObject({ content: "between us", flags: MessageFlags.Ephemeral, edited_timestamp: null });
    await until("the follow-up", () => heard.length === 3);
    expect(heard).toEqual(["aiko MESSAGE_CREATE", "aiko MESSAGE_UPDATE", "aiko MESSAGE_CREATE"]);
    expect(bot.told("MESSAGE_CREATE")).toEqual([]);
    expect(sam.messages(world.channels.general)).toEqual([]);
  });

  test("can be looked at again through its token, and is gone when it is dismissed", async () => {
    let question: ChatInputCommandInteraction | undefined;
    answer(async (interaction) => {
      question = interaction;
      await interaction.reply({ content: "between us", flags: MessageFlags.Ephemeral });
    });
    const { message } = await ask();
    expect(await question?.fetchReply()).toMatchObject({ id: message?.id, content: "between us" });
    sam.dismissEphemeral(message?.id ?? "");
    await expect(question?.fetchReply()).resolves.toMatchObject({ id: message?.id });
    aiko.dismissEphemeral(message?.id ?? "");
    await expect(question?.editReply("too late")).rejects.toMatchObject({ code: 10_008 });
  });
});
