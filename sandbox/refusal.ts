/** Discord's "no": an HTTP status with Discord's own error code. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export class SandboxRefusal extends Error {
  override readonly name = "SandboxRefusal";
  readonly status: number;
  readonly code: number;
  /** For 50035: what is wrong, by field. */
  readonly errors: FormErrors | undefined;

  constructor(status: number, code: number, message: string, errors?: FormErrors) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  get body(): { message: string; code: number; errors?: unknown } {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: nest(this.errors) } : {}) };
  }
}

/** Path of the field (`embeds.0.title`) to Discord's code and text. */
export type FormErrors = Record<string, { code: string; message: string }>;

const known = {
  unknownChannel: [404, 10003, "Unknown Channel"],
  unknownGuild: [404, 10004, "Unknown Guild"],
  unknownOverwrite: [404, 10009, "Unknown Permission Overwrite"],
  unknownMember: [404, 10007, "Unknown Member"],
  unknownMessage: [404, 10008, "Unknown Message"],
  unknownRole: [404, 10011, "Unknown Role"],
  unknownUser: [404, 10013, "Unknown User"],
  unknownEmoji: [400, 10014, "Unknown Emoji"],
  unknownWebhook: [404, 10015, "Unknown Webhook"],
  unknownBan: [404, 10026, "Unknown Ban"],
  invalidRole: [400, 50028, "Invalid role"],
  unknownInteraction: [404, 10062, "Unknown interaction"],
  unknownCommand: [404, 10063, "Unknown application command"],
  tooManyWebhooks: [400, 30007, "Maximum number of webhooks reached (15)"],
  tooManyPins: [400, 30003, "Maximum number of pins reached (250)"],
  tooManyReactions: [400, 30010, "Maximum number of reactions reached (20)"],
  unauthorized: [401, 0, "401: Unauthorized"],
  notFound: [404, 0, "404: Not Found"],
  alreadyAcknowledged: [400, 40060, "Interaction has already been acknowledged."],
  fileTooLarge: [413, 40005, "Request entity too large"],
  banned: [403, 40007, "The user is banned from this guild."],
  missingAccess: [403, 50001, "Missing Access"],
  notYourMessage: [403, 50005, "Cannot edit a message authored by another user"],
  emptyMessage: [400, 50006, "Cannot send an empty message"],
  closedDirect: [403, 50007, "Cannot send messages to this user"],
  wrongChannelType: [400, 50024, "Cannot execute action on this channel type"],
  invalidWebhookToken: [401, 50027, "Invalid Webhook Token"],
  missingPermissions: [403, 50013, "Missing Permissions"],
  bulkDeleteCount: [
    400,
    50016,
    "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.",
  ],
  systemMessage: [403, 50021, "Cannot execute action on a system message"],
  tooOldToBulkDelete: [400, 50034, "A message provided was too old to bulk delete"],
  threadArchived: [400, 50083, "Thread is archived"],
  threadExists: [400, 160004, "A thread has already been created for this message"],
  bulkBanFailed: [400, 500000, "Failed to ban users"],
  slowmode: [429, 20016, "This action cannot be performed due to slowmode rate limit"],
  blockedByAutoMod: [400, 200000, "Message was blocked by automatic moderation"],
  forumWithoutThread: [400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id"],
  forumWithBoth: [400, 220002, "Webhooks posted to forum channels cannot have both a thread_name and thread_id"],
  threadOutsideForum: [400, 220003, "Webhooks can only create threads in forum channels"],
  tooManyActiveThreads: [400, 160006, "Maximum number of active threads reached"],
  threadLocked: [400, 160005, "Thread is locked"],
} as const satisfies Record<string, readonly [number, number, string]>;

export function refuse(name: keyof typeof known): SandboxRefusal {
  const [status, code, message] = known[name];
  return new SandboxRefusal(status, code, message);
}

export function invalidForm(errors: FormErrors): SandboxRefusal {
  return new SandboxRefusal(400, 50035, "Invalid Form Body", errors);
}

function nest(errors: FormErrors): unknown {
  const root: Record<string, unknown> = {};
  for (const [path, error] of Object.entries(errors)) {
    let at = root;
    for (const step of path.split(".")) at = (at[step] ??= {}) as Record<string, unknown>;
    at["_errors"] = [error];
  }
  return root;
}
