import type { SearchHint } from "../../domain/search-query.ts";
import { number } from "./counting.ts";

const FILTERS = "`author:`, `article:`, `before:`, `after:` and `has:`";

type HintTexts = { [C in SearchHint["code"]]: (hint: Extract<SearchHint, { code: C }>) => string };

/** What a search did not understand, and how to say it instead. */
const hints: HintTexts = {
  nothingToFind: () =>
    'Give a word to look for: `bread`, `"sour dough"` for words side by side, `bak*` for a beginning.',
  onlyExcluded: () => "I can leave words out, but only of something: add a word to look for, or a filter.",
  quoteOpen: () => "A quotation mark was not closed: I took all that follows it as one phrase.",
  filterEmpty: ({ name }) => `Nothing stands behind \`${name}:\`, so I left it out.`,
  filterUnknown: ({ name }) => `“${name}:” is no filter of mine: I looked for it as words. I know ${FILTERS}.`,
  filterExcluded: ({ name }) => `Only words can be left out with a minus, not \`${name}:\`. I left it out.`,
  dateUnreadable: ({ text }) =>
    `“${text}” is no date I can read. Write it like \`2026-11-23\`, \`2026-11\`, \`2026\`, \`7d\` or \`yesterday\`.`,
  hasUnknown: ({ text }) => `I do not know \`has:\` with “${text}”. It can be \`has:link\` or \`has:file\`.`,
  tooMuch: ({ most }) => `I looked for the first ${number.format(most)} words and filters only.`,
  widened: () => "No comment has just these words; these have words that begin with them.",
  articleNotFound: ({ text }) => `I know no article here with “${text}” in its title.`,
};

export const searchEn = {
  hints,
  title: (text: string) => `Search: ${text}`,
  none: "Nothing found.",
  noneHint:
    "Try fewer words, or the beginning of one: `bak*`. Filters: `author:`, `article:`, `before:`, `after:`, `has:link`, `has:file`.",
  best: "Best first",
  newest: "Newest first",
  range: (from: number, to: number, total: number, hasMore: boolean) =>
    `${number.format(from)}–${number.format(to)} of ${hasMore ? "more than " : ""}${number.format(total)}`,
  end: "More were found than I list. Add a word, or `before:` with a date, to see others.",
};
