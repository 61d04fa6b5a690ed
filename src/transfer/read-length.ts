const LENGTH =
  /^(?:(?<plain>\d{1,9})(?:\s*s(?:ec(?:ond)?s?)?\.?)?|(?:(?<hours>\d{1,4}):)?(?<minutes>\d{1,4}):(?<seconds>[0-5]\d))$/i;

/** Seconds, from `324`, `324 s`, `5:24` or `1:02:03`; null for anything else. */
export function readLength(text: string): number | null {
  const { plain, hours, minutes, seconds } = LENGTH.exec(text.trim())?.groups ?? {};
  if (plain !== undefined) return Number(plain);
  if (seconds === undefined || (hours !== undefined && Number(minutes) > 59)) return null;
  return Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
