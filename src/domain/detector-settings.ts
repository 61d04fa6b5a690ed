import { z } from "zod";
import { snowflakeSchema } from "./snowflake.ts";

export const strictnesses = ["lenient", "normal", "strict"] as const;
export type Strictness = (typeof strictnesses)[number];

export const MOST_WATCHED = 500;
export const MOST_HOSTS = 500;
/** With its route it fits into the custom id of a button. */
export const MOST_PHRASE = 80;

/** A host and all below it: `example.com` allows `docs.example.com`. Without scheme, port or path. */
export const allowedHostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u)
  .max(253);

/** A word or phrase that moderators chose. `*` at its end stands for any ending. */
export const watchedPhraseSchema = z.string().trim().min(2).max(MOST_PHRASE);

/** What a server wants of the detector. */
export const detectorSettingsSchema = z.object({
  v: z.literal(1),
  isOn: z.boolean(),
  /** Verdicts are written down and nothing is done about them. For whoever acts on a verdict: the verdict is the same. */
  isLogOnly: z.boolean(),
  strictness: z.enum(strictnesses),
  watchList: z.array(watchedPhraseSchema).max(MOST_WATCHED),
  /** Links to these are never noted. */
  allowedHosts: z.array(allowedHostSchema).max(MOST_HOSTS),
  /** Profanity is not spam: a sign of its own, off by default. */
  notesProfanity: z.boolean(),
  /** Whoever has this role is let pass. */
  trustedRoleId: snowflakeSchema.nullable(),
  /** A raid is met with slow mode and one card. Settings of before there was this say nothing of it. */
  meetsRaids: z.boolean().default(true),
});
export type DetectorSettings = z.infer<typeof detectorSettingsSchema>;

export function defaultDetectorSettings(): DetectorSettings {
  return {
    v: 1,
    isOn: true,
    isLogOnly: false,
    strictness: "normal",
    watchList: [],
    allowedHosts: [],
    notesProfanity: false,
    trustedRoleId: null,
    meetsRaids: true,
  };
}
