import { type APIApplicationCommand, ApplicationCommandOptionType as O, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox } from "../support/sandbox.ts";
import { closeBoth, connect, type Connected } from "./support/client.ts";

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Connected;

beforeEach(async () => {
  ({ sandbox, world } = await openSandbox());
  bot = await connect(sandbox);
});

afterEach(() => closeBoth(bot, sandbox));

const all = () => Routes.applicationCommands(sandbox.applicationId);
const one = (id: string) => Routes.applicationCommand(sandbox.applicationId, id);
const put = (commands: object[]) => bot.client.rest.put(all(), { body: commands }) as Promise<APIApplicationCommand[]>;

const ping = { name: "ping", description: "Is anybody there?" };
const text = (name: string, more: object = {}) => ({ type: O.String, name, description: "A text", ...more });
const withOptions = (...options: object[]) => ({ ...ping, options });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => text(`option-${index}`));

describe("commands that are registered", () => {
  test("keep their ids by name and kind, and their version until they are changed", async () => {
    const [first] = await put([ping]);
    const [same, other] = await put([ping, { name: "ping", type: 3 }]);
    expect(same).toEqual(first);
    expect(other?.id).not.toBe(first?.id);
    const [changed] = await put([{ ...ping, description: "Hello?" }]);
    expect(changed?.id).toBe(first?.id);
    expect(changed?.version).not.toBe(first?.version);
    expect(await bot.client.rest.get(all())).toEqual([changed]);
  });

  test("are made, changed and deleted one by one, each in its own scope", async () => {
    const made = (await bot.client.rest.post(all(), { body: ping })) as APIApplicationCommand;
    const next = await bot.client.rest.patch(one(made.id), { body: { description: "Hello?" } });
    expect(next).toMatchObject({ id: made.id, name: "ping", description: "Hello?" });
    const elsewhere = Routes.applicationGuildCommand(sandbox.applicationId, world.guildId, made.id);
    await expect(bot.client.rest.get(elsewhere)).rejects.toMatchObject({ code: 10_063 });
    await bot.client.rest.delete(one(made.id));
    await expect(bot.client.rest.get(one(made.id))).rejects.toMatchObject({ code: 10_063 });
  });

  test("may have options that are all optional, or optional ones after the required", async () => {
    const [first] = await put([withOptions(text("a"), text("b"))]);
    expect(first?.options).toHaveLength(2);
    const [second] = await put([withOptions(text("a", { required: true }), text("b"), text("c"))]);
    expect(second?.options).toHaveLength(3);
  });

  test("cannot be changed to what could not be registered", async () => {
    const [made, other] = await put([ping, { ...ping, name: "pong" }]);
    const rename = bot.client.rest.patch(one(made?.id ?? ""), { body: { name: "pong" } });
    await expect(rename).rejects.toMatchObject({ code: 50_035, rawError: { errors: { name: { _errors: [{}] } } } });
    expect(await bot.client.rest.get(all())).toEqual([made, other]);
  });
});

describe("a command is refused", () => {
  const choices = (...names: string[]) => names.map((name) => ({ name, value: name }));
  const subcommand = { type: O.Subcommand, name: "sub", description: "x" };
  const group = { type: O.SubcommandGroup, name: "group", description: "x", options: [subcommand] };

  test.each([
    ["with a name in capitals", { ...ping, name: "Ping" }, "0.name"],
    ["with a space in its name", { ...ping, name: "pi ng" }, "0.name"],
    ["with a name of 33 characters", { ...ping, name: "p".repeat(33) }, "0.name"],
    ["with a description of 101 characters", { ...ping, description: "x".repeat(101) }, "0.description"],
    ["with 26 options", withOptions(...numbered(26)), "0.options"],
    ["with two options of one name", withOptions(text("a"), text("a")), "0.options.1.name"],
    ["with a required option behind another", withOptions(text("a"), text("b", { required: true })), "0.options.1"],
    ["with a subcommand beside an option", withOptions(subcommand, text("a")), "0.options"],
    ["with a group inside a group", withOptions({ ...group, options: [group] }), "0.options.0.options"],
    [
      "with choices and suggestions at once",
      withOptions(text("a", { choices: choices("x"), autocomplete: true })),
      "0.options.0.autocomplete",
    ],
    [
      "with two choices of one name",
      withOptions(text("a", { choices: choices("x", "x") })),
      "0.options.0.choices.1.name",
    ],
    [
      "with more than 8,000 characters in all",
      withOptions(
        ...numbered(20).map((option) => ({
          ...option,
          choices: choices("x".repeat(100), "y".repeat(100), "z".repeat(100)),
        })),
      ),
      "0.options",
    ],
    ["that is a right-click with a description", { name: "Report", type: 3, description: "x" }, "0.description"],
  ])("%s", async (_, command, path) => {
    const refusal = await put([command]).then(
      () => null,
      (error: { code: number; rawError: { errors: unknown } }) => error,
    );
    expect(refusal?.code).toBe(50_035);
    expect(refusal?.rawError.errors).toHaveProperty(`${path}._errors`);
    expect(await bot.client.rest.get(all())).toEqual([]);
    // The checker finds most of these mistakes too.
    expect(sandbox.violations.splice(0).filter(({ side }) => side !== "request")).toEqual([]);
  });

  test("when there are sixteen for messages, or two of one name", async () => {
    const menus = Array.from({ length: 16 }, (_, index) => ({ name: `Menu ${index}`, type: 3 }));
    await expect(put(menus)).rejects.toMatchObject({ code: 50_035 });
    await expect(put(menus.slice(1))).resolves.toHaveLength(15);
    await expect(put([ping, ping])).rejects.toMatchObject({ code: 50_035 });
  });
});
