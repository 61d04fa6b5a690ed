import type { UserErrorCode, UserErrorContexts } from "../../errors.ts";
import type { SourceProblem } from "../../domain/source-problems.ts";
import type { Texts } from "../en/index.ts";
import { digestJa, digestErrorsJa } from "./digest.ts";
import { comments, count, decimal, list, number } from "./counting.ts";
import { detectorErrorsJa, detectorJa } from "./detector.ts";
import { helpJa } from "./help.ts";
import { listJa } from "./list.ts";
import { logJa } from "./log.ts";
import { modJa } from "./mod.ts";
import { outlineJa } from "./outline.ts";
import { purgeErrorsJa, purgeJa } from "./purge.ts";
import { quoteErrorsJa, quoteJa } from "./quote.ts";
import { noticeJa, reportJa } from "./report.ts";
import { searchJa } from "./search.ts";
import { showJa } from "./show.ts";
import { sourceProblemsJa } from "./source-problems.ts";
import { statsJa, statsErrorsJa } from "./stats.ts";
import { raidJa, raidErrorsJa } from "./raid.ts";
import { threadErrorsJa, threadsJa } from "./threads.ts";
import { watchingErrorsJa, watchingJa } from "./watching.ts";

const MEGABYTE = 1_048_576;

/** Discord's own names. */
const powers: Record<string, string> = {
  ModerateMembers: "メンバーをタイムアウト",
  KickMembers: "メンバーをキック",
  BanMembers: "メンバーをBAN",
  ManageGuild: "サーバー管理",
};

const errors: { [C in UserErrorCode]: (context: UserErrorContexts[C]) => string } = {
  sourceRefused: ({ line, reason, text, field }) => {
    const problem = sourceProblemsJa[reason as SourceProblem];
    const named = field === undefined ? "" : `「${field}」：`;
    return `${line}行目に問題があります。${named}${problem}${text ? `\n内容：「${text}」` : ""}`;
  },
  fileTooLarge: ({ limitMegabytes }) => `ファイルが大きすぎます。${limitMegabytes} MB以内のファイルを送ってください。`,
  fileUnreachable: ({ name }) => `${name}をDiscordからダウンロードできませんでした。もう一度送ってください。`,
  notInGuild: () => "これはサーバーの中でだけ使えます。",
  notAllowed: ({ access }) =>
    access === "admin"
      ? "これはサーバーを管理できる人だけが使えます。"
      : "これはモデレーター用です。`/セットアップ`で選んだロールか、「メッセージの管理」権限が必要です。",
  notSetUp: () => "記事のチャンネルがまだ選ばれていません。サーバーを管理できる人が`/セットアップ`で選べます。",
  channelUnsuitable: ({ channelId }) =>
    `<#${channelId}>には記事を置けません。テキストチャンネルかフォーラムチャンネルを選んでください。`,
  articleUnknown: () => "その記事はここにはありません。`/記事 一覧`で一覧を見られます。",
  articleUrlInvalid: ({ url }) => `「${url}」はURLではありません。https:// または http:// で始めてください。`,
  articleNotPosted: ({ title }) =>
    `「${title}」はまだDiscordにありません。投稿中ですので、少し待ってからもう一度お試しください。`,
  notAnArticleThread: () => "ここは記事のスレッドではありません。記事のスレッドで実行するか、記事を選んでください。",
  notAThread: () => "記事のコメント欄にしたいスレッドの中で実行してください。",
  threadAdopted: () => "このスレッドはすでに記事のコメント欄です。コメントは `/コメント 一覧` で見られます。",
  articleExists: ({ title, threadId }) =>
    `「${title}」はすでにあります${threadId === "" ? "" : `：<#${threadId}>`}。ひとつの記事のスレッドはひとつです。`,
  commentUnknown: ({ query }) =>
    `「${query}」というコメントは見つかりません。メッセージリンク（メッセージを右クリック →「メッセージリンクをコピー」）を入力するか、入力中に出る一覧から選んでください。`,
  commentGone: () =>
    "そのコメントはすでに削除されたか、非表示になっています。残っているものは `/コメント 一覧` で見られます。",
  commentNotRemoved: () =>
    "そのコメントは非表示ではないため、復元するものがありません。非表示のコメントは `/コメント 一覧` の `state` で見られます。",
  commentNotHeld: () =>
    "そのコメントは保留中ではないため、承認するものがありません。保留中のコメントは `/コメント 一覧` の `state` で見られます。",
  alreadyHeld: () => "そのコメントはすでに保留中です。`/mod 承認` で戻すか、`/mod 非表示` で非表示にできます。",
  notOnYourself: () => "自分自身には実行できません。ほかのモデレーターに頼んでください。",
  notOnMe: () =>
    "私自身には実行しません。外す場合は、サーバーを管理できる人がサーバー設定 → 連携サービスから行えます。",
  notOnTheOwner: () => "サーバーの所有者には誰も実行できません。コメントには `/mod 非表示` が使えます。",
  outranked: ({ member, who }) =>
    who === "you"
      ? `あなたの最上位のロールは${member}さんより上ではないため、実行できません。`
      : `私の最上位のロールは${member}さんより上ではありません。サーバーを管理できる人が上に移動できます：サーバー設定 → ロール。`,
  lacksPermission: ({ who, permission }) => {
    const name = powers[permission] ?? permission;
    return who === "you"
      ? `これには**${name}**の権限が必要ですが、あなたにはありません。`
      : `私に**${name}**の権限がありません。サーバーを管理できる人が付与できます：サーバー設定 → ロール → Talkback。`;
  },
  isAdministrator: ({ member }) =>
    `${member}さんは管理者です。Discordでは管理者をタイムアウトできません。\`/mod 警告\` と、コメントへの \`/mod 非表示\` は使えます。`,
  memberUnknown: ({ member }) =>
    `${member}さんはもうこのサーバーのメンバーではありません。これまでの対応は \`/mod 履歴\` で見られます。`,
  memberBusy: ({ member }) => `今、ほかの人が${member}さんに対応しています。少し待ってからもう一度お試しください。`,
  alreadyBanned: ({ member }) => `${member}さんはすでにBANされています。理由は \`/mod 履歴\` で見られます。`,
  notBanned: ({ member }) => `${member}さんはBANされていません。これまでの対応は \`/mod 履歴\` で見られます。`,
  notTimedOut: ({ member }) =>
    `${member}さんはタイムアウト中ではありません。これまでの対応は \`/mod 履歴\` で見られます。`,
  noMember: () =>
    "そのコメントはインポートされたもので、投稿者のアカウントはここにはありません。コメント自体は `/mod 非表示` で非表示にできます。",
  reasonMissing: () => "理由を入力してください。これは理由が要の操作です。",
  cannotUndo: ({ number: asked, why }) => modJa.cannotUndo(asked, why),
  tooManyReports: () => "1分間に受け付けられる通報の数を超えました。少し待ってから続けてください。",
  claimedByAnother: ({ name }) =>
    `そのコメントは${name}さんがすでに担当しています。相談するか、別のカードを選んでください。`,
  commentBusy: () =>
    "今、ほかの人がそのコメントを非表示にするか、復元しています。少し待ってからもう一度お試しください。",
  restoreWindowOver: ({ days }) =>
    `そのコメントは${count(days, "日")}より前に非表示になりました。内容は消去されています。もう一度書けるのは本人だけです。`,
  alreadyReported: () =>
    "そのコメントはすでに通報済みです。通報はモデレーターに届いています。編集された後なら、もう一度通報できます。",
  ownComment: () => "それはあなた自身のコメントです。右クリック →「メッセージを削除」で削除できます。",
  nothingReported: () => "そのコメントに未対応の通報はありません。未処理のものは `/mod 通報一覧` で見られます。",
  ...detectorErrorsJa,
  ...watchingErrorsJa,
  ...digestErrorsJa,
  ...quoteErrorsJa,
  mayNotPostThere: ({ channelId }) =>
    `<#${channelId}>に書き込む権限がありません。書き込めるチャンネルを選んでください。`,
  dateUnreadable: ({ text }) =>
    `「${text}」は日付として読み取れません。\`2026-11-23\`、\`2026-11\`、\`2026\`、\`7d\`、\`yesterday\`のように入力してください。`,
  ...purgeErrorsJa,
  ...statsErrorsJa,
  ...threadErrorsJa,
  ...raidErrorsJa,
  caseUnknown: ({ number: asked }) => `ケース${asked}は見つかりません。\`/mod 履歴\`でメンバーのケースを見られます。`,
  logActionUnknown: ({ text }) => `「${text}」という種類の操作はありません。入力中に出る一覧から選んでください。`,
  viewForgotten: () => "この一覧は古く、内容がわからなくなりました。もう一度コマンドを実行してください。",
  outdated: () => "このボタンは以前のバージョンのTalkbackのものです。もう一度コマンドを実行してください。",
  missingPermissions: ({ permissions, channelId }) =>
    `<#${channelId}>で次の権限が足りません：**${permissions}**。サーバーを管理できる人が付与できます：チャンネルの編集 → 権限 → Talkback。`,
  missingAccess: () => "そのチャンネルが見えません。サーバーを管理できる人が許可できます：チャンネルの編集 → 権限。",
  unknownMessage: () => "そのメッセージはもうDiscordにありません。残っているものは `/コメント 一覧` で見られます。",
  unknownChannel: () => "そのチャンネルまたはスレッドはもうDiscordにありません。別のものを選んでください。",
  threadArchived: () => "そのスレッドはアーカイブされています。アーカイブを解除して、もう一度お試しください。",
  tooManyThreads: () =>
    "このサーバーのアクティブなスレッドがDiscordの上限に達しています。いくつかアーカイブして、もう一度お試しください。",
  tooManyWebhooks: () =>
    "そのチャンネルのウェブフックがDiscordの上限に達しています。どれかを削除してください：チャンネルの編集 → 連携サービス。",
  discordUnavailable: () => "Discordが応答しませんでした。何も失われていません。少し待ってからもう一度お試しください。",
  discordBusy: ({ minutes }) =>
    `Discordの制限により、約${count(minutes, "分")}間これを実行できません。何も失われていません。その後もう一度お試しください。`,
  storeFailing: ({ reason }) =>
    `現在、何も保存できません：${reason}。何も変更していません。ボットの運営者に知らせて、後でもう一度お試しください。`,
  shuttingDown: () => "再起動中です。1分ほど待ってからもう一度お試しください。",
};

/** Every text in Japanese: です・ます, counters instead of plurals. */
export const ja: Texts = {
  errors,
  incident: (id) => `こちらで問題が起きました。繰り返す場合は、この番号をボットの運営者に伝えてください：\`${id}\``,
  count: { comments },
  article: {
    modal: { title: "記事を投稿", name: "タイトル", url: "URL（空欄でも可）", text: "本文（空欄でも可）" },
    by: (author) => `著者：${author}`,
    commentCount: (value) => `💬 ${value === 0 ? "まだコメントはありません" : comments(value)}`,
    readComments: "コメントを読む",
    readOn: "続きを読む",
    open: "記事を開く",
    posted: (title, link) => `投稿しました：[${title}](${link})`,
    imported: (title, link, value) => `[${title}](${link})を${comments(value)}とともにインポートしました。`,
    adopted: (title, link, value) =>
      `このスレッドは[${title}](${link})のコメント欄になりました（現在${comments(value)}）。`,
    importedBefore: (title, link) => `[${title}](${link})はインポート済みのため、何もしていません。`,
    stated: (stated, found) => `ページの表示では${comments(stated)}ですが、見つかったのは${count(found, "件")}です。`,
    progress: (done, total) => `コメントを投稿しています：${number.format(total)}件中${number.format(done)}件…`,
    accepted: "記事を読み込んでいます…",
    listTitle: "記事",
    none: "まだ記事がありません。`/記事 投稿`か`/記事 インポート`で最初の記事を追加できます。",
    waiting: "未投稿",
    page: (from, to, total) => `${number.format(total)}件中 ${number.format(from)}～${number.format(to)}`,
  },
  comments: {
    listTitle: (title) => `${title}へのコメント`,
    range: (from, to, total) => `${number.format(total)}件中 ${number.format(from)}～${number.format(to)}`,
    previous: "前へ",
    next: "次へ",
    jump: "メッセージへ移動",
    showAll: "全文を表示",
    imported: "インポート",
    edited: (times) => (times === 1 ? "編集済み" : `${number.format(times)}回編集`),
    attachments: (value) => `添付ファイル${count(value, "件")}`,
    attachmentsGone: (names) => `Discordにもうないファイル：${names}`,
    fileSize: (bytes) =>
      bytes < MEGABYTE
        ? `${number.format(Math.max(1, Math.round(bytes / 1_024)))} KB`
        : `${decimal.format(bytes / MEGABYTE)} MB`,
    replyTo: (name) => `${name}さんへの返信`,
    replyToGone: "今はないコメントへの返信",
    replies: (value) => `返信${count(value, "件")}`,
    held: "このコメントは、モデレーターが確認するまで保留されています。",
    removed: "このコメントはモデレーターが非表示にしました。",
    deleted: "このコメントは投稿者またはモデレーターが削除しました。",
    heldSealed: (until) => `保留中です。モデレーターは${until}まで承認できます。`,
    removedSealed: (until) => `非表示です。モデレーターは${until}まで復元できます。`,
    noText: "本文なし",
    page: (page, pages) => `${number.format(pages)}ページ中${number.format(page)}ページ目`,
    goToPage: (page, pages) => `${number.format(page)}／${number.format(pages)}ページ：移動先を選択…`,
    openOne: "ひとつを全文で読む…",
  },
  list: listJa,
  outline: outlineJa,
  show: showJa,
  log: logJa,
  search: searchJa,
  quote: quoteJa,
  mod: modJa,
  purge: purgeJa,
  stats: statsJa,
  threads: threadsJa,
  raid: raidJa,
  detector: detectorJa,
  notice: noticeJa,
  report: reportJa,
  watching: watchingJa,
  digest: digestJa,
  setup: {
    title: "設定",
    articles: (channel) => `記事の投稿先：${channel}`,
    moderators: (channel) => `通報の通知先：${channel}`,
    role: (role) => `モデレーターは、${role}を持つ人と、メッセージを管理できる人です`,
    historyForAll: "編集前の内容は誰でも読めます",
    historyForModerators: "編集前の内容はモデレーターだけが読めます",
    hold: (value) => `${count(value, "人")}が通報すると、モデレーターが判断するまでコメントを隠します`,
    noHold: "通報だけではコメントを隠しません",
    membersUntouched: (permissions) =>
      `${permissions}の権限がないと、モデレーターに頼まれても実行できません。サーバー設定 → ロール → Talkbackで付与してください。`,
    log: (channel) => `ログの表示先：${channel}`,
    noLog: "ログは`/mod 記録`でのみ見られます。`log`オプションで表示先のチャンネルを選べます",
    noArticles: "記事のチャンネルがありません。`articles`オプションで選んでください",
    noModerators: "通報は通知されません。`moderators`オプションでチャンネルを選んでください",
    noRole: "モデレーターは、メッセージを管理できる人です。`role`オプションでロールを選べます",
    missing: (channel, permissions) =>
      `${channel}で次の権限が足りません：**${permissions}**。チャンネルの編集 → 権限 → Talkbackで付与してください。`,
    fine: "必要な権限はすべてあります。",
    quotesOnly: "「ウェブフックの管理」権限がないため、過去のコメントは投稿者名ではなく、私の引用として投稿します。",
  },
  doctor: {
    title: "点検",
    caughtUp: "投稿されたメッセージはすべて保存されています。",
    catchingUp: (value) => `不在中の投稿を読み込んでいます：残り${count(value, "件")}のスレッド`,
    comparing: (value) => `スレッド全体をバックグラウンドで照合しています：残り${count(value, "件")}`,
    compared: (time) => `すべてのスレッドをDiscordと照合しました（${time}）。`,
    openJobs: (value) => `未完了の処理が${count(value, "件")}あります。自動で再試行します。`,
    channelGone: (channel) =>
      `${channel}はもうないか、私には見えません。コメントは保存されています。\`/セットアップ\`で別のチャンネルを選ぶか、チャンネルの編集 → 権限で私を許可してください。`,
    noThreads: "まだ記事がありません。",
    compareNow: "今すぐ照合する",
    comparedWhole: (time) => `全体を照合：${time}`,
    comparedNewest: (time) => `最新のコメントを照合：${time}`,
    neverCompared: "未照合",
    nothingFound: "不足なし",
    found: ({ missed, edits, deletions, reactions }, time) => {
      const parts = [
        missed > 0 ? `取りこぼし${count(missed, "件")}` : "",
        edits > 0 ? `編集${count(edits, "件")}` : "",
        deletions > 0 ? `削除${count(deletions, "件")}` : "",
        reactions > 0 ? `リアクションの違い${count(reactions, "件")}` : "",
      ];
      return `これまでに見つかったもの：${list.format(parts.filter(Boolean))}（最後は${time}）`;
    },
    gaps: {
      none: () => "",
      uncompared: () => "照合するまで、不在中の編集や削除が反映されていない可能性があります。",
      reading: () => "読み込み中です。前回以降の出来事が、まだ反映されていない可能性があります。",
      failing: () => "読み込めませんでした。再試行を続けます。その間の出来事が反映されない可能性があります。",
      hidden: (since) =>
        `${since}から私には見えません。「チャンネルを見る」と「メッセージ履歴を読む」の権限が必要です。その間の出来事は、見えるようになりしだい読み込みます。`,
      deleted: (since) => `${since}からDiscordにありません。コメントは保存されています。`,
    },
  },
  help: helpJa,
  cli: {
    imported: (title, value, link) => `「${title}」を${comments(value)}とともにインポートしました：${link}`,
    importedBefore: (title, link) => `「${title}」はインポート済みのため、何もしていません：${link}`,
  },
  ping: (milliseconds) =>
    milliseconds === null ? "ここにいます。" : `ここにいます。Discordゲートウェイの応答は${milliseconds}ミリ秒です。`,
};
