import { MessageType } from "discord-api-types/v10";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import type { SandboxFile } from "#sandbox/types.ts";
import type { StoredMessage } from "#sandbox/world/entities.ts";
import { createMessage, deleteMessages, editMessage } from "#sandbox/world/messages.ts";
import { setMessagePinned } from "#sandbox/world/pins.ts";
import { clearReactions, parseEmoji } from "#sandbox/world/reactions.ts";
import { deleteChannel } from "#sandbox/world/threads.ts";
import type { Deed, DeedOf } from "../plan/deeds.ts";
import type { Cast } from "./cast.ts";
import type { Places } from "./places.ts";

/** What people do by themselves, without the bot. */
type ActKind = Exclude<
  Deed["kind"],
  "article" | "remove" | "restore" | "quote" | "report" | "fault" | "kill" | "stop" | "start"
>;
export type Acts = { [K in ActKind]: (deed: DeedOf<K>) => unknown };

/** The deed is about a message that was never made, because that was refused. */
export class Missing extends Error {
  override readonly name = "Missing";
}

/** The messages and threads that deeds name by their ordinals. Throws Missing. */
export function createFinder(places: Places) {
  const threadId = ({ thread }: { thread: number }): string => places.threadId(thread) ?? "";
  const messageId = (on: { thread: number; message: string }): string => {
    const id = places.messageId(on);
    if (id === undefined) throw new Missing("its message is not there");
    return id;
  };
  return { threadId, messageId };
}

/** Each throws a SandboxRefusal where Discord refuses, and Missing. */
export function createActs({
  sandbox,
  seeded,
  cast,
  places,
}: {
  sandbox: Sandbox;
  seeded: SeededWorld;
  cast: Cast;
  places: Places;
}): Acts {
  const { world } = sandbox;
  const { channels, people } = seeded;
  const { threadId, messageId } = createFinder(places);
  const stored = (on: { thread: number; message: string }): StoredMessage => world.message(threadId(on), messageId(on));

  /** Nobody edits a message twice within a millisecond; what waited for its thread would happen that fast. */
  async function nextMillisecond(on: { thread: number; message: string }): Promise<void> {
    const { edited_timestamp: edited, timestamp } = stored(on).message;
    while (world.now() <= Date.parse(edited ?? timestamp)) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  async function edit(on: { thread: number; message: string }, texts: readonly string[]): Promise<void> {
    const author = cast.actorOf(stored(on).message.author.id);
    for (const text of texts) {
      await nextMillisecond(on);
      await author.edit(threadId(on), messageId(on), text);
    }
  }

  return {
    async post({ thread, message, by, text: content, replyTo, files: count }) {
      const parent = replyTo && messageId({ thread, message: replyTo });
      const files = Array.from({ length: count }, (_, index) => fileOf(thread, message, index));
      const said = { content, files, ...(parent ? { replyTo: parent } : {}) };
      places.keep(thread, message, (await cast.member(by).post(threadId({ thread }), said)).id);
    },
    async burst({ thread, posts }) {
      for (const { message, by, text } of posts)
        places.keep(thread, message, (await cast.member(by).post(threadId({ thread }), text)).id);
    },
    foreignPost({ thread, message, as, text: content }) {
      const channel = world.channel(threadId({ thread }));
      const sender = as === "webhook" ? cast.foreign.webhook(channel.parent_id ?? "") : cast.foreign.bot;
      const type = as === "botCommand" ? { type: MessageType.ChatInputCommand } : {};
      places.keep(thread, message, createMessage(world, channel, sender, { content }, type).message.id);
    },
    edit: (deed) => edit(deed, [deed.text]),
    editTwice: (deed) => edit(deed, deed.texts),
    async dropFiles(deed) {
      await nextMillisecond(deed);
      editMessage(world, stored(deed), { attachments: [] });
    },
    preview: (deed) => sandbox.showPreview(threadId(deed), messageId(deed), { title: "What the link leads to" }),
    pin: (deed) => setMessagePinned(world, stored(deed), deed.isPinned, { userId: people.moderator, reason: null }),
    delete(deed) {
      const by = deed.by === "author" ? cast.actorOf(stored(deed).message.author.id) : cast.moderator;
      return by.delete(threadId(deed), messageId(deed));
    },
    bulkDelete({ thread, messages }) {
      const channel = world.channel(threadId({ thread }));
      const ids = messages.map((message) => places.messageId({ thread, message }));
      const there = world.messagesOf(channel.id).filter(({ message }) => ids.includes(message.id));
      if (there.length > 0) deleteMessages(world, channel, there);
    },
    react: (deed) => cast.member(deed.by).react(threadId(deed), messageId(deed), deed.emoji),
    unreact: (deed) => cast.member(deed.by).unreact(threadId(deed), messageId(deed), deed.emoji),
    clearReactions: (deed) => clearReactions(world, stored(deed), deed.emoji === null ? null : parseEmoji(deed.emoji)),
    changeThread: (deed) => cast.moderator.changeThread(threadId(deed), deed.change),
    deleteThread: (deed) => deleteChannel(world, world.channel(threadId(deed))),
    elsewhere: (deed) => cast.member(deed.by).post(channels.general, deed.text),
  };
}

function fileOf(thread: number, message: string, index: number): SandboxFile {
  const size = 5 + ((thread * 7 + message.length * 13 + index * 29) % 200);
  const isImage = index % 2 === 0;
  return {
    name: isImage ? `picture ${index} of ${message}.png` : `notes-${message}.txt`,
    contentType: isImage ? "image/png" : "text/plain; charset=utf-8",
    data: new Uint8Array(size).fill(index),
    ...(isImage ? { description: `What ${message} shows` } : {}),
  };
}
