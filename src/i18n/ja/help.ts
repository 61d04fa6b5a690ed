import type { helpEn } from "../en/help.ts";

export const helpJa: typeof helpEn = {
  title: "Talkback",
  intro: "スレッドにある記事のコメント欄です。スレッドに返信するとコメントになり、すべて保存されます。",
  choose: "何をしますか？",
  all: "すべて",
  example: "例：",
  rightClick: (name) => `**${name}**：メッセージを右クリック → アプリ → ${name}`,
  tasks: {
    read: { sign: "📖", name: "読む・探す", about: "コメントの一覧、検索、表示、返信のつながり" },
    quote: { sign: "💬", name: "引用する", about: "コメントや一部をほかの人に見せる" },
    follow: { sign: "🔔", name: "新しいコメントの通知", about: "好きな間隔でダイレクトメッセージに届く" },
    digest: { sign: "📰", name: "注目のコメントを受け取る", about: "今すぐ、または毎日・毎週" },
    report: { sign: "🚩", name: "コメントを通報する", about: "見るのはモデレーターだけ" },
    comments: { sign: "🛡️", name: "コメントに対応する", about: "非表示、保留、承認、復元" },
    members: { sign: "👤", name: "メンバーに対応する", about: "警告、タイムアウト、キック、BAN、これまでの対応" },
    purge: { sign: "🧹", name: "多数のコメントを非表示にする", about: "メンバー、時間、語、リンクで（先に確認）" },
    record: { sign: "📚", name: "行われたことの確認と取り消し", about: "ケースと記録" },
    threads: { sign: "🔒", name: "スレッドを落ち着かせる・閉じる", about: "ロック、低速モード、静かになったら閉じる" },
    articles: { sign: "📝", name: "記事を持ち込む", about: "入力、ページのインポート、スレッドの引き継ぎ" },
    detector: { sign: "🔎", name: "スパムを見つける", about: "検出器の保留と印、そのリスト" },
    server: { sign: "⚙️", name: "設定と確認", about: "チャンネル、ロール、保存の状況" },
  },
};
