import type { Form } from "./form.ts";

const LONGEST_URL = 2_048;

/** Discord takes web addresses, and here and there others. */
export function checkUrl(form: Form, path: string, url: string, more: readonly string[] = []): void {
  form.length(path, url, 1, LONGEST_URL);
  const schemes = ["http:", "https:", ...more];
  if (!URL.canParse(url)) return form.fail(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
  if (schemes.includes(new URL(url).protocol)) return;
  const message = `Scheme "${new URL(url).protocol.slice(0, -1)}" is not supported. Scheme must be one of (${schemes.join(", ")}).`;
  form.fail(path, "URL_TYPE_INVALID_SCHEME", message);
}
