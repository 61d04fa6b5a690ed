/** What a person leaves out of the middle of a passage. */
const OMISSION = /\s*\[(?:…|\.\.\.)\]\s*/u;
const JOINT = " […] ";

/** Stretches of a text, in order: from, to, in UTF-16 code units. */
export type Passage = [from: number, to: number][];

/**
 * Where a passage stands in a text. White space counts as the same however much there is of it, and a `[…]` stands for what is left
 * out. Null for what the text does not say.
 */
export function findPassage(text: string, passage: string): Passage | null {
  const whole = locate(text, passage, 0);
  if (whole) return [whole];
  const found: Passage = [];
  let from = 0;
  for (const piece of passage.split(OMISSION).filter((one) => one.trim() !== "")) {
    const place = locate(text, piece, from);
    if (!place) return null;
    found.push(place);
    from = place[1];
  }
  return found.length > 0 ? found : null;
}

/** What a passage says; an ellipsis stands where the text goes on around it, and between its stretches. */
export function passageText(text: string, passage: Passage): string {
  const said = passage.map(([from, to]) => text.slice(from, to)).join(JOINT);
  const [first, last] = [passage[0]?.[0] ?? 0, passage.at(-1)?.[1] ?? text.length];
  const before = text.slice(0, first).trim() === "" ? "" : "… ";
  const after = text.slice(last).trim() === "" ? "" : " …";
  return before + said + after;
}

function locate(text: string, piece: string, from: number): [number, number] | null {
  const words = piece.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const pattern = new RegExp(words.map(escapePattern).join("\\s+"), "gu");
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found && [found.index, found.index + found[0].length];
}

function escapePattern(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
