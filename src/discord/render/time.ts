/** Discord's own notation: each reader sees it in their zone. https://docs.discord.com/developers/reference#message-formatting */
export function timestamp(instant: string, style: "D" | "f" | "R" = "f"): string {
  return `<t:${Math.floor(Date.parse(instant) / 1_000)}:${style}>`;
}

/** `5:24`, `1:02:03`. */
export function duration(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}
