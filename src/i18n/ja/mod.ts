import type { CaseAction } from "../../domain/case.ts";
import type { modEn } from "../en/mod.ts";
import { comments, count, number } from "./counting.ts";

const sentences: Record<CaseAction, (name: string) => string> = {
  remove: (name) => `${name}さんのコメントを非表示にしました`,
  restore: (name) => `${name}さんのコメントを復元しました`,
  hold: (name) => `${name}さんのコメントを、承認または非表示になるまで保留にしました`,
  approve: (name) => `${name}さんのコメントを承認し、再び表示しました`,
  dismiss: (name) => `${name}さんのコメントへの通報を却下しました`,
  reopen: (name) => `${name}さんのコメントへの通報を再開しました`,
  warn: (name) => `${name}さんに警告しました`,
  timeout: (name) => `${name}さんをタイムアウトしました`,
  untimeout: (name) => `${name}さんのタイムアウトを解除しました`,
  kick: (name) => `${name}さんをキックしました`,
  ban: (name) => `${name}さんをBANしました`,
  unban: (name) => `${name}さんのBANを解除しました`,
  note: (name) => `${name}さんについてのメモを書きました`,
  purge: (name) => `コメントを一括で非表示にしました（${name}）`,
  unpurge: (name) => `コメントを一括で復元しました（${name}）`,
  retract: (name) => `${name}さんのケースを無効にしました`,
  lock: (name) => `「${name}」のスレッドをロックしました`,
  unlock: (name) => `「${name}」のスレッドのロックを解除しました`,
  slow: (name) => `「${name}」の低速モードを変更しました`,
  close: (name) => `「${name}」のスレッドを閉じました`,
  open: (name) => `「${name}」のスレッドをまた開きました`,
};

const heads: Record<CaseAction, string> = {
  remove: "コメントの非表示",
  restore: "コメントの復元",
  hold: "コメントの保留",
  approve: "コメントの承認",
  dismiss: "通報の却下",
  reopen: "通報の再開",
  warn: "警告",
  timeout: "タイムアウト",
  untimeout: "タイムアウトの解除",
  kick: "キック",
  ban: "BAN",
  unban: "BANの解除",
  note: "メモ",
  purge: "一括非表示",
  unpurge: "一括非表示の取り消し",
  retract: "取り消し",
  lock: "スレッドのロック",
  unlock: "スレッドのロック解除",
  slow: "低速モード",
  close: "スレッドの終了",
  open: "スレッドの再開",
};

const states: Record<Parameters<typeof modEn.commentState>[0], string> = {
  visible: "コメントは表示されています。",
  held: "コメントは保留中です。",
  removed: "コメントは非表示です。",
  deleted: "コメントは投稿者が削除しました。",
};

const undoObstacles: Record<string, string> = {
  undone: "すでに取り消されています",
  running: "まだ処理中です。終わるまでお待ちください",
  kick: "キックされたメンバーは、招待からしか戻れません",
  untimeout: "タイムアウトの残り時間がわかりません。あらためてタイムアウトしてください",
  unban: "あらためてBANしてください",
  unpurge: "あらためて一括非表示にしてください",
  retract: "あらためて警告するか、メモを書いてください",
  changed: "その後、ほかの人がスレッドを変更しました",
};

export const modJa: typeof modEn = {
  reason: "理由",
  reasonHint: "ケースに記録されます。空欄のままでもかまいません。",
  reasonNeeded: "ケースに記録されます。",
  suggestedReasons: [
    "宣伝・スパム",
    "個人への侮辱",
    "嫌がらせ",
    "ヘイトスピーチ",
    "話題違い",
    "予告のないネタバレ",
    "他人の個人情報",
    "同じ内容の繰り返し",
    "故意の虚偽の拡散",
    "サーバーのルール違反",
  ],
  modalTitles: {
    remove: "コメントを非表示にする",
    hold: "コメントを保留にする",
    warn: "投稿者に警告する",
    timeout: "投稿者をタイムアウトする",
    kick: "投稿者をキックする",
    ban: "投稿者をBANする",
    note: "投稿者についてのメモ",
  },
  warnHint: "投稿者にダイレクトメッセージで届きます。",
  noteHint: "モデレーターだけが見られます。投稿者には通知されません。",
  duration: "期間",
  durations: {
    "5": "5分",
    "60": "1時間",
    "1440": "1日",
    "4320": "3日",
    "10080": "1週間",
    "40319": "4週間",
  },
  banComments: "投稿者のコメントをどうしますか？",
  keepComments: "そのまま残す",
  removeComments: "すべて非表示にする（BANを解除すると復元されます）",
  caseDone: (caseNumber, action, name) => `ケース${number.format(caseNumber)}：${sentences[action](name)}。`,
  caseHead: (caseNumber, action, name) => `ケース${number.format(caseNumber)}：${heads[action]}（${name}）`,
  by: (name) => `実行：${name}`,
  whom: (name) => `対象：${name}`,
  noReason: "理由は記入されていません。",
  commentState: (state) => states[state],
  notices: {
    waiting: "未通知：ダイレクトメッセージを送信中です。Discordが応答するまで再試行します。",
    sent: "ダイレクトメッセージで通知しました。",
    closed: "未通知：このサーバーからのダイレクトメッセージを受け取らない設定です。",
  },
  until: (time) => `${time}まで`,
  sweep: ({ total, done, failed, isOver }, isReturn) => {
    const what = isReturn ? "復元" : "非表示に";
    if (!isOver && total === 0) return `コメントを${what}しています…`;
    const counted = `${comments(total)}中${count(done, "件")}を${what}しました`;
    const left = failed > 0 ? `（${count(failed, "件")}はできませんでした）` : "";
    return isOver ? `${counted}${left}。` : `これまでに${counted}${left}…`;
  },
  undoes: (caseNumber) => `ケース${number.format(caseNumber)}を取り消し`,
  undoneBy: (caseNumber) => `ケース${number.format(caseNumber)}により取り消し済み`,
  cannotUndo: (caseNumber, why) =>
    `ケース${number.format(caseNumber)}は取り消せません。${undoObstacles[why] ?? "取り消す方法がありません"}。`,
  restoredAt: (link) => `再び表示されました：${link}`,
  attachmentsLost: (value, names) => `添付ファイル${count(value, "件")}は復元できませんでした：${names}`,
  historyTitle: (name) => `${name}さんの履歴`,
  casesCount: (value) => `ケース${count(value, "件")}`,
  noCases: "ケースはありません。",
  older: "古いケース ▶",
  moderateTitle: "どう対応しますか？",
  buttons: {
    undo: (caseNumber) => `ケース${number.format(caseNumber)}を取り消す`,
    restore: "復元する",
    approve: "承認する",
    hold: "保留にする",
    warn: "警告する",
    timeout: "タイムアウト",
    kick: "キック",
    ban: "BAN",
    note: "メモ",
    history: "履歴",
  },
};
