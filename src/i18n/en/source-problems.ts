import type { SourceProblem } from "../../domain/source-problems.ts";

/** What was expected where a source does not fit. */
export const sourceProblemsEn: Record<SourceProblem, string> = {
  empty: "the file is empty.",
  tooLarge: "the file is larger than 8 MB, or one of its texts longer than 4 million characters.",
  encoding: "this is no text. Save the page as UTF-8 text.",
  markup: "this is HTML or XML. Save the page as plain text.",
  titleMissing: "the page needs a title: its first line, or a “# heading” in Markdown.",
  titleTooLong: "the first line is the title, of at most 1,000 characters.",
  titleUnlikely: "this looks like a program, a log or a table, not like an article's title.",
  titleNotAlone: "after the title comes an empty line, or a line with the date.",
  articleMissing: "after the title comes a date, a text, or a line such as “16 comments”.",
  dateUnreadable: "this is no date I can read. Write it like “March 11, 2009, 3:16 AM PST” or “2009-03-11T11:16:00Z”.",
  dateImpossible: "there is no such day or time.",
  zoneUnknown: "I do not know this time zone. Write it like “PST”, “UTC” or “+02:00”.",
  lengthUnreadable: "the length is written in seconds (“Length: 324”) or as 5:24.",
  commentNameNotRepeated: "a comment begins with its author's name on two lines and an empty line.",
  commentTextMissing: "after this name comes the text of the comment.",
  frontMatterOpen: "the front matter that begins with “---” must end with “---”.",
  frontMatterInvalid: "the front matter is no valid YAML.",
  jsonInvalid: "this is no valid JSON.",
  field: "this field is missing or does not fit.",
  parentUnknown: "a comment can only answer one that stands before it.",
};
