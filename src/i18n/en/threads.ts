import { durationsIn } from "../durations.ts";
import { count } from "./counting.ts";

const duration = durationsIn("en");
const days = (value: number): string => count(value, "day", "days");

/** What stands so already, by the action that would bring it about. */
const standing: Record<string, string> = {
  lock: "That thread is locked already. `/thread unlock` unlocks it.",
  unlock: "That thread is not locked. `/thread lock` locks it.",
  slow: "That thread has just this slow mode already. `/thread slowmode` takes another time.",
  close: "That thread is closed already: locked and archived. `/thread open` opens it.",
  open: "That thread is open already: neither locked nor archived. `/thread close` closes it.",
};

export const threadsEn = {
  duration: (seconds: number) => (seconds === 0 ? "Off" : duration(seconds)),
  /** What everybody in the thread reads. */
  announced: {
    lock: "🔒 This discussion is locked. You can read it, but not add to it.",
    unlock: "🔓 This discussion is unlocked. You can comment again.",
    close: "🔒 This discussion is closed. You can read it, but not add to it.",
    open: "🔓 This discussion is open again. You can comment.",
    quiet: (value: number) => `🔒 Nobody has written here for ${days(value)}, so this discussion is closed.`,
    slow: (seconds: number) => `🐢 Slow mode is on: one comment from each person every ${duration(seconds)}.`,
    hurried: "Slow mode is off.",
  },
  slowed: (from: number, to: number) =>
    `Slow mode: ${to === 0 ? "off" : duration(to)} (before: ${from === 0 ? "off" : duration(from)})`,
  told: {
    yes: "The thread was told.",
    refused: "The thread could not be told: Discord did not let me write there.",
  },
  quietSet: (title: string, value: number | null, server: number | null) => {
    if (value === 0) return `“${title}” is not closed however quiet it is.`;
    if (value !== null) return `“${title}” is closed once nobody has written for ${days(value)}.`;
    return `“${title}” follows the server: ${server === null ? "quiet threads stay open" : `closed after ${days(server)} without a comment`}.`;
  },
  setupQuiet: (value: number) => `Threads in which nobody writes for ${days(value)} are closed`,
  setupNoQuiet: "Quiet threads stay open: `close-after` closes them after as many days as you say",
};

export const threadErrorsEn = {
  threadAlready: ({ what }: { what: string }) => standing[what] ?? "That thread stands so already.",
  threadBusy: () => "Someone is changing that thread at this moment. Please try again in a moment.",
  slowTimeUnreadable: ({ text }: { text: string }) =>
    `“${text}” is no time I can use. Write it like \`30s\`, \`5m\`, \`2h\` or \`off\`; six hours are the most.`,
  quietDaysAlready: () => "That is set so already. `/setup` shows what holds for the server.",
};
