import type { watchingEn, watchingErrorsEn } from "../en/watching.ts";
import { comments, count, list, number } from "./counting.ts";

const often = (minutes: number): string => `最大で${count(minutes, "分")}に1回`;

export const watchingJa: typeof watchingEn = {
  targets: {
    article: (name) => `「${name}」へのコメント`,
    member: (name) => `${name}さんの投稿`,
    comment: (name) => `${name}さんのコメントへの返信`,
    replies: () => "あなたのコメントへの返信",
    word: (words) => `「${words}」を含むコメント`,
  },
  begun: (target) => `👁️ ${target}をウォッチしています。`,
  how: (minutes) => `${often(minutes)}、ダイレクトメッセージでお知らせします。\`/ウォッチ 一覧\`で一覧を見られます。`,
  listTitle: "ここでウォッチ中のもの",
  watched: (value, most) => `${number.format(most)}件中${number.format(value)}件`,
  pace: (minutes) => `ダイレクトメッセージで、${often(minutes)}`,
  none: "何もウォッチしていません。`/ウォッチ 記事`、`/ウォッチ メンバー`、`/ウォッチ 単語`、`/ウォッチ 返信`で始められます。",
  paceSet: (minutes) => `お知らせは${often(minutes)}になりました。`,
  stopOne: "ウォッチをやめる…",
  stopMore: "ウォッチをやめる…（続き）",
  stop: "ウォッチをやめる",
  stopThis: (target) => `やめる：${target}`,
  stopAll: "すべてやめる",
  stopped: (target) => `${target}のウォッチをやめました。`,
  stoppedAll: (value) => `ここでのウォッチ${count(value, "件")}をすべてやめました。`,
  stoppedBefore: "すでにやめています。",
  paused:
    "⏸️ ダイレクトメッセージを送れないため、ウォッチを一時停止しています。受信を許可し（サーバー名 → プライバシー設定 → ダイレクトメッセージ）、`/ウォッチ 一覧`のボタンで再開してください。",
  resume: "再開する",
  resumed: "▶️ 次のコメントから、またお知らせします。",
  news: (value, articles, isCut) => {
    const told = `新しいコメント${count(value, "件")}${isCut ? "以上" : ""}`;
    return articles === 1 ? told : `${count(articles, "件")}の記事に${told}`;
  },
  inServer: (server) => `サーバー：${server}`,
  more: (value) => `ほかに${comments(value)}`,
  because: (targets, others) =>
    `ウォッチ中：${list.format([...targets, ...(others > 0 ? [`ほか${number.format(others)}件`] : [])])}`,
};

export const watchingErrorsJa: typeof watchingErrorsEn = {
  alreadyWatched: () => "すでにウォッチしています。`/ウォッチ 一覧`で一覧を見られます。",
  tooManyWatches: ({ most }) =>
    `ウォッチできるのは${number.format(most)}件までです。先に\`/ウォッチ 一覧\`でどれかをやめてください。`,
  nothingWatched: () => "まだ何もウォッチしていません。`/ウォッチ 記事`で始められます。",
  notYourWatch: () =>
    "このボタンは、メッセージを受け取った本人のためのものです。自分のものは `/ウォッチ 一覧` で見られます。",
  wordTooShort: () => "短すぎます。2文字以上の語を入力してください。",
  yourselfWatched: () => "自分のコメントはお知らせしません。自分への返信には`/ウォッチ 返信`を使ってください。",
};
