import type { listEn } from "../en/list.ts";
import { number } from "./counting.ts";

export const listJa: typeof listEn = {
  sorts: {
    oldest: "古い順",
    newest: "新しい順",
    reactions: "リアクションの多い順",
    replies: "返信の多い順",
    lively: "最近盛り上がっている順",
  },
  none: {
    oldest: "まだコメントがありません。",
    newest: "まだコメントがありません。",
    reactions: "リアクションの付いたコメントはまだありません。",
    replies: "返信の付いたコメントはまだありません。",
    lively: "返信の付いたコメントはまだありません。",
  },
  states: { held: "保留中", removed: "非表示", deleted: "削除済み" },
  noneYet: "まだコメントがありません。スレッドに最初のコメントを書いてみましょう。",
  noneFits: "すべての条件に合うコメントはありません。条件を減らしてもう一度お試しください。",
  ofServer: "このサーバーのコメント",
  ofMember: (member) => `${member}さんのコメント`,
  ofMemberOn: (member, title) => `${title}への${member}さんのコメント`,
  repliesTo: (name) => `${name}さんへの返信`,
  isImported: "インポート",
  isLive: "Discordで投稿",
  hasLink: "リンクあり",
  hasFile: "添付ファイルあり",
  since: (time) => `${time}以降`,
  before: (time) => `${time}より前`,
  rangeOnly: (from, to) => `${number.format(from)}～${number.format(to)}`,
  isBackAtFirst: "その位置のコメントはもうないため、最初のページを表示しています。",
  end: "以上です。",
};
