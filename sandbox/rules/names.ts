import { openForm } from "./form.ts";

const ARCHIVE_MINUTES: ReadonlySet<unknown> = new Set([60, 1_440, 4_320, 10_080]);
const SLOWEST_SECONDS = 21_600;

/** What a channel or thread is made or changed with. */
export function checkChannel(
  body: { name?: unknown; topic?: unknown; rate_limit_per_user?: unknown; auto_archive_duration?: unknown },
  isNew: boolean = true,
): void {
  const form = openForm();
  if (isNew || body.name !== undefined) form.length("name", body.name, 1, 100);
  form.length("topic", body.topic, 0, 4_096);
  const slow = Number(body.rate_limit_per_user ?? 0);
  if (slow < 0 || slow > SLOWEST_SECONDS)
    form.fail("rate_limit_per_user", "NUMBER_TYPE_MAX", `int value should be between 0 and ${SLOWEST_SECONDS}.`);
  if (body.auto_archive_duration !== undefined && !ARCHIVE_MINUTES.has(body.auto_archive_duration))
    form.fail("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of {60, 1440, 4320, 10080}.");
  form.close();
}

/** https://docs.discord.com/developers/resources/webhook#create-webhook */
export function checkWebhookName(path: string, name: unknown): void {
  const form = openForm();
  form.length(path, typeof name === "string" ? name.trim() : name, 1, 80);
  const forbidden = /discord|clyde/i.exec(String(name));
  if (forbidden)
    form.fail(path, "USERNAME_INVALID_CONTAINS", `Username cannot contain "${forbidden[0].toLowerCase()}"`);
  if (/^(everyone|here)$/i.test(String(name))) form.fail(path, "USERNAME_INVALID", "This name is reserved.");
  form.close();
}
