import type { showEn } from "../en/show.ts";
import { count, number } from "./counting.ts";

export const showJa: typeof showEn = {
  textPage: (page, pages) => `${number.format(pages)}ページ中${number.format(page)}ページ目`,
  readOn: "続きを読む",
  parent: "返信先を見る",
  allReplies: (value) => (value === 1 ? "返信を見る" : `返信${count(value, "件")}をすべて見る`),
  history: (edits) => `編集${count(edits, "回")}`,
  historyTitle: (name) => `${name}さんの編集内容`,
  historyKey: "追加された語は**太字**、消された語は~~取り消し線~~です。",
  editedAt: (time) => `編集：${time}`,
  back: "コメントに戻る",
};
