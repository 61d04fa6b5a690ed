import type { LinkOddity, Reason, ReasonCode, SpamKind } from "../../domain/detector-verdict.ts";
import type { detectorEn, detectorErrorsEn } from "../en/detector.ts";
import { comments, count, number, percent } from "./counting.ts";

const kinds: Record<SpamKind, string> = {
  articles: "記事に付く広告コメントに似ています",
  videos: "動画に付く自己宣伝に似ています",
  replies: "返信スパムの儲け話や暗号資産の勧誘に似ています",
  messages: "当選や特典の迷惑メッセージに似ています",
};

const oddities: Record<LinkOddity, (host: string) => string> = {
  disguised: (host) => `${host}に見せかけたアドレスです（別の文字体系の文字が混じっています）`,
  imitated: (host) => `${host}は有名なサイトを装っています`,
  userinfo: (host) => `${host}につながることを隠しています`,
  mismatched: (host) => `表示と違うアドレス${host}につながります`,
  ip: (host) => `数字だけのアドレス${host}へのリンク`,
  spelledOut: (host) => `フィルターを避けるため、${host}を崩して書いています`,
  invite: (host) => `ほかのチャットへの招待（${host}）`,
  shortener: (host) => `${host}はリンク先を隠します`,
  punycode: (host) => `${host}は符号化された文字のアドレスです`,
  masked: (host) => `テキストの裏に${host}が隠れています`,
};

const minutesOf = (value: number): string => count(value, "分");
const hoursOf = (value: number): string => count(value, "時間");
const minutesOrHours = (minutes: number): string =>
  minutes === 0 ? "1分未満" : minutes < 60 ? minutesOf(minutes) : hoursOf(Math.floor(minutes / 60));
const hoursOrDays = (hours: number): string =>
  hours === 0 ? "1時間未満" : hours < 48 ? hoursOf(hours) : count(Math.floor(hours / 24), "日");

const reasons: { [C in ReasonCode]: (values: Extract<Reason, { code: C }>["values"]) => string } = {
  text: ({ kind }) => kinds[kind],
  wallOfText: ({ words }) => `句読点がほとんどない${count(words, "語")}の文章`,
  offTopic: () => "記事やほかのコメントと共通する語がほとんどありません",
  disguisedLetters: ({ word }) => `偽装された文字：「${word}」と読めます`,
  watchedPhrase: ({ phrase }) => `このサーバーの監視リストにある語句：「${phrase}」`,
  profanity: () => "乱暴な言葉",
  link: ({ host }) => `${host}へのリンク`,
  oddLink: ({ host, oddity }) => oddities[oddity](host),
  ownSite: ({ host }) => `投稿者自身のサイトらしい${host}へのリンク`,
  firstLink: ({ host }) => `この投稿者のここで最初のリンク：${host}`,
  newAccount: ({ hours }) => `アカウント作成から${hoursOrDays(hours)}`,
  newMember: ({ minutes }) => `参加から${minutesOrHours(minutes)}での投稿`,
  firstComment: () => "この投稿者のここで最初のコメント",
  removedBefore: ({ comments: value }) => `この投稿者の${comments(value)}が過去に非表示になりました`,
  sameAsRemoved: () => "同じ文章が以前ここで非表示になりました",
  likeRemoved: () => "ほぼ同じ文章が以前ここで非表示になりました",
  sameElsewhere: ({ threads, minutes }) =>
    `${minutesOf(minutes)}以内に、ほかの${count(threads, "件")}のスレッドにも同じ文章`,
  sameFromOthers: ({ members, minutes }) =>
    `${minutesOf(minutes)}以内に、ほかのメンバー${count(members, "人")}からも同じ文章`,
  sharedHost: ({ host, members }) => `ほかの新しいメンバー${count(members, "人")}も${host}へリンクしています`,
  burst: ({ comments: value, seconds }) => `${count(seconds, "秒")}以内に${comments(value)}`,
  mentions: ({ members }) => `一度に${count(members, "人")}をメンション`,
  mentionsEveryone: () => "全員またはロール全体へのメンション",
  quietThread: ({ days }) => `${count(days, "日")}間投稿のなかった場所への、初めての人のコメント`,
  editedAfterApproval: () => "モデレーターの承認後に変更されました",
  autoMod: ({ rule }) => `DiscordのAutoMod：「${rule}」`,
};

const strictnesses: typeof detectorEn.strictnesses = { lenient: "緩め", normal: "標準", strict: "厳しめ" };

export const detectorJa: typeof detectorEn = {
  verdicts: { hold: "保留", flag: "マーク", pass: "通過" },
  title: "検出機能",
  strictnesses,
  on: "新しいコメントと編集されたコメントをすべて読み、スパムらしいものをマークし、まだ信頼されていない投稿者のものは保留にします。",
  off: "オフです。`/検出 設定 on:True`でオンにできます。",
  logOnly: "記録のみ：判定を書き留めるだけで、何もしません。",
  strictness: (name) => `厳しさ：**${strictnesses[name]}**`,
  profanity: (isNoted) => (isNoted ? "乱暴な言葉を記録します" : "乱暴な言葉は記録しません"),
  trusted: (role) =>
    role === null
      ? "モデレーターと、参加14日以上・コメント20件以上で非表示が1件もないメンバーは対象外です"
      : `モデレーター、${role}を持つメンバー、参加14日以上・コメント20件以上で非表示が1件もないメンバーは対象外です`,
  lists: (phrases, hosts) => `監視中の語句${count(phrases, "件")} · 許可したホスト${count(hosts, "件")}`,
  raids: (areMet) => (areMet ? "スレッドの荒らしには低速モードとカード1枚で対応します" : "荒らしの検出はオフです"),
  counts: (name, { open, confirmed, reversed }) =>
    `**${name === "held" ? "保留" : "マーク"}** ${number.format(open + confirmed + reversed)}件：モデレーターが認めた${number.format(confirmed)}件、覆した${number.format(reversed)}件、未決定${number.format(open)}件`,
  noted: (value) => `${comments(value)}は、気になる点を記録して通過`,
  precision: (share, decided) =>
    share === null
      ? "ここでの精度：モデレーターが判定を確認するまでわかりません"
      : `ここでの精度：モデレーターが確認した${number.format(decided)}件のうち**${percent.format(share)}**`,
  waiting: "対応待ち",
  noCards: "カードのチャンネルが選ばれていません。`/セットアップ moderators`で選んでください。",
  reading: (done, total) => `読み込み中：${comments(total)}中${count(done, "件")}…`,
  noComments: "試せるコメントがまだありません。",
  result: (read, held, flagged) =>
    `最近の${comments(read)}のうち、**${number.format(held)}**件を保留、**${number.format(flagged)}**件をマークしたはずです。`,
  resultStrictness: (name) => `厳しさ「${strictnesses[name]}」で試しました。何も変更していません。`,
  removedSince: (removed, found) =>
    `この${count(found, "件")}のうち${count(removed, "件")}は、モデレーターが非表示にしました。`,
  heldList: "保留",
  flaggedList: "マーク",
  notedList: (value) => `リンクを記録して通過：${count(value, "件")}`,
  more: (value) => `ほか${count(value, "件")}`,
  isRemoved: "その後非表示",
  preview: (phrase, matches, read) =>
    matches === 0
      ? `最近の${comments(read)}に「${phrase}」を含むものはありません。`
      : `「${phrase}」は、最近の${comments(read)}のうち**${number.format(matches)}**件に当てはまります。`,
  tooMany: "20件に1件を超えています。もっと珍しい語句にしないと、問題のないコメントが多数マークされます。",
  watch: "監視する",
  watchPhrase: "語句を監視",
  watched: (phrase) => `今後、「${phrase}」を含むコメントを記録します。\`/検出 監視解除\`で終了できます。`,
  unwatched: (phrase) => `「${phrase}」の監視を終了しました。`,
  allowed: (host) => `${host}とその下へのリンクは、今後記録しません。`,
  disallowed: (host) => `${host}へのリンクを再び記録します。`,
  watchTitle: "語句を監視する",
  phrase: "語または語句",
  phraseHint: "書き方の違いは問いません。末尾の*は任意の語尾です。何に当てはまるかを先に確認できます。",
  listTitle: "監視中の語句と許可したホスト",
  noPhrases: "監視中の語句はありません。`/検出 監視`か、カードのボタンで追加できます。",
  noHosts: "記事のホスト以外に許可したホストはありません。`/検出 許可`で追加できます。",
  autoModTitle: "DiscordのAutoMod",
  noRules: "このサーバーにAutoModのルールはありません。サーバー設定 → AutoModで作れます。",
  autoModHint: "これらのルールの警告は検出の手がかりになり、カードに表示されます。",
  ruleOff: "オフ",
  triggers: {
    keywords: "キーワード",
    spam: "スパム",
    presets: "一般的な不適切語",
    mentions: "多数のメンション",
    profiles: "メンバーの名前",
    other: "その他のルール",
  },
  actions: {
    block: "メッセージをブロック",
    alert: "モデレーターに警告",
    timeout: "メンバーをタイムアウト",
    other: "その他の動作",
  },
  reason: ({ code, values }) => (reasons[code] as (values: Reason["values"]) => string)(values),
};

export const detectorErrorsJa: typeof detectorErrorsEn = {
  phraseWatched: ({ phrase }) => `「${phrase}」はすでに監視中です。すべては \`/検出 一覧\` で見られます。`,
  phraseNotWatched: ({ phrase }) => `「${phrase}」は監視していません。\`/検出 一覧\`で一覧を見られます。`,
  phraseUnfit: ({ most }) =>
    `その語句は監視できません。2文字以上${most}文字以内の語が必要です。末尾の\`*\`は任意の語尾です。`,
  hostAllowed: ({ host }) => `${host}へのリンクはすでに許可されています。すべては \`/検出 一覧\` で見られます。`,
  hostNotAllowed: ({ host }) => `${host}はリストにありません。\`/検出 一覧\`で一覧を見られます。`,
  hostUnreadable: ({ text }) => `「${text}」はホストではありません。\`example.com\`のように入力してください。`,
  everyoneTrusted: () => "そのロールは全員が持っているため、誰も検査されなくなります。別のロールを選んでください。",
  listFull: ({ most }) => `リストは${number.format(most)}件でいっぱいです。先にどれかを外してください。`,
};
