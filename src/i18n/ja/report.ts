import type { noticeEn, reportEn } from "../en/report.ts";
import { comments, count, number } from "./counting.ts";

const reports = (value: number): string => `通報${count(value, "件")}`;

export const reportJa: typeof reportEn = {
  modalTitle: "コメントを通報",
  reason: "何が問題ですか？",
  note: "モデレーターに伝えたいことはありますか？",
  noteHint: "空欄のままでもかまいません。",
  tell: "結果の連絡を希望しますか？",
  tellNo: "いいえ",
  tellYes: "はい、ダイレクトメッセージで",
  reasons: {
    spam: "スパム",
    offensive: "不快な内容",
    abusive: "攻撃的な内容",
    offtopic: "話題違い・宣伝",
    other: "その他",
  },
  thanks: "ありがとうございます。通報をモデレーターに届けました。",
  listTitle: "未対応の通報",
  none: "未対応の通報はありません。",
  line: (reason, reporter, time) => `**${reason}**、通報者：${reporter}、${time}`,
  more: (value) => `ほかに未対応の通報があるコメントが${count(value, "件")}`,
  remove: "非表示にする",
  dismiss: "却下する",
  claim: "担当する",
  release: "担当をやめる",
  claimed: "あなたが担当になりました。カードにも表示されます。",
  released: "担当を外れました。",
  claimedBy: (name) => `${name}さんが担当しています。`,
  card: {
    open: "通報されたコメント",
    flagged: "検出機能がマークしたコメント",
    held: "保留中のコメント（対応待ち）",
    done: "対応済み",
  },
  tags: { open: "未対応", held: "保留中", done: "対応済み" },
  account: (time) => `アカウント作成：${time}`,
  joined: (time) => `サーバー参加：${time}`,
  editedSince: "**その後編集されました。** 現在の内容：",
  notMember: "現在はメンバーではありません",
  imported: "インポートされたコメントで、投稿者のアカウントはここにはありません。",
  record: (numbers) =>
    [
      comments(numbers.comments),
      `非表示${count(numbers.removed, "件")}`,
      numbers.reports === 0
        ? "過去の通報なし"
        : `${reports(numbers.reports)}（うち認定${count(numbers.upheld, "件")}）`,
      ...(numbers.warnings > 0 ? [`警告${count(numbers.warnings, "回")}`] : []),
    ].join(" · "),
  signals: "検出機能の指摘",
  reports,
  moreReports: (value) => `ほか${number.format(value)}件`,
  heldByReports: (value) => `${reports(value)}により保留`,
};

export const noticeJa: typeof noticeEn = {
  warned: (server) => `**${server}のモデレーターから警告がありました。**`,
  reason: (reason) => `理由：${reason}`,
  about: (link) => `対象の投稿：${link}`,
  caseNumber: (caseNumber) => `ケース${number.format(caseNumber)}`,
  outcome: (server, isUpheld) =>
    isUpheld
      ? `${server}での通報をありがとうございました。モデレーターが問題を認め、対応しました。`
      : `${server}での通報をありがとうございました。モデレーターが確認し、コメントはそのまま残すことになりました。`,
};
