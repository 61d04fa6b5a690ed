import { count } from "./counting.ts";

export const outlineEn = {
  title: (title: string) => `Discussion of ${title}`,
  answersTo: (name: string) => `What ${name} was answered`,
  more: (replies: number) => `… ${count(replies, "more reply", "more replies")}`,
  inside: (replies: number) => count(replies, "reply", "replies"),
  gone: "a comment that is gone",
  none: "No comments yet. Write the first in the thread.",
  noneHere: "Nobody has answered this yet.",
  open: "Open a branch …",
  up: "Up",
  all: "Whole discussion",
  show: "In the discussion",
};
