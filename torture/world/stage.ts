import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { SandboxRefusal } from "#sandbox/refusal.ts";
import type { SandboxFile } from "#sandbox/types.ts";
import type { StoredMessage } from "#sandbox/world/entities.ts";
import { createMessage, deleteMessages, editMessage } from "#sandbox/world/messages.ts";
import { setMessagePinned } from "#sandbox/world/pins.ts";
import { clearReactions, parseEmoji } from "#sandbox/world/reactions.ts";
import { deleteChannel } from "#sandbox/world/threads.ts";
import { MessageType } from "discord-api-types/v10";
import type { Deed } from "../plan/deeds.ts";
import type { Cast } from "./cast.ts";
import { adoptThread, type Commands, importArticle, report, titleOf, typeArticle } from "./commands.ts";
import { type Places, threadOf } from "./places.ts";
import type { Troublemaker } from "./faults.ts";

type Parts = {
  sandbox: Sandbox;
  seeded: SeededWorld;
  cast: Cast;
  places: Places;
  commands: Commands;
  troublemaker: Troublemaker;
};
type DeedOf<K extends Deed["kind"]> = Extract<Deed, { kind: K }>;

/** Carries out what the plan says. What Discord's rules refuse has no effect, as in life. */
export type Stage = {
  perform(step: number, deeds: readonly Deed[]): Promise<void>;
  /** Deeds that wait for their thread, and articles that are not posted yet. */
  waiting(): number;
  done: Record<string, number>;
  refused: Record<string, number>;
};

const UNKNOWN_MESSAGE = "its message is not there";
/** A publisher who was not answered tries again. */
const RETRY_MS = 1_000;

export function createStage({ sandbox, seeded, cast, places, commands, troublemaker }: Parts): Stage {
  const { world } = sandbox;
  const { channels, people } = seeded;
  /** What is to happen in threads that are not there yet. */
  const waiting = new Map<number, { step: number; deed: Deed }[]>();
  const unposted = new Set<number>();
  const done: Record<string, number> = {};
  const refused: Record<string, number> = {};
  /** Articles are posted one after the other: each goes where /setup says at that time. */
  let publishing: Promise<void> = Promise.resolve();

  const count = (counts: Record<string, number>, name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const threadId = (deed: { thread: number }): string => places.threadId(deed.thread) ?? "";
  const messageId = (on: { thread: number; message: string }): string => {
    const id = places.messageId(on);
    if (id === undefined) throw new Missing(UNKNOWN_MESSAGE);
    return id;
  };
  const stored = (on: { thread: number; message: string }): StoredMessage => world.message(threadId(on), messageId(on));

  async function post(deed: DeedOf<"post">): Promise<void> {
    const replyTo = deed.replyTo && messageId({ thread: deed.thread, message: deed.replyTo });
    const files = Array.from({ length: deed.files }, (_, index) => fileOf(deed, index));
    const message = { content: deed.text, files, ...(replyTo ? { replyTo } : {}) };
    places.keep(deed.thread, deed.message, (await cast.member(deed.by).post(threadId(deed), message)).id);
  }

  async function burst({ thread, posts }: DeedOf<"burst">): Promise<void> {
    for (const { message, by, text } of posts)
      places.keep(thread, message, (await cast.member(by).post(threadId({ thread }), text)).id);
  }

  function postAsForeign(deed: DeedOf<"foreignPost">): void {
    const channel = world.channel(threadId(deed));
    const sender = deed.as === "webhook" ? cast.foreign.webhook(channel.parent_id ?? "") : cast.foreign.bot;
    const type = deed.as === "botCommand" ? { type: MessageType.ChatInputCommand } : {};
    const made = createMessage(world, channel, sender, { content: deed.text }, type);
    places.keep(deed.thread, deed.message, made.message.id);
  }

  async function edit(deed: DeedOf<"edit" | "editTwice">): Promise<void> {
    const author = cast.actorOf(stored(deed).message.author.id);
    for (const text of deed.kind === "edit" ? [deed.text] : deed.texts) {
      await nextMillisecond(deed);
      await author.edit(threadId(deed), messageId(deed), text);
    }
  }

  async function dropFiles(deed: DeedOf<"dropFiles">): Promise<void> {
    await nextMillisecond(deed);
    editMessage(world, stored(deed), { attachments: [] });
  }

  /** Nobody edits a message twice within a millisecond; what waited for its thread would happen that fast. */
  async function nextMillisecond(on: { thread: number; message: string }): Promise<void> {
    const { edited_timestamp: edited, timestamp } = stored(on).message;
    while (world.now() <= Date.parse(edited ?? timestamp)) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  async function remove(deed: DeedOf<"delete">): Promise<void> {
    const by = deed.by === "author" ? cast.actorOf(stored(deed).message.author.id) : cast.moderator;
    await by.delete(threadId(deed), messageId(deed));
  }

  function removeMany({ thread, messages }: DeedOf<"bulkDelete">): void {
    const ids = messages.map((message) => places.messageId({ thread, message }));
    const there = world.messagesOf(threadId({ thread })).filter(({ message }) => ids.includes(message.id));
    if (there.length > 0) deleteMessages(world, world.channel(threadId({ thread })), there);
  }

  /** Posts an article with the bot's own commands; whoever is not answered tries again until its thread is there. */
  async function publish(step: number, deed: DeedOf<"article">): Promise<void> {
    const { publisher } = cast;
    const about = { what: "article", step, messageId: null, by: people.publisher } as const;
    const setup = { articles: channels[deed.place], moderators: channels.moderators, role: seeded.roles.moderator };
    if (deed.how === "adopt") return adopt(step, deed.thread);
    while (places.threadId(deed.thread) === undefined) {
      await commands.use(about, () => publisher.runCommand(channels.general, "setup", setup));
      const answer = await commands.use(about, () =>
        deed.how === "import"
          ? importArticle(publisher, channels.general, { number: deed.thread, oldComments: deed.oldComments })
          : typeArticle(publisher, channels.general, deed.thread),
      );
      if (answer === null || places.threadId(deed.thread) === undefined)
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    unposted.delete(deed.thread);
  }

  /** A member opens a thread over a message, and talks; a moderator tries until the bot knows it for its own. */
  async function adopt(step: number, number: number): Promise<void> {
    const opener = cast.member(number);
    const { id: messageId } = await opener.post(channels.articles, `About article ${number}`);
    const { id } = await opener.openThread(channels.articles, { name: titleOf(number), messageId });
    while (!places.isSettled(number)) {
      const about = { what: "article", step, messageId: null, by: people.publisher } as const;
      await commands.use(about, () => adoptThread(cast.publisher, id, number));
      if (!places.isSettled(number)) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    unposted.delete(number);
  }

  function command(step: number, deed: DeedOf<"remove" | "restore" | "quote" | "report">): void {
    const [channelId, comment] = [threadId(deed), messageId(deed)];
    const by = "by" in deed ? cast.member(deed.by) : cast.moderator;
    const use = (run: Parameters<Commands["use"]>[1]): void =>
      void commands.use({ what: deed.kind, step, messageId: comment, by: by.user.id }, run);
    switch (deed.kind) {
      case "remove":
      case "restore":
        return use(() => by.runCommand(channels.general, `mod ${deed.kind}`, { comment, reason: `step ${step}` }));
      case "quote": {
        const channel = deed.where === "here" ? channelId : channels.general;
        return use(() => by.runCommand(channels.general, "quote", { comment, channel }));
      }
      case "report":
        return use(() => report(by, channelId, comment, deed.reason));
    }
  }

  async function carryOut(step: number, deed: Deed): Promise<void> {
    switch (deed.kind) {
      case "article":
        unposted.add(deed.thread);
        publishing = publishing.then(() => publish(step, deed));
        return;
      case "post":
        return post(deed);
      case "burst":
        return burst(deed);
      case "foreignPost":
        return postAsForeign(deed);
      case "edit":
      case "editTwice":
        return edit(deed);
      case "delete":
        return remove(deed);
      case "bulkDelete":
        return removeMany(deed);
      case "dropFiles":
        return dropFiles(deed);
      case "preview":
        return sandbox.showPreview(threadId(deed), messageId(deed), { title: "What the link leads to" });
      case "pin":
        return setMessagePinned(world, stored(deed), deed.isPinned, { userId: people.moderator, reason: null });
      case "react":
        return cast.member(deed.by).react(threadId(deed), messageId(deed), deed.emoji);
      case "unreact":
        return cast.member(deed.by).unreact(threadId(deed), messageId(deed), deed.emoji);
      case "clearReactions":
        return clearReactions(world, stored(deed), deed.emoji === null ? null : parseEmoji(deed.emoji));
      case "changeThread":
        return void (await cast.moderator.changeThread(threadId(deed), deed.change));
      case "deleteThread":
        return deleteChannel(world, world.channel(threadId(deed)));
      case "elsewhere":
        return void (await cast.member(deed.by).post(channels.general, deed.text));
      case "remove":
      case "restore":
      case "quote":
      case "report":
        return command(step, deed);
      case "fault":
        return troublemaker.strike(deed.fault, step + deed.steps);
      case "kill":
      case "stop":
      case "start":
        throw new Error(`the driver itself sees to ${deed.kind}`);
    }
  }

  async function tryOut(step: number, deed: Deed): Promise<void> {
    try {
      await carryOut(step, deed);
      count(done, deed.kind);
    } catch (error) {
      if (error instanceof SandboxRefusal) count(refused, `${deed.kind}: ${error.message}`);
      else if (error instanceof Missing) count(refused, `${deed.kind}: ${error.message}`);
      else throw error;
    }
  }

  /** What had to wait happens in its order, as soon as its thread is there. */
  async function catchUp(): Promise<void> {
    for (const [thread, deeds] of waiting) {
      if (places.threadId(thread) === undefined) continue;
      waiting.delete(thread);
      for (const { step, deed } of deeds) await tryOut(step, deed);
    }
  }

  return {
    async perform(step, deeds) {
      await catchUp();
      for (const deed of deeds) {
        const thread = threadOf(deed);
        if (thread === null || places.threadId(thread) !== undefined) await tryOut(step, deed);
        else waiting.set(thread, [...(waiting.get(thread) ?? []), { step, deed }]);
      }
    },
    waiting: () => waiting.size + unposted.size,
    done,
    refused,
  };
}

/** The deed is about a message that was never made, because that was refused. */
class Missing extends Error {
  override readonly name = "Missing";
}

function fileOf({ thread, message }: { thread: number; message: string }, index: number): SandboxFile {
  const size = 5 + ((thread * 7 + message.length * 13 + index * 29) % 200);
  const isImage = index % 2 === 0;
  return {
    name: isImage ? `picture ${index} of ${message}.png` : `notes-${message}.txt`,
    contentType: isImage ? "image/png" : "text/plain; charset=utf-8",
    data: new Uint8Array(size).fill(index),
    ...(isImage ? { description: `What ${message} shows` } : {}),
  };
}
