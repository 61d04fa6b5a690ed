/** Keys that are sent or answered although the descriptions do not know them, each with its reason. */
type Exception = {
  on: RegExp;
  /** Where in the body: the object itself, or the object under this key. */
  under?: string;
  keys: readonly string[];
  /** Only where this key stands too. */
  beside?: string;
  reason: string;
};

const requestExceptions: readonly Exception[] = [
  {
    on: /^PATCH .*\/messages\/|^POST \/webhooks\//,
    keys: ["tts", "nonce", "enforce_nonce"],
    reason: "discord.js writes these into every message body; Discord ignores them where they mean nothing",
  },
  {
    on: /\/callback$/,
    under: "data",
    keys: ["tts", "nonce", "enforce_nonce"],
    reason: "as above, in an interaction's first answer",
  },
  {
    on: /^POST \/channels\/\{channel_id\}\/threads$/,
    under: "message",
    keys: ["tts", "nonce", "enforce_nonce"],
    reason: "as above, in the first message of a forum post",
  },
  {
    on: /^POST \/channels\/\{channel_id\}\/messages\/\{message_id\}\/threads$/,
    keys: ["type"],
    reason: "discord.js names the kind of thread here too; Discord takes it from the channel",
  },
  {
    on: /^PATCH \/webhooks\/.*\/messages\//,
    keys: ["username"],
    reason: "discord.js repeats the webhook's own name when it edits a message of it",
  },
  {
    on: /^PATCH \/guilds\/\{guild_id\}\/members\//,
    keys: ["communicationDisabledUntil"],
    beside: "communication_disabled_until",
    reason: "discord.js leaves its own option beside the translated one",
  },
  {
    on: /^PUT \/channels\/\{channel_id\}\/permissions\//,
    keys: ["id"],
    reason: "discord.js repeats the id from the address",
  },
];

const answerExceptions: readonly Exception[] = [
  {
    on: /^POST \/channels\/\{channel_id\}\/threads$/,
    keys: ["message"],
    reason: "Discord answers a forum post with its first message nested; the description has only the thread",
  },
];

/** The body of a request without the keys that are known to be harmless. */
export function withoutHarmlessKeys(route: string, body: unknown): unknown {
  return withoutKeys(requestExceptions, route, body);
}

/** The body of an answer without the keys that Discord sends beyond its description. */
export function withoutUndescribedKeys(route: string, body: unknown): unknown {
  return withoutKeys(answerExceptions, route, body);
}

function withoutKeys(exceptions: readonly Exception[], route: string, body: unknown): unknown {
  return exceptions
    .filter((exception) => exception.on.test(route))
    .reduce((current, exception) => applyException(exception, current), body);
}

function applyException(exception: Exception, body: unknown): unknown {
  if (!isObject(body)) return body;
  const { under } = exception;
  if (under !== undefined) return under in body ? { ...body, [under]: omit(exception, body[under]) } : body;
  return omit(exception, body);
}

function omit({ keys, beside }: Exception, value: unknown): unknown {
  if (!isObject(value) || (beside !== undefined && !(beside in value))) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
