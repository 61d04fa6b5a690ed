/** Values that a text for people is filled with. */
export type ErrorContext = Record<string, string | number>;

/** Every way a person can be told "no". The texts are in `i18n/`; what each needs is named here. */
export type UserErrorContexts = {
  /** A source that cannot be read. `reason`: a SourceProblem; `text`: what stands on that line. */
  sourceRefused: ErrorContext & { line: number; reason: string; text: string };
  fileTooLarge: { limitMegabytes: number };
  fileUnreachable: { name: string };
  notInGuild: Record<never, never>;
  notAllowed: { access: string };
  notSetUp: Record<never, never>;
  channelUnsuitable: { channelId: string };
  articleUnknown: Record<never, never>;
  articleUrlInvalid: { url: string };
  articleNotPosted: { title: string };
  notAnArticleThread: Record<never, never>;
  commentUnknown: { query: string };
  commentGone: Record<never, never>;
  commentNotRemoved: Record<never, never>;
  commentBusy: Record<never, never>;
  restoreWindowOver: { days: number };
  alreadyReported: Record<never, never>;
  ownComment: Record<never, never>;
  nothingReported: Record<never, never>;
  mayNotPostThere: { channelId: string };
  outdated: Record<never, never>;
  missingPermissions: { permissions: string; channelId: string };
  missingAccess: Record<never, never>;
  unknownMessage: Record<never, never>;
  unknownChannel: Record<never, never>;
  threadArchived: Record<never, never>;
  tooManyThreads: Record<never, never>;
  tooManyWebhooks: Record<never, never>;
  discordUnavailable: Record<never, never>;
  shuttingDown: Record<never, never>;
};
export type UserErrorCode = keyof UserErrorContexts;

/**
 * Thrown for the person who asked; everything else that is thrown is a bug. The message is for logs and stack traces, the
 * person reads the text of `code` in their own language, filled with `context`.
 */
export class UserError<C extends UserErrorCode = UserErrorCode> extends Error {
  override readonly name = "UserError";
  readonly code: C;
  readonly context: UserErrorContexts[C];

  constructor(code: C, context: UserErrorContexts[C], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(context)}`, options);
    this.code = code;
    this.context = context;
  }
}

/** Why the program cannot start. The message is one a person can act on; it is printed alone, without a stack. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
