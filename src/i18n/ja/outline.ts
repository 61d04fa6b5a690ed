import type { outlineEn } from "../en/outline.ts";
import { count } from "./counting.ts";

export const outlineJa: typeof outlineEn = {
  title: (title) => `${title}をめぐる議論`,
  answersTo: (name) => `${name}さんへの返信`,
  more: (replies) => `…ほかに返信${count(replies, "件")}`,
  inside: (replies) => `返信${count(replies, "件")}`,
  gone: "今はないコメント",
  none: "まだコメントがありません。スレッドに最初のコメントを書いてみましょう。",
  noneHere: "まだ返信がありません。",
  open: "枝を開く…",
  up: "上へ",
  all: "議論全体",
  show: "議論の中で見る",
};
