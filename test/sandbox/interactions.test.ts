import { ApplicationCommandOptionType as O, Events, type Interaction, MessageFlags, Routes } from "discord.js";
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

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  bot = await connect(sandbox);
  aiko = sandbox.actor(world.people.members[0]);
});

afterEach(() => closeBoth(bot, sandbox));

/** What the bot does with every interaction; what goes wrong in it is kept. */
const problems: unknown[] = [];
function answer(how: (interaction: Interaction) => Promise<unknown>): void {
  problems.length = 0;
  bot.client.on(Events.InteractionCreate, (interaction) => {
    how(interaction).catch((error: unknown) => problems.push(error));
  });
}

const register = (commands: object[], guildId?: string) =>
  bot.client.rest.put(
    guildId === undefined
      ? Routes.applicationCommands(sandbox.applicationId)
      : Routes.applicationGuildCommands(sandbox.applicationId, guildId),
    { body: commands },
  );

async function postComponents(...components: object[]): Promise<string> {
  const body = { content: "choose", components: components.map((one) => ({ type: 1, components: [one] })) };
  const message = await bot.client.rest.post(Routes.channelMessages(world.channels.general), { body });
  return (message as { id: string }).id;
}

describe("a select", () => {
  test("of people, roles and channels brings what was chosen", async () => {
    const id = await postComponents(
      { type: 5, custom_id: "who" },
      { type: 6, custom_id: "role" },
      { type: 8, custom_id: "where", channel_types: [0] },
      { type: 7, custom_id: "either", max_values: 2 },
    );
    answer(async (interaction) => {
      if (interaction.isUserSelectMenu())
        await interaction.reply(
          `${interaction.users.map(({ username }) => username).join()} ${interaction.members.size}`,
        );
      if (interaction.isRoleSelectMenu()) await interaction.reply(interaction.roles.map((role) => role.name).join());
      if (interaction.isChannelSelectMenu())
        await interaction.reply(interaction.channels.map((channel) => ("name" in channel ? channel.name : "")).join());
      if (interaction.isMentionableSelectMenu())
        await interaction.reply([...interaction.users.keys(), ...interaction.roles.keys()].join());
    });
    const choose = async (customId: string, ...values: string[]) =>
      (await aiko.select(world.channels.general, id, customId, values)).message?.content;
    expect(await choose("who", world.people.moderator)).toBe("jonas 1");
    expect(await choose("role", world.roles.moderator)).toBe("Moderator");
    expect(await choose("where", world.channels.articles)).toBe("articles");
    const either = [world.people.publisher, world.roles.moderator];
    expect(await choose("either", ...either)).toBe(either.join());
    await expect(choose("where", world.channels.forum)).rejects.toMatchObject({ code: 10_003 });
  });

  test("takes only its own options, and as many as it allows", async () => {
    const options = ["a", "b", "c"].map((value) => ({ label: value, value }));
    const id = await postComponents({ type: 3, custom_id: "pick", options, min_values: 2, max_values: 2 });
    answer(async (interaction) => {
      if (interaction.isStringSelectMenu()) await interaction.update({ content: interaction.values.join() });
    });
    const choose = (...values: string[]) => aiko.select(world.channels.general, id, "pick", values);
    for (const wrong of [["a"], ["a", "b", "c"], ["a", "x"], ["a", "a"]])
      await expect(choose(...wrong)).rejects.toMatchObject({ code: 50_035 });
    await choose("a", "c");
    const [message] = aiko.messages(world.channels.general);
    expect(message).toMatchObject({ id, content: "a,c" });
    expect(message?.edited_timestamp).not.toBeNull();
  });
});

describe("a button", () => {
  test("can be answered later by a change of its message", async () => {
    const id = await postComponents({ type: 2, style: 1, custom_id: "more", label: "More" });
    answer(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply({ content: "more", components: [] });
    });
    const { message, failed } = await aiko.click(world.channels.general, id, "more");
    expect(failed).toBe(false);
    expect(message).toMatchObject({ id, content: "more", components: [] });
    await expect(aiko.click(world.channels.general, id, "more")).rejects.toMatchObject({ code: 10_062 });
  });

  test("on a private answer is there for its reader only, until the answer is gone", async () => {
    const components = [{ type: 1, components: [{ type: 2, style: 1, custom_id: "go", label: "Go" }] }] as const;
    await register([{ name: "ask", description: "x" }]);
    answer(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: "?", components, flags: MessageFlags.Ephemeral });
      if (interaction.isButton()) {
        await interaction.update({ content: "done", components: [] });
        await interaction.followUp({ content: "and more", flags: MessageFlags.Ephemeral });
        await interaction.deleteReply();
      }
    });
    const { message } = await aiko.runCommand(world.channels.general, "ask");
    const id = message?.id ?? "";
    const sam = sandbox.actor(world.people.members[1]);
    await expect(sam.click(world.channels.general, id, "go")).rejects.toMatchObject({ code: 10_008 });
    const gone: string[] = [];
    aiko.onEvent(({ t, d }) => t === "MESSAGE_DELETE" && gone.push((d as { id: string }).id));
    expect((await aiko.click(world.channels.general, id, "go")).message?.content).toBe("done");
    await until("the deletion", () => gone.includes(id));
    expect(bot.told("MESSAGE_CREATE")).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("that was answered is not answered again", async () => {
    const id = await postComponents({ type: 2, style: 1, custom_id: "go", label: "Go" });
    answer(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.reply("once");
      const route = Routes.interactionCallback(interaction.id, interaction.token);
      await interaction.client.rest.post(route, { body: { type: 4, data: { content: "twice" } }, auth: false });
    });
    await aiko.click(world.channels.general, id, "go");
    await until("the refusal", () => problems.length === 1);
    expect(problems).toMatchObject([{ code: 40_060 }]);
  });
});

describe("a modal", () => {
  test("brings what was typed and chosen, with what it names", async () => {
    await register([{ name: "form", description: "x" }]);
    answer(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.showModal({
          title: "A form",
          custom_id: "form",
          components: [
            { type: 10, content: "Fill this in" },
            { type: 18, label: "Why", component: { type: 4, custom_id: "why", style: 1, max_length: 10 } },
            { type: 18, label: "Who", component: { type: 5, custom_id: "who", required: false } },
          ],
        });
      if (interaction.isModalSubmit()) {
        const who = interaction.fields.getSelectedUsers("who")?.map((user) => user.username);
        await interaction.reply(`${interaction.fields.getTextInputValue("why")} ${who?.join() ?? "nobody"}`);
      }
    });
    const open = async () => {
      const { modal } = await aiko.runCommand(world.channels.general, "form");
      if (!modal) throw new Error(`no modal: ${String(problems[0])}`);
      return modal;
    };
    const answerOf = async (fields: Record<string, string | string[]>) =>
      (await aiko.submitModal(await open(), fields)).message?.content;
    expect(await answerOf({ why: "so", who: [world.people.moderator] })).toBe("so jonas");
    expect(await answerOf({ why: "so" })).toBe("so nobody");
    await expect(answerOf({ why: "" })).rejects.toMatchObject({ code: 50_035 });
    await expect(answerOf({ why: "far too long" })).rejects.toMatchObject({ code: 50_035 });
  });
});

describe("suggestions", () => {
  test("are twenty-five at most, and asked with the option's own kind", async () => {
    const options = [{ type: O.Integer, name: "number", description: "x", autocomplete: true }];
    await register([{ name: "count", description: "x", options }]);
    let asked: unknown;
    answer(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      asked = interaction.options.getFocused(true).type;
      const choices = Array.from({ length: 26 }, (_, value) => ({ name: String(value), value }));
      await interaction.respond(choices).catch((error: unknown) => problems.push(error));
      await interaction.respond(choices.slice(1));
    });
    expect(await aiko.autocomplete(world.channels.general, "count", {}, "number")).toHaveLength(25);
    expect(asked).toBe(O.Integer);
    expect(problems).toMatchObject([{ code: 50_035 }]);
    expect(sandbox.violations.splice(0)).toMatchObject([{ side: "request" }]);
  });
});

describe("a command", () => {
  test("of one server hides the one of that name that is everybody's", async () => {
    await register([{ name: "which", description: "everybody's" }]);
    await register([{ name: "which", description: "this server's" }], world.guildId);
    answer(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply(interaction.commandGuildId ?? "everybody's");
    });
    expect((await aiko.runCommand(world.channels.general, "which")).message?.content).toBe(world.guildId);
    await register([], world.guildId);
    expect((await aiko.runCommand(world.channels.general, "which")).message?.content).toBe("everybody's");
  });

  test("takes numbers between its bounds only", async () => {
    const options = [{ type: O.Integer, name: "n", description: "x", min_value: 1, max_value: 3 }];
    await register([{ name: "count", description: "x", options }]);
    answer(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply(String(interaction.options.getInteger("n")));
    });
    expect((await aiko.runCommand(world.channels.general, "count", { n: 3 })).message?.content).toBe("3");
    for (const n of [0, 4, 1.5, "many"])
      await expect(aiko.runCommand(world.channels.general, "count", { n })).rejects.toMatchObject({ code: 50_035 });
  });
});
