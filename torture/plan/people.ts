import type { Deed } from "./deeds.ts";
import type { Draw } from "./draw.ts";
import { addMessage, newThread, pickMessage, pickThread, type PlannedMessage, type PlannedThread } from "./model.ts";
import { writeText } from "./texts.ts";

/** Members who write; whoever moderates and publishes has a name of their own. */
export const PEOPLE = 12;
export const EMOJI = ["👍", "🎉", "😂", "❤️", "👀", "🥖", "talkback:900000000000000001", "loaf:900000000000000002"];
const REASONS = ["spam", "offensive", "abusive", "offtopic", "other"];
const MOST_FILES = 3;
const BURST = [8, 60] as const;
const BULK = [2, 25] as const;
const OLD_COMMENTS = [0, 6] as const;
const WITH_FILES = 0.12;
const BY_MODERATOR = 0.3;
const IN_ARCHIVE = 0.1;
const IN_LOCKED = 0.2;

const DEEDS = {
  post: 300,
  reply: 110,
  edit: 140,
  editTwice: 25,
  react: 190,
  unreact: 60,
  delete: 55,
  foreignPost: 30,
  burst: 4,
  bulkDelete: 5,
  clearReactions: 10,
  dropFiles: 8,
  preview: 20,
  pin: 10,
  archive: 12,
  wake: 4,
  lock: 8,
  rename: 5,
  deleteThread: 0.4,
  elsewhere: 15,
  remove: 14,
  restore: 8,
  quote: 6,
  report: 6,
  article: 3,
};

const CALM_DEEDS: ReadonlySet<string> = new Set(["edit", "editTwice", "react", "unreact", "clearReactions", "preview"]);
/** Several pages of history, so that most of it is beyond the newest one. */
const CALM_MESSAGES = 260;
const IN_CALM = 0.1;

export type PeopleDeeds = {
  openArticle(inForum: boolean): Deed;
  /** Fills the first article's thread, in which there will be no more than edits and reactions. */
  fillCalmThread(): Deed[];
  /** What people do in the next step: nothing, where what was drawn does not fit. */
  next(): Deed[];
};

/** Draws what people do, and remembers what that makes of the threads. */
export function createPeopleDeeds(draw: Draw): PeopleDeeds {
  const threads: PlannedThread[] = [];
  const removed: { thread: PlannedThread; message: PlannedMessage }[] = [];
  let opened = 0;
  let marks = 0;

  const text = (what: string): string => writeText(draw, `${what}${String(++marks).padStart(6, "0")}`);
  const person = (): number => draw.int(PEOPLE);
  const here = (thread: PlannedThread, message: PlannedMessage) => ({ thread: thread.number, message: message.ref });

  function openArticle(inForum: boolean): Deed {
    const how = inForum ? draw.weighted({ import: 7, post: 3 }) : draw.weighted({ import: 6, post: 2, adopt: 2 });
    const oldComments = how === "import" ? draw.between(...OLD_COMMENTS) : 0;
    const thread = newThread(opened++, oldComments);
    threads.push(thread);
    return { kind: "article", thread: thread.number, place: inForum ? "forum" : "articles", how, oldComments };
  }

  function post(thread: PlannedThread, isReply: boolean): Deed[] {
    const parent = isReply ? pickMessage(draw, thread) : undefined;
    const files = draw.chance(WITH_FILES) ? draw.between(1, MOST_FILES) : 0;
    // What is written in an archived thread wakes it.
    thread.isArchived = false;
    const message = addMessage(thread, { hasFiles: files > 0 });
    const said = { by: person(), text: text("w"), replyTo: parent?.ref ?? null, files };
    return [{ kind: "post", ...here(thread, message), ...said }];
  }

  function burst(thread: PlannedThread, length = draw.between(...BURST)): Deed[] {
    thread.isArchived = false;
    const posts = Array.from({ length }, () => ({
      message: addMessage(thread).ref,
      by: person(),
      text: text("b"),
    }));
    return [{ kind: "burst", thread: thread.number, posts }];
  }

  function fillCalmThread(): Deed[] {
    const [thread] = threads;
    if (!thread) return [];
    const deeds = burst(thread, CALM_MESSAGES);
    thread.isCalm = true;
    return deeds;
  }

  function react(thread: PlannedThread, message: PlannedMessage): Deed[] {
    const reaction = { by: person(), emoji: draw.pick(EMOJI) ?? "👍" };
    message.reactions.push(reaction);
    return [{ kind: "react", ...here(thread, message), ...reaction }];
  }

  function unreact(thread: PlannedThread): Deed[] {
    const message = pickMessage(draw, thread, ({ reactions }) => reactions.length > 0);
    const reaction = message && draw.pick(message.reactions);
    if (!message || !reaction) return [];
    message.reactions = message.reactions.filter((one) => one !== reaction);
    return [{ kind: "unreact", ...here(thread, message), ...reaction }];
  }

  function bulkDelete(thread: PlannedThread): Deed[] {
    const alive = thread.messages.filter(({ isAlive }) => isAlive);
    const start = draw.int(Math.max(1, alive.length));
    const doomed = alive.slice(start, start + draw.between(...BULK));
    if (doomed.length < 2) return [];
    for (const message of doomed) message.isAlive = false;
    return [{ kind: "bulkDelete", thread: thread.number, messages: doomed.map(({ ref }) => ref) }];
  }

  function remove(thread: PlannedThread): Deed[] {
    const message = pickMessage(draw, thread);
    if (!message) return [];
    message.isAlive = false;
    removed.push({ thread, message });
    return [{ kind: "remove", ...here(thread, message) }];
  }

  function restore(): Deed[] {
    const found = draw.pick(removed);
    return found ? [{ kind: "restore", ...here(found.thread, found.message) }] : [];
  }

  function deleteThread(thread: PlannedThread): Deed[] {
    if (threads.length <= 3) return [];
    threads.splice(threads.indexOf(thread), 1);
    return [{ kind: "deleteThread", thread: thread.number }];
  }

  function changeThread(thread: PlannedThread, kind: "archive" | "wake" | "lock" | "rename"): Deed[] {
    const change = (change: { name?: string; archived?: boolean; locked?: boolean }): Deed[] => [
      { kind: "changeThread", thread: thread.number, change },
    ];
    if (kind === "archive" || kind === "wake") {
      thread.isArchived = kind === "archive";
      return change({ archived: thread.isArchived });
    }
    if (kind === "rename") return change({ name: `Article ${thread.number} renamed ${++marks}` });
    // Where one is locked it is opened again first: nobody can write in it.
    const locked = threads.find(({ isLocked }) => isLocked) ?? thread;
    locked.isLocked = !locked.isLocked;
    return [{ kind: "changeThread", thread: locked.number, change: { locked: locked.isLocked } }];
  }

  /** What happens to one message that is there. */
  function touch(kind: MessageDeed, thread: PlannedThread): Deed[] {
    if (kind === "unreact") return unreact(thread);
    const message = pickMessage(draw, thread, FITS[kind]);
    if (!message) return [];
    const on = here(thread, message);
    switch (kind) {
      case "react":
        return react(thread, message);
      case "edit":
        return [{ kind: "edit", ...on, text: text(`e${++message.edits}x`) }];
      case "editTwice":
        return [{ kind, ...on, texts: [text(`e${++message.edits}x`), text(`e${++message.edits}x`)] }];
      case "delete":
        message.isAlive = false;
        return [{ kind: "delete", ...on, by: message.isForeign || draw.chance(BY_MODERATOR) ? "moderator" : "author" }];
      case "clearReactions":
        message.reactions = [];
        return [{ kind: "clearReactions", ...on, emoji: draw.chance(0.5) ? (draw.pick(EMOJI) ?? null) : null }];
      case "dropFiles":
        message.hasFiles = false;
        return [{ kind: "dropFiles", ...on }];
      case "pin":
        message.isPinned = !message.isPinned;
        return [{ kind: "pin", ...on, isPinned: message.isPinned }];
      case "preview":
        return [{ kind: "preview", ...on }];
      case "quote":
        return [{ kind: "quote", ...on, by: person(), where: draw.chance(0.5) ? "here" : "general" }];
      case "report":
        return [{ kind: "report", ...on, by: person(), reason: draw.pick(REASONS) ?? "spam" }];
    }
  }

  function next(): Deed[] {
    const kind = draw.weighted(DEEDS);
    if (kind === "article") return [openArticle(draw.chance(0.4))];
    if (kind === "elsewhere") return [{ kind, by: person(), text: text("x") }];
    if (kind === "restore") return restore();
    const calm = threads.find(({ isCalm }) => isCalm);
    const thread = calm && CALM_DEEDS.has(kind) && draw.chance(IN_CALM) ? calm : pickThread(draw, threads);
    if (!thread || (thread.isCalm && !CALM_DEEDS.has(kind))) return [];
    if (thread.isLocked && !draw.chance(IN_LOCKED)) return [];
    switch (kind) {
      case "post":
      case "reply":
        return post(thread, kind === "reply");
      case "burst":
        return burst(thread);
      case "foreignPost": {
        const as = draw.pick(["webhook", "bot", "botCommand"] as const) ?? "bot";
        thread.isArchived = false;
        return [{ kind, ...here(thread, addMessage(thread, { isForeign: true })), as, text: text("f") }];
      }
      case "bulkDelete":
        return bulkDelete(thread);
      case "remove":
        return remove(thread);
      case "deleteThread":
        return deleteThread(thread);
      case "archive":
      case "wake":
      case "lock":
      case "rename":
        return changeThread(thread, kind);
      default:
        // Most people see that a thread is archived; some try all the same and are refused.
        return thread.isArchived && !draw.chance(IN_ARCHIVE) ? [] : touch(kind, thread);
    }
  }

  return { openArticle, fillCalmThread, next };
}

type MessageDeed =
  | "react"
  | "unreact"
  | "edit"
  | "editTwice"
  | "delete"
  | "clearReactions"
  | "dropFiles"
  | "pin"
  | "preview"
  | "quote"
  | "report";

const FITS: Record<MessageDeed, (message: PlannedMessage) => boolean> = {
  react: () => true,
  unreact: ({ reactions }) => reactions.length > 0,
  edit: ({ isForeign }) => !isForeign,
  editTwice: ({ isForeign }) => !isForeign,
  delete: () => true,
  clearReactions: ({ reactions }) => reactions.length > 0,
  dropFiles: ({ hasFiles }) => hasFiles,
  pin: () => true,
  preview: ({ ref }) => !ref.startsWith("old"),
  quote: () => true,
  report: () => true,
};
