import { durationsIn } from "../durations.ts";
import type { threadErrorsEn, threadsEn } from "../en/threads.ts";
import { count } from "./counting.ts";

const duration = durationsIn("ja");
const days = (value: number): string => count(value, "日");

const standing: Record<string, string> = {
  lock: "そのスレッドはすでにロックされています。`/スレッド ロック解除` で解除できます。",
  unlock: "そのスレッドはロックされていません。`/スレッド ロック` でロックできます。",
  slow: "そのスレッドの低速モードは、すでにその長さです。`/スレッド 低速` で別の長さを指定できます。",
  close: "そのスレッドはすでに閉じています（ロック・アーカイブ済み）。`/スレッド 開く` で開けます。",
  open: "そのスレッドはすでに開いています（ロックもアーカイブもされていません）。`/スレッド 閉じる` で閉じられます。",
};

export const threadsJa: typeof threadsEn = {
  duration: (seconds) => (seconds === 0 ? "オフ" : duration(seconds)),
  announced: {
    lock: "🔒 このスレッドはロックされました。読めますが、書き込みはできません。",
    unlock: "🔓 このスレッドのロックが解除されました。また書き込めます。",
    close: "🔒 このスレッドは閉じられました。読めますが、書き込みはできません。",
    open: "🔓 このスレッドはまた開かれました。書き込めます。",
    quiet: (value) => `🔒 ${days(value)}間書き込みがなかったため、このスレッドは閉じられました。`,
    slow: (seconds) => `🐢 低速モードがオンです。次のコメントまで${duration(seconds)}お待ちください。`,
    hurried: "低速モードはオフです。",
  },
  slowed: (from, to) =>
    `低速モード：${to === 0 ? "オフ" : duration(to)}（変更前：${from === 0 ? "オフ" : duration(from)}）`,
  told: {
    yes: "スレッドに知らせました。",
    refused: "スレッドには知らせられませんでした（Discordに書き込みを拒否されました）。",
  },
  quietSet: (title, value, server) => {
    if (value === 0) return `「${title}」は、書き込みがなくても閉じません。`;
    if (value !== null) return `「${title}」は、${days(value)}間書き込みがなければ閉じます。`;
    return `「${title}」はサーバーの設定に従います：${server === null ? "書き込みがなくても閉じません" : `${days(server)}間書き込みがなければ閉じます`}。`;
  },
  setupQuiet: (value) => `${days(value)}間書き込みのないスレッドは閉じます`,
  setupNoQuiet: "書き込みのないスレッドも開いたままです。`close-after`で閉じるまでの日数を決められます",
};

export const threadErrorsJa: typeof threadErrorsEn = {
  threadAlready: ({ what }) => standing[what] ?? "そのスレッドはすでにその状態です。",
  threadBusy: () => "ほかの人がそのスレッドを変更しています。少し待ってからもう一度お試しください。",
  slowTimeUnreadable: ({ text }) =>
    `「${text}」は長さとして使えません。\`30s\`、\`5m\`、\`2h\`、\`off\`のように入力してください。最長は6時間です。`,
  quietDaysAlready: () => "すでにその設定です。サーバーの設定は `/セットアップ` で見られます。",
};
