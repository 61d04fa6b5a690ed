const ELLIPSIS = "…";
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Only so much is looked at behind a border: a grapheme is never longer in earnest. */
const LONGEST_GRAPHEME = 100;
/** A cut keeps at least this share of what fits, rather than end at an early sentence. */
const LEAST_SHARE = 0.5;

/**
 * Shortens a text to at most `limit` UTF-16 code units, at the end of a sentence where one is near, else at a word's end, never
 * within a character. What was cut within a sentence ends with an ellipsis; without it, `text` is a beginning of the whole.
 * @param limit at least 2
 */
export function cutAtSentence(text: string, limit: number): { text: string; isCut: boolean } {
  if (text.length <= limit) return { text, isCut: false };
  const atSentence = sentenceBorder(text, limit);
  if (atSentence >= limit * LEAST_SHARE) return { text: text.slice(0, atSentence).trimEnd(), isCut: true };
  const room = limit - ELLIPSIS.length;
  // The white space behind a word may lie beyond the limit: it is trimmed.
  const atWord = wordBorder(text, room + 1);
  const border = atWord >= room * LEAST_SHARE ? atWord : graphemeBorder(text, room);
  return { text: text.slice(0, border).trimEnd() + ELLIPSIS, isCut: true };
}

/**
 * Cuts a text into pieces of at most `limit` UTF-16 code units, after a paragraph, else a line, a sentence, a word, a character.
 * The pieces put together are the text, to the letter. An empty text is one empty piece.
 * @param limit at least 2
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > limit) {
    const window = text.slice(start, start + limit + LONGEST_GRAPHEME);
    const least = limit * LEAST_SHARE;
    const borders = [
      lastAfter(window, limit, "\n\n"),
      lastAfter(window, limit, "\n"),
      sentenceBorder(window, limit),
      wordBorder(window, limit),
    ];
    const length = borders.find((border) => border >= least) ?? graphemeBorder(window, limit);
    pieces.push(text.slice(start, start + length));
    start += length;
  }
  pieces.push(text.slice(start));
  return pieces;
}

function lastAfter(text: string, limit: number, mark: string): number {
  const index = text.lastIndexOf(mark, limit - mark.length);
  return index < 0 ? 0 : index + mark.length;
}

/** Where the last sentence ends that fits. */
function sentenceBorder(text: string, limit: number): number {
  let border = 0;
  // Only a beginning is segmented: the segmenter reads all it is given.
  for (const { index, segment } of sentences.segment(text.slice(0, limit + 1))) {
    const end = index + segment.length;
    if (end > limit) break;
    if (/[.!?…。！？](?:["'”’»)\]]*)\s*$|\n\s*$/u.test(segment)) border = end;
  }
  return border;
}

/** Where the last word ends that fits: after its white space. */
function wordBorder(text: string, limit: number): number {
  for (let border = limit; border > 0; border--) {
    if (/\s/.test(text.charAt(border - 1)) && !/\s/.test(text.charAt(border))) return border;
  }
  return 0;
}

/** The most that fits without cutting a character; a single one that is longer than the limit is cut between code points. */
function graphemeBorder(text: string, limit: number): number {
  let border = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, limit + LONGEST_GRAPHEME))) {
    if (index + segment.length > limit) break;
    border = index + segment.length;
  }
  if (border > 0) return border;
  const isInPair = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return isInPair ? limit - 1 : limit;
}
