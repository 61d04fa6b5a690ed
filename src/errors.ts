/** Values that a text for people is filled with. */
export type ErrorContext = Record<string, string | number>;

/** Every way a person can be told "no". The texts are in `i18n/`. */
export const userErrorCodes = [
  /** context: line (number), reason (a SourceProblem), text (what stands there) */
  "sourceRefused",
] as const;
export type UserErrorCode = (typeof userErrorCodes)[number];

/**
 * Thrown for the person who asked; everything else that is thrown is a bug. The message is for logs and stack traces, the
 * person reads the text of `code` in their own language, filled with `context`.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: UserErrorCode;
  readonly context: ErrorContext;

  constructor(code: UserErrorCode, context: ErrorContext = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(context)}`, options);
    this.code = code;
    this.context = context;
  }
}
