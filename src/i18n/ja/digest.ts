import { weekdaysIn } from "../counting.ts";
import type { digestEn, digestErrorsEn } from "../en/digest.ts";
import { comments, count, list, number } from "./counting.ts";

const weekdayName = weekdaysIn("ja");

export const digestJa: typeof digestEn = {
  title: (name) => `まとめ：${name}`,
  untilNow: "最初から今まで",
  counts: (value, participants) => `${comments(value)}・参加者${count(participants, "人")}`,
  reacted: "リアクションの多いコメント",
  replied: "返信の多いコメント",
  questions: "まだ答えのない質問",
  moreQuestions: (value) => `答えのない質問がほかに${count(value, "件")}`,
  latest: "新しいコメント",
  reactions: (value) => `リアクション${count(value, "件")}`,
  newcomers: (names, others) =>
    `初めての参加：${list.format([...names, ...(others > 0 ? [`ほか${count(others, "人")}`] : [])])}`,
  gone: (value) => `ここにあった${number.format(value)}件のコメントは、その後、削除または保留されました`,
  postedBy: (name) => `${name}さんの依頼で投稿`,
  nothing: "その期間には何も書かれていないため、まとめはありません。",
  posted: "まとめを投稿しました。",
  postedNothing:
    "投稿するものがありません。このチャンネルを見られる全員が読めるコメントは、その期間にありませんでした。",
  every: ({ weekday, hour, zone }) =>
    `${weekday === null ? "毎日" : `毎週${weekdayName(weekday)}`}${number.format(hour)}時（${zone}）`,
  of: (title) => `「${title}」`,
  ofServer: "すべての記事",
  into: (channel) => `${channel}に投稿`,
  intoChannel: "チャンネルに投稿",
  byMessage: "ダイレクトメッセージ",
  begun: (digest) => `📰 まとめをお届けします：${digest}`,
  how: (when) => `次回は${when}です（それまでに書き込みがあれば）。\`/ダイジェスト オフ\`で終了できます。`,
  next: (when) => `次回：${when}`,
  ended: {
    closed: "終了：ダイレクトメッセージを送れません",
    channelGone: "終了：チャンネルがなくなりました",
  },
  listTitle: "まとめ",
  none: "定期的に届くまとめはありません。`/ダイジェスト オン`で始められます。",
  endOne: "まとめを終了…",
  end: "このまとめを終了",
  off: (digest) => `まとめを終了しました：${digest}`,
  untold: {
    closed:
      "⏸️ ダイレクトメッセージを送れないため、まとめを終了しました。受信を許可して（サーバー名 → プライバシー設定 → ダイレクトメッセージ）、もう一度`/ダイジェスト オン`を使ってください。",
    channelGone: "⏸️ まとめの投稿先のチャンネルがなくなったため、まとめを終了しました。",
  },
};

export const digestErrorsJa: typeof digestErrorsEn = {
  zoneUnknown: ({ text }) =>
    `「${text}」というタイムゾーンはありません。入力中の候補から選んでください（例：\`Asia/Tokyo\`）。`,
  tooManyDigests: ({ most }) =>
    `まとめはすでに上限の${count(most, "件")}あります。先に\`/ダイジェスト オフ\`で1件終了してください。`,
  digestUnknown: () => "そのまとめはないか、すでに終了しています。`/ダイジェスト 状態`で一覧を見られます。",
};
