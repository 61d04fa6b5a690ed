/** Why a source cannot be read; each names what was expected at the line it comes with. */
export const sourceProblems = [
  "empty",
  "tooLarge",
  "encoding",
  "markup",
  "titleMissing",
  "titleTooLong",
  "titleUnlikely",
  "titleNotAlone",
  "articleMissing",
  "dateUnreadable",
  "dateImpossible",
  "zoneUnknown",
  "lengthUnreadable",
  "commentNameNotRepeated",
  "commentTextMissing",
  "frontMatterOpen",
  "frontMatterInvalid",
  "jsonInvalid",
  "field",
  "parentUnknown",
] as const;
export type SourceProblem = (typeof sourceProblems)[number];
