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
 * Tells somebody, below the next private answer that has room for it, that no direct message reaches them: what they watch is paused, or
 * a digest has ended. Returns the answer, and what to call when it was shown.
 */
export function tellOfPause(
  app: Pick<App, "watching" | "digests">,
  texts: Texts,
  watcher: Watcher,
  view: MessageView,
): { view: MessageView; noteShown: () => Promise<void> } {
  const isPaused = app.watching.hasUntoldPause(watcher);
  const ended = app.digests.untoldEnds(watcher);
  const reasons = new Set(ended.flatMap((digest) => (digest.ended === null ? [] : [digest.ended])));
  const news = [...(isPaused ? [texts.watching.paused] : []), ...[...reasons].map((why) => texts.digest.untold[why])];
  const unchanged = { view, noteShown: async () => undefined };
  if (news.length === 0) return unchanged;
  const notices = news.map((text) => new TextDisplayBuilder().setContent(text).toJSON());
  const told = { ...view, components: [...view.components, ...notices] };
  const { text, components } = sizeOf(told.components);
  const hasRoom = text.length <= MOST_TEXT && Buffer.byteLength(text) <= MOST_BYTES && components <= MOST_COMPONENTS;
  if (!hasRoom) return unchanged;
  const noteShown = async (): Promise<void> => {
    if (isPaused) await app.watching.noteTold(watcher);
    if (ended.length > 0) await app.digests.noteTold(ended);
  };
  return { view: told, noteShown };
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
