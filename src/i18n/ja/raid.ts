import { durationsIn } from "../durations.ts";
import type { raidEn, raidErrorsEn } from "../en/raid.ts";
import { comments, count } from "./counting.ts";

const duration = durationsIn("ja");

export const raidJa: typeof raidEn = {
  title: "荒らし",
  overTitle: "荒らしは終わりました",
  on: (article) => `場所：${article}`,
  kinds: {
    members: "多くの新しいメンバーが一斉に書き込んでいます",
    text: "同じ文章が繰り返されています",
    flood: "コメントが殺到しています",
  },
  counts: (value, members) => `${comments(value)}（メンバー${count(members, "人")}）`,
  span: (start, end) => (end === null ? `開始：${start}` : `開始：${start}、終了：${end}`),
  others: (value) => `ほか${count(value, "人")}`,
  verdicts: (held, flagged) => `うち検出機能が保留${count(held, "件")}、マーク${count(flagged, "件")}。`,
  slow: {
    wanted: "低速モード：オンにしています…",
    on: (caseNumber, seconds) =>
      `🐢 低速モードがオンです：${duration(seconds)}（ケース #${caseNumber}）。荒らしが終われば元に戻します。`,
    enough: "🐢 スレッドにはすでに低速モードがあるため、そのままにしています。",
    refused:
      "⚠️ 低速モードをオンにできませんでした（Discordに拒否されました）。そこで「スレッドの管理」の権限が必要です。",
    unneeded: "低速モードはオンにしませんでした。",
    lifted: (caseNumber) => `🐢 低速モードを元に戻しました（ケース #${caseNumber}）。`,
    changed: (caseNumber) => `🐢 ケース #${caseNumber} の低速モードはその後変更されたため、そのままにしています。`,
  },
  endedByItself: "自然に収まりました。",
  endedBy: (name) => `${name}が終了させました。`,
  hint: "続いている間、荒らしのうち検出機能が保留・マークしたコメントには個別のカードを出しません。保留中のものは `/コメント 一覧` の `state` で見られます。静かな状態が10分続けば自動で終わります。",
  remove: "確認して削除",
  endNow: "終了（低速モード解除）",
  ended: "終了しました。低速モードは元に戻ります。このスレッドでは1時間、荒らしと判定しません。",
  purgeReason: "荒らし",
};

export const raidErrorsJa: typeof raidErrorsEn = {
  raidOver: () => "その荒らしはもう終わっています。続いているものは `/検出 状態` で見られます。",
};
