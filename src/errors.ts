/** Values that a text for people is filled with. */
export type ErrorContext = Record<string, string | number>;

type NoContext = { [key: string]: never };

/** Every way a person can be told "no". The texts are in `i18n/`; what each needs is named here. */
export type UserErrorContexts = {
  /** A source that cannot be read. `reason`: a SourceProblem; `text`: what stands on that line. */
  sourceRefused: ErrorContext & { line: number; reason: string; text: string };
  fileTooLarge: { limitMegabytes: number };
  fileUnreachable: { name: string };
  notInGuild: NoContext;
  notAllowed: { access: string };
  notSetUp: NoContext;
  channelUnsuitable: { channelId: string };
  articleUnknown: NoContext;
  articleUrlInvalid: { url: string };
  articleNotPosted: { title: string };
  notAnArticleThread: NoContext;
  notAThread: NoContext;
  threadAdopted: NoContext;
  /** `threadId`: empty while it has none. */
  articleExists: { title: string; threadId: string };
  commentUnknown: { query: string };
  commentGone: NoContext;
  commentNotRemoved: NoContext;
  commentNotHeld: NoContext;
  alreadyHeld: NoContext;
  notOnYourself: NoContext;
  notOnMe: NoContext;
  notOnTheOwner: NoContext;
  /** `who`: whose role is not above the member's: `you` or `me`. */
  outranked: { member: string; who: string };
  /** `who` lacks a permission in the whole server. */
  lacksPermission: { who: string; permission: string };
  isAdministrator: { member: string };
  memberUnknown: { member: string };
  memberBusy: { member: string };
  alreadyBanned: { member: string };
  notBanned: { member: string };
  notTimedOut: { member: string };
  noMember: NoContext;
  reasonMissing: NoContext;
  cannotUndo: { number: number; why: string };
  commentBusy: NoContext;
  restoreWindowOver: { days: number };
  alreadyReported: NoContext;
  tooManyReports: NoContext;
  claimedByAnother: { name: string };
  ownComment: NoContext;
  nothingReported: NoContext;
  phraseWatched: { phrase: string };
  phraseNotWatched: { phrase: string };
  phraseUnfit: { most: number };
  hostAllowed: { host: string };
  hostNotAllowed: { host: string };
  hostUnreadable: { text: string };
  everyoneTrusted: NoContext;
  listFull: { most: number };
  raidOver: NoContext;
  mayNotPostThere: { channelId: string };
  quoteTooPublic: { channelId: string };
  quoteNotForAll: NoContext;
  passageNotFound: { [key: string]: never };
  notYourQuote: { [key: string]: never };
  tooManyQuotes: { [key: string]: never };
  outdated: NoContext;
  alreadyWatched: NoContext;
  tooManyWatches: { most: number };
  nothingWatched: NoContext;
  zoneUnknown: { text: string };
  tooManyDigests: { most: number };
  digestUnknown: NoContext;
  notYourWatch: NoContext;
  wordTooShort: NoContext;
  yourselfWatched: NoContext;
  /** `what`: the ThreadAction that would change nothing. */
  threadAlready: { what: string };
  statsOfOthers: NoContext;
  statsOfBoth: NoContext;
  threadBusy: NoContext;
  slowTimeUnreadable: { text: string };
  quietDaysAlready: NoContext;
  caseUnknown: { number: number };
  purgeOfNothing: NoContext;
  purgeBlank: { option: string };
  purgeTimeUnreadable: { text: string };
  purgePeriodEmpty: NoContext;
  purgeWordsUnclear: { text: string };
  purgeHostInvalid: { text: string };
  purgeLikeShort: { words: number };
  purgePatternInvalid: { pattern: string };
  purgePatternSlow: NoContext;
  purgeTooMany: { most: number };
  purgeUnknown: NoContext;
  purgeNotYours: NoContext;
  purgeRunning: NoContext;
  purgeNotRunning: NoContext;
  logActionUnknown: { text: string };
  viewForgotten: NoContext;
  dateUnreadable: { text: string };
  missingPermissions: { permissions: string; channelId: string };
  missingAccess: NoContext;
  unknownMessage: NoContext;
  unknownChannel: NoContext;
  threadArchived: NoContext;
  tooManyThreads: NoContext;
  tooManyWebhooks: NoContext;
  discordUnavailable: NoContext;
  discordBusy: { minutes: number };
  /** `reason`: why, in words. */
  storeFailing: { reason: string };
  shuttingDown: NoContext;
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
