import type { sourceProblemsEn } from "../en/source-problems.ts";

export const sourceProblemsJa: typeof sourceProblemsEn = {
  empty: "ファイルが空です。",
  tooLarge: "ファイルが8 MBを超えているか、テキストのひとつが400万文字を超えています。",
  encoding: "テキストではありません。ページをUTF-8のテキストとして保存してください。",
  markup: "HTMLかXMLです。ページをプレーンテキストとして保存してください。",
  titleMissing: "タイトルが必要です。最初の行、またはMarkdownの「# 見出し」に書いてください。",
  titleTooLong: "最初の行はタイトルで、1,000文字までです。",
  titleUnlikely: "記事のタイトルではなく、プログラムやログ、表のように見えます。",
  titleNotAlone: "タイトルの次は、空行か日付の行にしてください。",
  articleMissing: "タイトルの後には、日付、本文、または“16 comments”のような行が必要です。",
  dateUnreadable:
    "日付として読み取れません。“March 11, 2009, 3:16 AM PST”や“2009-03-11T11:16:00Z”のように書いてください。",
  dateImpossible: "存在しない日時です。",
  zoneUnknown: "不明なタイムゾーンです。“PST”、“UTC”、“+02:00”のように書いてください。",
  lengthUnreadable: "長さは秒数（“Length: 324”）か、5:24の形で書いてください。",
  commentNameNotRepeated: "コメントは、投稿者名の行が2行と空行で始まります。",
  commentTextMissing: "この名前の後に、コメントの本文が必要です。",
  frontMatterOpen: "“---”で始まるフロントマターは、“---”で終わらせてください。",
  frontMatterInvalid: "フロントマターが正しいYAMLではありません。",
  jsonInvalid: "正しいJSONではありません。",
  field: "この項目がないか、形式が合いません。",
  parentUnknown: "コメントが返信できるのは、それより前にあるコメントだけです。",
};
