import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Logger } from "pino";
import type { APIOverwrite, OverwriteType } from "discord-api-types/v10";
import { expect } from "vitest";
import { joinGuild } from "#sandbox/world/members.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { Actor, InteractionOutcome, SandboxOptions } from "#sandbox/types.ts";
import { type Bot, type BotOptions, startBot } from "#src/bot.ts";
import type { Comment } from "#src/domain/comment.ts";
import { defaultDetectorSettings } from "#src/domain/detector-settings.ts";
import { createLog } from "#src/log.ts";
import { openStore, type Store } from "#src/store/store.ts";
import type { Watch } from "#src/watch/watch.ts";
import { openSandbox, until } from "./sandbox.ts";

/** The whole house on a sandbox: real store, real client. */
export type House = {
  sandbox: Sandbox;
  world: SeededWorld;
  bot: Bot;
  store: Store;
  /** The SQLite file of the records. */
  storeFile: string;
  publisher: Actor;
  moderator: Actor;
  members: [Actor, Actor, Actor];
  /** Stops the bot, lets things happen, and starts it again on the same store. */
  restart(meanwhile?: () => Promise<void>, changes?: Partial<BotOptions>): Promise<void>;
  close(): Promise<void>;
};

/** Opens a house whose server is set up. What the sandbox or the bot said against Discord's descriptions fails the test at the end. */
export async function openHouse(
  options: SandboxOptions & {
    articles?: "articles" | "forum";
    watch?: Watch;
    log?: Logger;
    bot?: Partial<BotOptions>;
    /** Where the store is; a temporary folder, if absent. */
    folder?: string;
    /** Whether the detector judges; off, if absent: in tests everybody is new and writes as fast as a machine. */
    detector?: boolean;
  } = {},
): Promise<House> {
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), "talkback-test-"));
  const storeFile = path.join(folder, "talkback.sqlite");
  const url = `sqlite://${storeFile}`;
  const { watch, log = createLog("silent") } = options;
  const { sandbox, world } = await openSandbox(options);
  const start = async (changes: Partial<BotOptions> = {}): Promise<Pick<House, "bot" | "store">> => {
    const store = await openStore({ url, log, ...(watch ? { onCommit: watch.store.onCommit } : {}) });
    const bot = await startBot({
      store,
      token: sandbox.token,
      api: sandbox.apiUrl,
      log,
      requestsPerSecond: Infinity,
      ...(watch ? { watch } : {}),
      starterIntervalMs: 20,
      reconcileRequestsPerSecond: 50,
      ...options.bot,
      ...changes,
    });
    return { bot, store };
  };
  const stop = async ({ bot, store }: Pick<House, "bot" | "store">): Promise<void> => {
    await bot.stop();
    await store.close();
  };
  const [first, second, third] = world.people.members;
  const house: House = {
    sandbox,
    world,
    storeFile,
    ...(await start()),
    publisher: sandbox.actor(world.people.publisher),
    moderator: sandbox.actor(world.people.moderator),
    members: [sandbox.actor(first), sandbox.actor(second), sandbox.actor(third)],
    async restart(meanwhile, changes) {
      await stop(house);
      await meanwhile?.();
      Object.assign(house, await start(changes));
    },
    async close() {
      await stop(house);
      await sandbox.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
      expect(sandbox.violations).toEqual([]);
    },
  };
  if (options.detector !== true)
    await house.store.update((tx) => tx.put("detector", world.guildId, { ...defaultDetectorSettings(), isOn: false }));
  const articles = world.channels[options.articles ?? "articles"];
  const { moderators, general } = world.channels;
  await succeed(house.publisher.runCommand(general, "setup", { articles, moderators, role: world.roles.moderator }));
  return house;
}

/** Overwrites of a channel's permissions, in place of those that it has; Discord tells of it. */
export function setOverwrites({ sandbox }: House, channelId: string, overwrites: APIOverwrite[]): void {
  const channel = { ...sandbox.world.channel(channelId), permission_overwrites: overwrites };
  sandbox.world.tables.put("channel", channelId, channel);
  sandbox.world.dispatch({ t: "CHANNEL_UPDATE", d: channel, guildId: channel.guild_id, channelId });
}

export function overwrite(id: string, type: OverwriteType, allow: bigint, deny: bigint): APIOverwrite {
  return { id, type, allow: allow.toString(), deny: deny.toString() };
}

/** People who joined a moment ago, beyond the three. */
export function newcomers({ sandbox, world }: House, count: number): Actor[] {
  return Array.from({ length: count }, (_, index) => {
    const { id } = sandbox.createUser({ name: `newcomer${index}`, displayName: `Newcomer ${index}` });
    joinGuild(sandbox.world, world.guildId, id, []);
    return sandbox.actor(id);
  });
}

/** Somebody with an account of years, who has been here as long, and wrote nothing yet. */
export function oldTimer({ sandbox, world }: House, name: string): Actor {
  const { tables } = sandbox.world;
  const user = { ...sandbox.createUser({ name, displayName: name }), id: `80000000000000${100 + tables.user.size}` };
  tables.put("user", user.id, user);
  const member = joinGuild(sandbox.world, world.guildId, user.id, []);
  tables.put("member", `${world.guildId}-${user.id}`, { ...member, joined_at: "2020-01-01T00:00:00.000Z" });
  return sandbox.actor(user.id);
}

/** What an answer says, as one text. */
export function textOf(outcome: Pick<InteractionOutcome, "message">): string {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("content" in value && typeof value.content === "string") texts.push(value.content);
    for (const child of Object.values(value)) collect(child);
  };
  collect(outcome.message?.components);
  return texts.join("\n");
}

/** The custom ids of an answer's buttons that can be pressed, by label. */
export function buttonsOf(outcome: Pick<InteractionOutcome, "message">): Map<string, string> {
  const buttons = new Map<string, string>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { custom_id, label, disabled } = value as { custom_id?: string; label?: string; disabled?: boolean };
    if (custom_id && label && !disabled) buttons.set(label, custom_id);
    for (const child of Object.values(value)) collect(child);
  };
  collect(outcome.message?.components);
  return buttons;
}

/** An answer's select menus, in order: the custom id and the values to choose from. */
export function menusOf(outcome: Pick<InteractionOutcome, "message">): [customId: string, values: string[]][] {
  const menus: [string, string[]][] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { custom_id, options } = value as { custom_id?: string; options?: { value: string }[] };
    if (custom_id !== undefined && Array.isArray(options)) menus.push([custom_id, options.map((one) => one.value)]);
    for (const child of Object.values(value)) collect(child);
  };
  collect(outcome.message?.components);
  return menus;
}

/** An answer that is not a "no". */
export async function succeed(outcome: Promise<InteractionOutcome>): Promise<InteractionOutcome> {
  const settled = await outcome;
  expect(settled.failed).toBe(false);
  expect(textOf(settled)).not.toContain("⚠️");
  return settled;
}

/** The "no" that a person was told. */
export async function refused(outcome: Promise<InteractionOutcome>): Promise<string> {
  const settled = await outcome;
  expect(settled.failed).toBe(false);
  expect(textOf(settled)).toContain("⚠️");
  return textOf(settled);
}

export type PageComment = { author: string; text: string };

/** A page as it is saved, with its old comments. */
export function textPage(title: string, comments: PageComment[]): { name: string; data: Uint8Array } {
  const said = comments.map(({ author, text }) => `${author}\n${author}\n\n${text}\n\n`).join("");
  const text = `${title}\n\nMarch 11, 2009, 3:16 AM PST | Length: 324\n\nThe body of it.\n\n${comments.length} comments\n${said}`;
  return { name: "page.txt", data: new TextEncoder().encode(text) };
}

/** Imports a page as the publisher and gives the thread it opened. */
export async function importPage(house: House, title: string, comments: PageComment[]): Promise<string> {
  const before = new Set(house.store.catalog.listThreads({ guildId: house.world.guildId }));
  await succeed(
    house.publisher.runCommand(house.world.channels.general, "article import", { file: textPage(title, comments) }),
  );
  const opened = house.store.catalog.listThreads({ guildId: house.world.guildId }).find((id) => !before.has(id));
  if (!opened) throw new Error("no thread was opened");
  // The first thing an import says may be how far it is.
  await until("the import is done", () => house.store.catalog.listOutbox().length === 0);
  return opened;
}

/** A thread's comments, oldest first. */
export async function commentsOf(house: House, threadId: string): Promise<Comment[]> {
  const thread = await house.store.get("thread", threadId);
  const articleId = thread?.articleId ?? "";
  const ids = house.store.catalog.listComments({ articleId, order: "oldest", limit: 1_000 });
  return (await house.store.getMany("comment", ids)).filter((comment) => comment !== undefined);
}
