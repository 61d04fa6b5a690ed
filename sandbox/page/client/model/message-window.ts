import type { APIMessage } from "discord-api-types/v10";
import { compareIds } from "./snowflake.ts";

/** A stretch of a channel without gaps, oldest first. */
export type MessageWindow = {
  messages: readonly APIMessage[];
  hasOlder: boolean;
  hasNewer: boolean;
};

export function windowOf(
  newestFirst: readonly APIMessage[],
  ends: { hasOlder: boolean; hasNewer: boolean },
): MessageWindow {
  return { messages: newestFirst.toSorted((a, b) => compareIds(a.id, b.id)), ...ends };
}

/** Joins a page to the window; a message in both is taken from the page. */
export function joinPage(
  window: MessageWindow,
  page: readonly APIMessage[],
  ends: Partial<MessageWindow>,
): MessageWindow {
  const byId = new Map([...window.messages, ...page].map((message) => [message.id, message]));
  return { ...window, ...ends, messages: [...byId.values()].toSorted((a, b) => compareIds(a.id, b.id)) };
}

/** Adds a new message, or replaces the one it already holds. */
export function putMessage(window: MessageWindow, message: APIMessage): MessageWindow {
  const last = window.messages.at(-1);
  if (!last || compareIds(message.id, last.id) > 0) {
    return window.hasNewer ? window : { ...window, messages: [...window.messages, message] };
  }
  return joinPage(window, [message], {});
}

/** Changes one message where it stands; the window itself when it is not there. */
export function changeMessage(
  window: MessageWindow,
  id: string,
  change: (message: APIMessage) => APIMessage,
): MessageWindow {
  const at = window.messages.findIndex((message) => message.id === id);
  const found = window.messages[at];
  if (!found) return window;
  return { ...window, messages: window.messages.with(at, change(found)) };
}

export function dropMessages(window: MessageWindow, ids: ReadonlySet<string>): MessageWindow {
  const messages = window.messages
    .filter((message) => !ids.has(message.id))
    .map((message) =>
      message.referenced_message && ids.has(message.referenced_message.id)
        ? { ...message, referenced_message: null }
        : message,
    );
  return { ...window, messages };
}
