export const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === "";

/** The index of the first line from `from` on that is not empty; `lines.length` when there is none. */
export function nextText(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}

/** Paragraphs with one empty line between them; line ends within a paragraph stay, white space at a line's end goes. */
export function joinParagraphs(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
