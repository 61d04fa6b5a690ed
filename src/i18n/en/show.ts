import { count, number } from "./counting.ts";

export const showEn = {
  textPage: (page: number, pages: number) => `part ${number.format(page)} of ${number.format(pages)}`,
  readOn: "Read on",
  parent: "What it answers",
  allReplies: (value: number) => (value === 1 ? "The reply" : `All ${number.format(value)} replies`),
  history: (edits: number) => count(edits, "edit", "edits"),
  historyTitle: (name: string) => `What ${name} changed`,
  historyKey: "Added words are **bold**, removed ones ~~struck through~~.",
  editedAt: (time: string) => `Edited ${time}`,
  back: "Back to the comment",
};
