import { Client, Events, GatewayIntentBits as I } from "discord.js";
import { expect } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";

export type Packet = { t: string | null; d: Record<string, unknown> };

/** The unmodified client, logged in, and what the gateway has told it so far. */
export type Connected = { client: Client<true>; told(t: string): Packet["d"][] };

const EVERYTHING =
  I.Guilds |
  I.GuildMessages |
  I.GuildMessageReactions |
  I.MessageContent |
  I.GuildMembers |
  I.GuildModeration |
  I.GuildWebhooks |
  I.GuildMessageTyping |
  I.DirectMessages;

export async function connect(sandbox: Sandbox, intents: number = EVERYTHING): Promise<Connected> {
  const client = new Client({ intents, rest: { api: sandbox.apiUrl } });
  const packets: Packet[] = [];
  client.on(Events.Raw, (packet: Packet) => packets.push(packet));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  return { client: await ready, told: (t) => packets.filter((packet) => packet.t === t).map(({ d }) => d) };
}

/** Ends both, and fails where anything that was said did not fit Discord's descriptions. */
export async function closeBoth({ client }: Connected, sandbox: Sandbox): Promise<void> {
  await client.destroy();
  await sandbox.close();
  expect(sandbox.violations).toEqual([]);
}
