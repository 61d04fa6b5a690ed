import type { purgeEn, purgeErrorsEn } from "../en/purge.ts";
import { comments, count, number } from "./counting.ts";

const refusals: Record<string, string> = {
  missingPermissions: "権限が足りません",
  missingAccess: "チャンネルが見えなくなりました",
  notAllowed: "あなたが読めなくなった場所です",
  commentBusy: "ほかの人が処理しています",
  restoreWindowOver: "内容がすでに消去されています",
  threadArchived: "スレッドがアーカイブされていて、開けません",
  tooManyThreads: "アクティブなスレッドの数がDiscordの上限に達しています",
  tooManyWebhooks: "チャンネルのウェブフックの数がDiscordの上限に達しています",
  unknownChannel: "スレッドがもうありません",
};

export const purgeJa: typeof purgeEn = {
  previewTitle: "一括非表示：まだ何も非表示にしていません",
  noneTitle: "一括非表示：該当なし",
  none: "次のすべてに当てはまる、あなたが読める表示中または保留中のコメントはありません：",
  criteria: {
    member: (name) => `投稿者：${name}`,
    article: (title) => `記事：${title}`,
    everywhere: "あなたが読めるすべての記事",
    from: (time) => `${time}以降`,
    until: (time) => `${time}より前`,
    words: (words) => `含まれる語：${words}`,
    pattern: (pattern) => `パターン：${pattern}`,
    host: (host) => `リンク先：${host}`,
    like: (comment) => `次のコメントに類似：${comment}`,
    raid: (thread) => `${thread}の荒らし`,
  },
  found: (total, authors, articles) =>
    `**${comments(total)}**（投稿者**${count(authors, "人")}**、記事**${count(articles, "件")}**）`,
  span: (oldest, newest) => `投稿期間：${oldest}～${newest}`,
  authors: "投稿者",
  articles: "場所",
  tally: (name, value) => `${name}：${number.format(value)}`,
  others: (value) => `ほか${number.format(value)}`,
  samples: "そのうち5件",
  allOfThem: "すべて",
  staffLeftOut: (value) =>
    `モデレーターの${comments(value)}も当てはまりますが、対象外です。含めるには\`member\`でモデレーターを指定してください。`,
  whatHappens: (minutes, days) =>
    `ここに示したコメントだけが対象で、これから投稿されるものは含みません。${count(days, "日")}以内なら\`/mod 取り消し\`で、元の投稿者名を付けた私の投稿として戻せます。リアクションは戻りません。確認は${count(minutes, "分")}以内にお願いします。`,
  confirm: (total) => `${comments(total)}を非表示にする`,
  cancel: "キャンセル",
  stop: "中止",
  undo: "取り消す",
  discarded: "何も非表示にしませんでした。",
  looking: (looked) => `コメントを確認しています：${count(looked, "件")}…`,
  progress: (done, total, isReturn) =>
    `コメントを${isReturn ? "復元" : "非表示に"}しています：${number.format(total)}件中${number.format(done)}件…`,
  stopping: "処理中のリクエストが終わりしだい止まります。済んだ分はそのままで、ケースに残ります。",
  doneTitle: (isReturn) => (isReturn ? "一括非表示を取り消しました" : "一括非表示が終わりました"),
  notOverTitle: (isReturn) => (isReturn ? "取り消しを続けています" : "一括非表示を続けています"),
  notOver: (caseNumber) =>
    `再起動しても自動で続けます。進み具合は${caseNumber === null ? "ログ" : `\`/mod ケース ${caseNumber}\``}で見られ、\`/mod 一括停止\`で中止できます。`,
  noCase: "何も起きなかったため、ケースはありません。",
  done: (value, total, isReturn) =>
    `${comments(total)}中${count(value, "件")}を${isReturn ? "復元" : "非表示に"}しました`,
  gone: (value, isReturn) =>
    `${count(value, "件")}は${isReturn ? "すでに戻っているか、その後削除されました" : "すでにありませんでした（ほかの人が先に処理しました）"}`,
  refused: (value, code) => `${count(value, "件")}はそのまま：${refusals[code] ?? "Discordに拒否されました"}`,
  untried: (value) => `${count(value, "件")}は未処理`,
  running: "処理中",
  stops: {
    cancelled: "モデレーターが中止しました。",
    rightsLost: "指示した人がモデレーターではなくなったため、中止しました。",
  },
  case: (caseNumber) => `ケース${number.format(caseNumber)}`,
  caseHead: (caseNumber, isReturn, name) =>
    `ケース${number.format(caseNumber)}：${isReturn ? "一括非表示の取り消し" : "一括非表示"}${name ? `（${name}）` : ""}`,
};

export const purgeErrorsJa: typeof purgeErrorsEn = {
  purgeOfNothing: () =>
    "対象を指定してください：メンバー、記事、期間、語、パターン、ホスト、または比較するコメント。非表示にする前に、何が当てはまるかを確認できます。",
  purgeBlank: ({ option }) => `\`${option}\` が空です。入力するか、外してください。`,
  purgeTimeUnreadable: ({ text }) =>
    `「${text}」は日時として読み取れません。\`last 2 hours\`、\`30 min\`、\`3 days\`、\`2026-11-23\`、\`2026-11-23 14:30\`（UTC）のように入力してください。`,
  purgePeriodEmpty: () => "その期間には何もありません。`from`は`until`より前で、過去の日時にしてください。",
  purgeWordsUnclear: ({ text }) =>
    `「${text}」では選べません。すべて含まれるべき語、\`"語句"\`、または\`*\`を付けた語の先頭を指定してください。人、記事、日時には専用のオプションがあります。`,
  purgeHostInvalid: ({ text }) =>
    `「${text}」はホストではありません。\`shop.example.com\`のように入力してください。その下のホストも対象になります。`,
  purgeLikeShort: ({ words }) =>
    `そのコメントは${number.format(words)}語に満たず、似たものが多すぎます。\`words\`か\`pattern\`を使ってください。`,
  purgePatternInvalid: ({ pattern }) =>
    `\`${pattern}\`は正規表現ではありません。括弧を確認するか、\`words\`を使ってください。`,
  purgePatternSlow: () =>
    "そのパターンは時間がかかりすぎます。`(a+)+`のような書き方はすべての組み合わせを試すためです。何も非表示にしていません。繰り返しの中に繰り返しを入れずに書いてください。",
  purgeTooMany: ({ most }) =>
    `${number.format(most)}件を超えるコメントが当てはまります。期間などで絞り込み、何回かに分けてください。`,
  purgeUnknown: () => "そのプレビューは古いか、すでに確認済みです。もう一度`/mod 一括非表示`を実行してください。",
  purgeNotYours: () =>
    "確認できるのは、このプレビューを作ったモデレーターだけです。自分で `/mod 一括非表示` を実行してください。",
  purgeRunning: () =>
    "このサーバーでは一括非表示またはその取り消しが進行中です。終わるまで待つか、`/mod 一括停止`で中止してください。",
  purgeNotRunning: () => "このサーバーで進行中の一括非表示はありません。行われたことは `/mod 記録` で見られます。",
};
