import type { searchEn } from "../en/search.ts";
import { number } from "./counting.ts";

const FILTERS = "`author:`、`article:`、`before:`、`after:`、`has:`";

const hints: typeof searchEn.hints = {
  nothingToFind: () => '検索する語を入力してください。例：`パン`、並んだ語は`"天然 酵母"`、語の先頭は`bak*`。',
  onlyExcluded: () => "除外だけでは検索できません。検索する語かフィルターを加えてください。",
  quoteOpen: () => "引用符が閉じられていないため、以降をひとつの語句として検索しました。",
  filterEmpty: ({ name }) => `\`${name}:\`の後に何もないため、無視しました。`,
  filterUnknown: ({ name }) =>
    `「${name}:」というフィルターはないため、語として検索しました。使えるのは${FILTERS}です。`,
  filterExcluded: ({ name }) => `マイナスで除外できるのは語だけで、\`${name}:\`は除外できません。無視しました。`,
  dateUnreadable: ({ text }) =>
    `「${text}」は日付として読み取れません。\`2026-11-23\`、\`2026-11\`、\`2026\`、\`7d\`、\`yesterday\`のように入力してください。`,
  hasUnknown: ({ text }) => `\`has:\`に「${text}」は使えません。\`has:link\`か\`has:file\`を使ってください。`,
  tooMuch: ({ most }) => `最初の${number.format(most)}個の語とフィルターだけで検索しました。`,
  widened: () => "完全に一致するコメントがないため、その語で始まる語を含むコメントを表示しています。",
  articleNotFound: ({ text }) => `タイトルに「${text}」を含む記事は、ここにはありません。`,
};

export const searchJa: typeof searchEn = {
  hints,
  title: (text) => `検索：${text}`,
  none: "見つかりませんでした。",
  noneHint:
    "語を減らすか、語の先頭だけ（`bak*`）でお試しください。フィルター：`author:`、`article:`、`before:`、`after:`、`has:link`、`has:file`。",
  best: "関連度順",
  newest: "新しい順",
  range: (from, to, total, hasMore) =>
    `${number.format(total)}件${hasMore ? "以上" : ""}中 ${number.format(from)}～${number.format(to)}`,
  end: "表示できる数より多く見つかりました。語を加えるか、`before:`で日付を指定すると、ほかの結果も見られます。",
};
