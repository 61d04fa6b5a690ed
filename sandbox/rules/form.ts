import { type FormErrors, invalidForm } from "../refusal.ts";

/** Collects what is wrong with a request's body, as Discord lists it. */
export type Form = {
  length(path: string, value: unknown, least: number, most: number): void;
  count(path: string, value: unknown, least: number, most: number): void;
  fail(path: string, code: string, message: string): void;
  /** Throws 50035 when anything was wrong. */
  close(): void;
};

export function openForm(): Form {
  const errors: FormErrors = {};
  const form: Form = {
    length(path, value, least, most) {
      if (value === undefined || value === null) {
        if (least > 0) form.fail(path, "BASE_TYPE_REQUIRED", "This field is required");
        return;
      }
      if (typeof value !== "string") return form.fail(path, "BASE_TYPE_STRING", "Could not interpret as string.");
      const size = Array.from(value).length;
      if (size > most) form.fail(path, "BASE_TYPE_MAX_LENGTH", `Must be ${most} or fewer in length.`);
      if (size < least) form.fail(path, "BASE_TYPE_MIN_LENGTH", `Must be at least ${least} in length.`);
    },
    count(path, value, least, most) {
      const size = Array.isArray(value) ? value.length : 0;
      if (size > most || size < least)
        form.fail(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${least} and ${most} in length.`);
    },
    fail(path, code, message) {
      errors[path] = { code, message };
    },
    close() {
      if (Object.keys(errors).length > 0) throw invalidForm(errors);
    },
  };
  return form;
}
