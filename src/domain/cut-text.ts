const ELLIPSIS = "…";
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Only so much is looked at behind a border: a grapheme is never longer in earnest. */
const LONGEST_GRAPHEME = 100;
/** A cut keeps at least this share of what fits, rather than end at an early sentence. */
const LEAST_SHARE = 0.5;
/** Ends a sentence: a mark before white space, or one of those that need none. An address may hold a `?` too. */
const SENTENCE_END = /[.!?…]["'”’»)\]]*\s+$|[。！？]["'”’»）」』]*\s*$|\n\s*$/u;
/** What belongs to the character before it. */
const JOINS_BEFORE = /^[\p{M}\p{Emoji_Modifier}\u200C\u200D]/u;
const FENCE = "```";
const LINK = /\[[^[\]\n]*\]\([^)\s]*\)|https?:\/\/\S+/g;

/** Stretches that a cut would break: from, to. */
type Span = [number, number];

/**
 * Shortens a text to at most `limit` UTF-16 code units, at the end of a sentence where one is near, else at a word's end, never
 * within a character, and if it can be outside of code blocks and links. What was cut within a sentence ends with an
 * ellipsis; without it, `text` is a beginning of the whole.
 * @param limit at least 2
 */
export function cutAtSentence(text: string, limit: number): { text: string; isCut: boolean } {
  if (text.length <= limit) return { text, isCut: false };
  const beginning = text.slice(0, limit + LONGEST_GRAPHEME);
  const spans = unbreakable(beginning, false);
  // The white space behind a sentence, or a word, may lie beyond the limit: it is trimmed.
  const hasSpaceBehind = /\s/.test(beginning.charAt(limit));
  const atSentence = sentenceBorder(beginning, hasSpaceBehind ? limit + 1 : limit, spans);
  if (atSentence >= limit * LEAST_SHARE) return { text: beginning.slice(0, atSentence).trimEnd(), isCut: true };
  const room = limit - ELLIPSIS.length;
  const border = [wordBorder(beginning, room + 1, spans), wordBorder(beginning, room + 1, linksIn(beginning))].find(
    (at) => at >= room * LEAST_SHARE,
  );
  return { text: beginning.slice(0, border ?? graphemeBorder(beginning, room)).trimEnd() + ELLIPSIS, isCut: true };
}

/**
 * Cuts a text into pieces of at most `limit` UTF-16 code units, after a paragraph, else a line, a sentence, a word, a character, and
 * if it can be outside of code blocks and links. The pieces put together are the text, to the letter: the white space at
 * a border ends the piece before it. Discord trims what it is sent, so only that white space is missing from its messages. An empty
 * text is one empty piece.
 * @param limit at least 2
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  let isInCode = false;
  while (text.length - start > limit) {
    const window = text.slice(start, start + limit + LONGEST_GRAPHEME);
    const piece = window.slice(0, pieceLength(window, limit, unbreakable(window, isInCode)));
    pieces.push(piece);
    start += piece.length;
    if (piece.split(FENCE).length % 2 === 0) isInCode = !isInCode;
  }
  pieces.push(text.slice(start));
  return pieces;
}

function pieceLength(window: string, limit: number, spans: readonly Span[]): number {
  const finders = [
    (kept: readonly Span[]) => markBorder(window, limit, "\n\n", kept),
    (kept: readonly Span[]) => markBorder(window, limit, "\n", kept),
    (kept: readonly Span[]) => sentenceBorder(window, limit, kept),
    (kept: readonly Span[]) => wordBorder(window, limit, kept),
  ];
  for (const kept of spans.length > 0 ? [spans, linksIn(window)] : [spans]) {
    for (const find of finders) {
      const border = find(kept);
      if (border >= limit * LEAST_SHARE) return border;
    }
  }
  return graphemeBorder(window, limit);
}

function unbreakable(window: string, isInCode: boolean): Span[] {
  const spans = linksIn(window);
  let opened = isInCode ? -1 : null;
  for (let at = window.indexOf(FENCE); at >= 0; at = window.indexOf(FENCE, at + FENCE.length)) {
    if (opened !== null) spans.push([opened, at + FENCE.length]);
    opened = opened === null ? at : null;
  }
  if (opened !== null) spans.push([opened, Infinity]);
  return spans;
}

function linksIn(text: string): Span[] {
  return Array.from(text.matchAll(LINK), (link) => [link.index, link.index + link[0].length]);
}

const isWithin = (spans: readonly Span[], at: number): boolean => spans.some(([from, to]) => from < at && at < to);

/** The last border behind `mark` that fits. */
function markBorder(text: string, limit: number, mark: string, spans: readonly Span[]): number {
  for (let at = text.lastIndexOf(mark, limit - mark.length); at > 0; at = text.lastIndexOf(mark, at - 1)) {
    const border = at + mark.length;
    if (!isWithin(spans, border) && !JOINS_BEFORE.test(text.slice(border, border + 2))) return border;
  }
  return 0;
}

/** Where the last sentence ends that fits. */
function sentenceBorder(text: string, limit: number, spans: readonly Span[]): number {
  let border = 0;
  for (const { index, segment } of sentences.segment(text.slice(0, limit + 1))) {
    const end = index + segment.length;
    if (end > limit) break;
    if (SENTENCE_END.test(segment) && !isWithin(spans, end)) border = end;
  }
  return border;
}

/** Where the last word ends that fits: after its white space. */
function wordBorder(text: string, limit: number, spans: readonly Span[]): number {
  for (let border = limit; border > 0; border--) {
    const isBorder = /\s/.test(text.charAt(border - 1)) && !/\s/.test(text.charAt(border));
    if (isBorder && !isWithin(spans, border) && !JOINS_BEFORE.test(text.slice(border, border + 2))) return border;
  }
  return 0;
}

/** The most that fits without cutting an address or a character; what is longer than the limit is cut between code points. */
function graphemeBorder(text: string, limit: number): number {
  let border = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, limit + LONGEST_GRAPHEME))) {
    if (index + segment.length > limit) break;
    border = index + segment.length;
  }
  const [linkAt] = linksIn(text).find(([from, to]) => from < border && border < to) ?? [0];
  if (linkAt > 0) return linkAt;
  if (border > 0) return border;
  const isInPair = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1));
  return isInPair ? limit - 1 : limit;
}
