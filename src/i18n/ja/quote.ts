import type { quoteEn, quoteErrorsEn } from "../en/quote.ts";

export const quoteJa: typeof quoteEn = {
  by: (member) => `引用：${member}さん`,
  from: (title) => `記事：${title}`,
  done: (link) => `引用しました：${link}`,
  asOfNow: (when) => `${when}時点の内容です。その後の編集や削除はここに反映されません`,
  doneAway:
    "引用しました。私はここのメンバーではないため、コメントが変わっても引用を更新できません。消したいときは引用のボタンで取り消してください。",
  takeBack: "引用を取り消す",
  takenBack: "引用を取り消しました。",
  cut: "省略あり",
  edited: "引用後に編集",
  gone: "このコメントは、引用後に非表示、削除、または保留になりました。",
  passageTitle: "一部を引用",
  passage: "引用する部分",
  passageHint: "引用したい部分だけを残してください。途中を省くところには […] と書きます",
  passageUnknown:
    "コメントにその文はありません。引用は原文どおりに行い、途中を省くところには […] と書きます。入力された内容：",
  passageMissing: "引用するものがありません。コメントの語を少なくともひとつ残してください。",
};

export const quoteErrorsJa: typeof quoteErrorsEn = {
  passageNotFound: () => quoteJa.passageUnknown,
  quoteTooPublic: ({ channelId }) =>
    `<#${channelId}>はそのコメントより多くの人が読めるため、そこには引用できません。同じ人だけが見られるチャンネルを選んでください。`,
  quoteNotForAll: () =>
    "そのコメントはサーバーの全員が読めるわけではないため、ほかの場所には引用できません。元のサーバーでは`/引用`が使えます。",
  notYourQuote: () => "引用を取り消せるのは、引用した本人かモデレーターだけです。",
  tooManyQuotes: () =>
    "この記事のコメントの引用が、更新し続けられる上限に達しました。先に引用をひとつ取り消してください。",
};
