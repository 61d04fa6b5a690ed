import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

/** Discord's longest slow mode: six hours. https://docs.discord.com/developers/resources/channel#channel-object */
export const MOST_SLOW_SECONDS = 21_600;
/** What Discord's own menu offers, in seconds; 0: off. */
export const SLOW_STEPS = [0, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, MOST_SLOW_SECONDS] as const;
export const MOST_QUIET_DAYS = 365;

/** How a thread stands as far as moderators decide on it. */
export const threadStandSchema = z.object({
  isLocked: z.boolean(),
  isArchived: z.boolean(),
  /** How long a member waits between two comments; 0: not at all. */
  slowSeconds: z.int().min(0).max(MOST_SLOW_SECONDS),
});
export type ThreadStand = z.infer<typeof threadStandSchema>;

export const threadChangeSchema = threadStandSchema.partial();
export type ThreadChange = z.infer<typeof threadChangeSchema>;

/** What moderators do to a thread; `close` locks and archives it, `open` takes that back. */
export const threadActions = ["lock", "unlock", "slow", "close", "open"] as const;
export type ThreadAction = (typeof threadActions)[number];

/** What became of a thread, as its case keeps it: only what changed. */
export const threadResultSchema = z.object({
  threadId: snowflakeSchema,
  before: threadChangeSchema,
  after: threadChangeSchema,
  /** `no`: nobody wanted it said in the thread; `refused`: it was not possible. */
  announced: z.enum(["yes", "no", "refused"]),
});
export type ThreadResult = z.infer<typeof threadResultSchema>;

/** What an action asks of a thread. */
export function changeOfAction(action: Exclude<ThreadAction, "slow">): ThreadChange {
  switch (action) {
    case "lock":
      return { isLocked: true };
    case "unlock":
      return { isLocked: false };
    case "close":
      return { isLocked: true, isArchived: true };
    case "open":
      return { isLocked: false, isArchived: false };
  }
}

const NAMES = ["isLocked", "isArchived", "slowSeconds"] as const;

/** The part of a change that is not so already. */
export function partToChange(change: ThreadChange, stand: ThreadChange): ThreadChange {
  const names = NAMES.filter((name) => change[name] !== undefined && change[name] !== stand[name]);
  return Object.fromEntries(names.map((name) => [name, change[name]]));
}

/** What stands there of all that a change names. */
export function standOf(change: ThreadChange, stand: ThreadStand): ThreadChange {
  const names = NAMES.filter((name) => change[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, stand[name]]));
}

/** The same as the log keeps it. */
export function factsOf(change: ThreadChange): Record<string, boolean | number> {
  return Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export function isEmptyChange(change: ThreadChange): boolean {
  return NAMES.every((name) => change[name] === undefined);
}

/** What puts a case's change back: of all it changed, what nobody has changed since. */
export function changeBack(
  { before, after }: Pick<ThreadResult, "before" | "after">,
  stand: ThreadStand,
): ThreadChange {
  const names = NAMES.filter((name) => after[name] !== undefined && stand[name] === after[name]);
  return Object.fromEntries(names.map((name) => [name, before[name]]));
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, 秒: 1, 分: 60, 時: 3_600 };
const OFF: ReadonlySet<string> = new Set(["off", "none", "no", "aus", "オフ", "なし"]);

/** Seconds of `30`, `30s`, `5 min`, `1h 30m`, `off`; null where it is no time, or longer than Discord's longest. */
export function readSlowTime(text: string): number | null {
  const typed = text.normalize("NFKC").trim().toLowerCase();
  if (OFF.has(typed)) return 0;
  if (/^\d{1,5}$/.test(typed)) return within(Number(typed));
  const parts = [...typed.matchAll(/(\d{1,5})\s*(s|m|h|秒|分|時)[a-z間]*\s*/gy)];
  const isWhole = parts.length > 0 && parts.reduce((length, [part]) => length + part.length, 0) === typed.length;
  if (!isWhole) return null;
  return within(parts.reduce((sum, [, value, unit]) => sum + Number(value) * (UNIT_SECONDS[unit ?? ""] ?? 0), 0));
}

function within(seconds: number): number | null {
  return seconds <= MOST_SLOW_SECONDS ? seconds : null;
}
