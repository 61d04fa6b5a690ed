import type { ActivityUnit } from "../../domain/comment-activity.ts";
import { longestUnitIn } from "../durations.ts";
import type { statsEn, statsErrorsEn } from "../en/stats.ts";
import { number } from "./counting.ts";

const percent = new Intl.NumberFormat("ja", { style: "percent", maximumFractionDigits: 0 });
const duration = longestUnitIn("ja");
const units: Record<ActivityUnit, string> = { day: "日", month: "月", year: "年" };

export const statsJa: typeof statsEn = {
  titleArticle: (title) => `統計：${title}`,
  titleMember: (mention) => `${mention} の書き込み`,
  titleServer: "サーバーの統計",
  since: (time) => `${time} 以降`,
  ofAll: "最初から",
  nothing: "その期間に、読めるコメントは書かれていません。",
  counts: (comments, participants) => `コメント${number.format(comments)}件・${number.format(participants)}人`,
  comments: (comments) => `コメント${number.format(comments)}件`,
  replies: (replies, share) => `うち返信 ${percent.format(share)}（${number.format(replies)}件）`,
  firstAndLast: (first, last) => `最初：${first}、最後：${last}`,
  undated: (comments) => `コメント${number.format(comments)}件は時刻が不明なため、グラフに含まれません。`,
  busiest: (hours, zone) =>
    `書き込みが多い時間帯：${hours.map((hour) => `${hour}～${hour + 1}時`).join("、")}（${zone}）`,
  delay: (ms) => `返信のあったコメントの半数には、${duration(ms)}以内に最初の返信がありました`,
  reacted: "リアクションが多いコメント",
  replied: "返信が多いコメント",
  alt: ({ unit, from, to, most, at, hour, zone }) =>
    `棒グラフ2つ。${units[unit]}ごとのコメント数（${from}～${to}）：最多は${at}の${number.format(most)}件。時刻ごとのコメント数（${zone}）：最多は${hour}～${hour + 1}時。`,
};

export const statsErrorsJa: typeof statsErrorsEn = {
  statsOfOthers: () =>
    "ほかのメンバーの統計を見られるのはモデレーターだけです。自分をメンバーに指定して `/コメント 統計` を使うと、自分の書き込みを確認できます。",
  statsOfBoth: () =>
    "記事かメンバーのどちらか一方を選んでください。メンバーの統計は、このサーバーでのすべての書き込みが対象です。",
};
