import type { Sandbox } from "#sandbox/sandbox.ts";
import type { StoredMessage } from "#sandbox/world/entities.ts";
import type { WorldEvent } from "#sandbox/world/world.ts";
import type { MessageDiary } from "./protocol.ts";

const DEEDS_KEPT = 12;

type Seen = Pick<StoredMessage["message"], "id" | "channel_id" | "content" | "edited_timestamp" | "type" | "author"> & {
  application_id?: string;
};

/** Writes down what happens to each message of a thread, and when the bot's client had heard of it. */
export type Diary = {
  /** Tells which step of the history is being performed. */
  atStep(step: number): void;
  all(): MessageDiary[];
  events(): number;
};

export function keepDiary(sandbox: Sandbox): Diary {
  const { world } = sandbox;
  const diaries = new Map<string, MessageDiary>();
  let step = -1;
  let events = 0;

  const isInThread = (channelId: string): boolean => world.tables.channel.get(channelId)?.thread !== undefined;

  function note(id: string, what: string): void {
    const deeds = diaries.get(id)?.deeds;
    deeds?.push(`${new Date(world.now()).toISOString().slice(11, 23)} step ${step}: ${what}`);
    if (deeds && deeds.length > DEEDS_KEPT) deeds.splice(1, 1);
  }

  function show(message: Seen, name: string): void {
    const { id, channel_id: threadId, content, edited_timestamp: editedAt, type } = message;
    if (!isInThread(threadId)) return;
    const isOwn = message.author.id === world.botId || message.application_id === world.botId;
    const fresh = { id, threadId, type, isOwn, versions: [], deletedAtMs: null, deeds: [] };
    const diary: MessageDiary = diaries.get(id) ?? fresh;
    diaries.set(id, diary);
    note(id, `${name} type ${type} ${JSON.stringify(content.slice(0, 60))}, edited ${editedAt}`);
    if (diary.versions.some((version) => version.editedAt === editedAt)) return;
    diary.versions.push({ text: content, editedAt, shownAtMs: world.now(), heardAtMs: [] });
  }

  function forget(ids: readonly string[]): void {
    for (const id of ids) {
      note(id, "deleted");
      const diary = diaries.get(id);
      if (diary) diary.deletedAtMs = world.now();
    }
  }

  function onEvent({ t, d }: Pick<WorldEvent, "t" | "d">): void {
    events++;
    if (t === "MESSAGE_CREATE" || t === "MESSAGE_UPDATE") show(d as Seen, t);
    else if (t === "MESSAGE_DELETE") forget([(d as { id: string }).id]);
    else if (t === "MESSAGE_DELETE_BULK") forget((d as { ids: string[] }).ids);
    else if (t.startsWith("MESSAGE_REACTION")) {
      const { message_id, user_id, emoji } = d as {
        message_id: string;
        user_id?: string;
        emoji?: { id: string | null; name: string };
      };
      note(message_id, `${t} ${emoji?.name ?? ""} ${user_id ?? ""}`);
    }
  }

  function onHeard({ t, d }: { t: string; d: unknown }): void {
    if (t !== "MESSAGE_CREATE" && t !== "MESSAGE_UPDATE") return;
    const { id, edited_timestamp } = d as Seen;
    const version = diaries.get(id)?.versions.find(({ editedAt }) => editedAt === edited_timestamp);
    version?.heardAtMs.push(world.now());
    if (version) note(id, `the bot's client has ${t} edited ${edited_timestamp}`);
  }

  world.onEvent(onEvent);
  sandbox.onHeard(onHeard);
  return {
    atStep: (next) => {
      step = next;
    },
    all: () => [...diaries.values()],
    events: () => events,
  };
}
