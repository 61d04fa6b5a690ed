import { z } from "zod";
import { StartupError } from "./errors.ts";

/** Discord's own API; discord.js adds the version. */
export const DISCORD_API = "https://discord.com/api";

const LOOPBACK_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** A secret must not go to a stranger: only Discord itself and this machine may see the token. */
function isTrustedApi(value: string): boolean {
  return value === DISCORD_API || (URL.canParse(value) && LOOPBACK_HOSTS.has(new URL(value).hostname));
}

const MEGABYTE = 1_048_576;
const portSchema = z.coerce.number().int().min(0).max(65_535);

export const environmentSchema = z.object({
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
      "is no bot token (three parts with dots between); copy it again from the Bot page",
    )
    .optional(),
  DISCORD_API: z
    .string()
    .refine(isTrustedApi, `must be ${DISCORD_API} or an address on this machine`)
    .default(DISCORD_API),
  STORE_URL: z
    .string()
    .regex(/^(sqlite|postgres|postgresql|redis|rediss):\/\/.+/, "must begin with sqlite://, postgres:// or redis://")
    .default("sqlite://data/talkback.sqlite"),
  CATALOG_FILE: z.string().min(1).optional(),
  ATTACHMENTS: z.enum(["keep", "link"]).default("link"),
  ATTACHMENTS_FOLDER: z.string().min(1).default("data/attachments"),
  ATTACHMENTS_MAX_MB: z.coerce.number().positive().default(25),
  ATTACHMENTS_TOTAL_MB: z.coerce.number().positive().default(2_000),
  SANDBOX_FILE: z.string().min(1).default("data/sandbox.sqlite"),
  SANDBOX_PORT: portSchema.default(4650),
  RECONCILE_REQUESTS_PER_SECOND: z.coerce.number().positive().max(50).default(1),
  METRICS_PORT: portSchema.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Config = {
  /** Null: run on the sandbox. */
  token: string | null;
  api: string;
  storeUrl: string;
  /** Null: the store chooses a place. */
  catalogFile: string | null;
  attachments: { isKept: boolean; folder: string; mostBytes: number; mostBytesInAll: number };
  sandboxFile: string;
  sandboxPort: number;
  /** What the comparison in the background may ask of Discord. */
  reconcileRequestsPerSecond: number;
  /** Null: nothing is served. */
  metricsPort: number | null;
  logLevel: z.infer<typeof environmentSchema>["LOG_LEVEL"];
};

/**
 * Reads the settings; a variable that is set but empty counts as absent.
 * @throws StartupError that names every variable that does not fit, and never prints the token
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = environmentSchema.safeParse(present);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new StartupError(`These settings in .env or the environment do not fit:\n${problems.join("\n")}`);
  }
  const settings = result.data;
  return {
    token: settings.DISCORD_TOKEN ?? null,
    api: settings.DISCORD_API,
    storeUrl: settings.STORE_URL,
    catalogFile: settings.CATALOG_FILE ?? null,
    attachments: {
      isKept: settings.ATTACHMENTS === "keep",
      folder: settings.ATTACHMENTS_FOLDER,
      mostBytes: settings.ATTACHMENTS_MAX_MB * MEGABYTE,
      mostBytesInAll: settings.ATTACHMENTS_TOTAL_MB * MEGABYTE,
    },
    sandboxFile: settings.SANDBOX_FILE,
    sandboxPort: settings.SANDBOX_PORT,
    reconcileRequestsPerSecond: settings.RECONCILE_REQUESTS_PER_SECOND,
    metricsPort: settings.METRICS_PORT ?? null,
    logLevel: settings.LOG_LEVEL,
  };
}
