import { TextDisplayBuilder } from "@discordjs/builders";
import type { App } from "../app.ts";
import type { Texts } from "../i18n/en/index.ts";
import type { Watcher } from "../services/watching.ts";
import type { MessageView } from "./render/view.ts";

/** Discord takes so many characters and components in one message. */
const MOST_TEXT = 4_000;
const MOST_BYTES = 9_000;
const MOST_COMPONENTS = 40;

/**
 * Tells somebody, below the next private answer that has room for it, that no direct message reaches them and what they watch is paused.
 * Returns the answer, and what to call when it was shown.
 */
export function tellOfPause(
  app: Pick<App, "watching">,
  texts: Texts,
  watcher: Watcher,
  view: MessageView,
): { view: MessageView; noteShown: () => Promise<void> } {
  if (!app.watching.hasUntoldPause(watcher)) return { view, noteShown: async () => undefined };
  const notice = new TextDisplayBuilder().setContent(texts.watching.paused).toJSON();
  const told = { ...view, components: [...view.components, notice] };
  const { text, components } = sizeOf(told.components);
  const hasRoom = text.length <= MOST_TEXT && Buffer.byteLength(text) <= MOST_BYTES && components <= MOST_COMPONENTS;
  return hasRoom
    ? { view: told, noteShown: () => app.watching.noteTold(watcher) }
    : { view, noteShown: async () => undefined };
}

/** All texts of a view together, and how many components it has. */
function sizeOf(value: unknown): { text: string; components: number } {
  if (typeof value !== "object" || value === null) return { text: "", components: 0 };
  const parts = Object.values(value).map(sizeOf);
  const own = "content" in value && typeof value.content === "string" ? value.content : "";
  return {
    text: own + parts.map(({ text }) => text).join(""),
    components: parts.reduce((sum, { components }) => sum + components, "type" in value ? 1 : 0),
  };
}
