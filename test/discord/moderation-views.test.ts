import { type APIMessageTopLevelComponent, ButtonStyle } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { checkMessage } from "#sandbox/rules/message.ts";
import { caseDoneView, caseView, historyView } from "#src/discord/render/case-view.ts";
import { lastRowOf, logPageView, logRowsView } from "#src/discord/render/log-view.ts";
import { moderateView } from "#src/discord/render/moderate-view.ts";
import { noticeView } from "#src/discord/render/notice-view.ts";
import { reportCardView } from "#src/discord/render/report-card-view.ts";
import { chainLogEntry, FIRST_HASH, type LogRow } from "#src/domain/log-entry.ts";
import { WHOLE_LOG } from "#src/domain/log-request.ts";
import { en } from "#src/i18n/en/index.ts";
import type { CardContent } from "#src/services/report-cards.ts";
import { aCase, aComment, anArticle, aReport } from "../support/documents.ts";

const AT = "2026-11-23T12:00:00.000Z";
/** What makes texts longest: everything is escaped, every line is a line, characters of several bytes. */
const EXTREMES = [
  "*".repeat(5_000),
  "\n>".repeat(2_500),
  "👩‍👩‍👧‍👦".repeat(450),
  "漢字。".repeat(1_600),
  "word ".repeat(900),
  "",
];

function expectToFit(view: { components: APIMessageTopLevelComponent[] }): void {
  expect(() => checkMessage({ ...view, flags: 32_768 }, { hasFiles: false })).not.toThrow();
  expect(Buffer.byteLength(JSON.stringify(view.components))).toBeLessThan(14_000);
}

function content(text: string, change: Partial<CardContent> = {}): CardContent {
  const name = text.slice(0, 80) || "Aiko";
  const comment = aComment("10", { text, author: { id: "7", name, avatar: null, isBot: false } });
  const card = { v: 1, guildId: "1", commentId: "10", channelId: "4", createdAt: AT } as const;
  const facts = { name, isMember: true, joinedAt: AT };
  const passage = text === "" ? null : { start: 0, end: Math.min(300, text.length) };
  const reason = { code: "disguisedLetters", values: { word: text.slice(0, 200) }, passage } as const;
  const verdict = { verdict: "flag", score: 0.9, reasons: [reason, reason, reason, reason] } as const;
  const about = { guildId: "1", commentId: "10", judgedAt: AT, editedAt: null };
  return {
    card: {
      ...card,
      messageId: null,
      threadId: null,
      claimedBy: { id: "9", name },
    },
    screening: { v: 1, ...about, ...verdict, reasons: [...verdict.reasons], isLogOnly: false, outcome: "open" },
    comment,
    state: "visible",
    article: anArticle("2", { title: text.slice(0, 200) || "Title" }),
    author: { facts, comments: 12, removed: 3, reports: 4, upheld: 2, warnings: 1 },
    reports: Array.from({ length: 20 }, (_, index) =>
      aReport("10", String(100 + index), { note: text.slice(0, 500), reporterName: name }),
    ),
    openCount: 20,
    cases: Array.from({ length: 5 }, (_, index) => aCase(index + 1, { reason: text.slice(0, 512), targetName: name })),
    ...change,
  };
}

const buttonsIn = (view: { components: APIMessageTopLevelComponent[] }): string[] =>
  [...JSON.stringify(view.components).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id]) => id ?? "");

describe.each(EXTREMES)("with the text %#", (text) => {
  it("cards, cases and notices fit into a message", () => {
    for (const state of ["visible", "held", "removed"] as const)
      expectToFit(reportCardView(en, content(text, { state, openCount: state === "removed" ? 0 : 20 })));
    const record = aCase(3, { reason: text.slice(0, 512), targetName: text.slice(0, 80) || "Aiko", notice: "sent" });
    expectToFit(caseDoneView(en, record, ["note"]));
    expectToFit(caseView(en, record, aComment("5")));
    const cases = Array.from({ length: 6 }, () => record);
    expectToFit(historyView(en, { cases, total: 60, hasMore: true }, { id: "7", name: text.slice(0, 80) }));
    expectToFit(moderateView(en, aComment("5", { text })));
    const notice = { kind: "warning", record, comment: aComment("5", { text }) } as const;
    expectToFit(noticeView(en, notice, { server: text.slice(0, 100), mark: 1_500_000_000 }));
  });

  it("rows of the log fit into a message, which tells the last one", () => {
    const rows: LogRow[] = [];
    for (let index = 0; index < 10; index++) {
      const head = rows.at(-1) ?? { sequence: 500, hash: FIRST_HASH };
      const facts = { state: text.slice(0, 200), articleChannelId: "4" };
      const said = { reason: text.slice(0, 512), before: facts, after: facts, memberId: "7", caseNumber: 3 };
      rows.push(chainLogEntry(head, { guildId: "1", at: AT, actorId: "9", action: "setup", targetId: "1", ...said }));
    }
    expectToFit(logRowsView(en, rows));
    expect(lastRowOf({ components: logRowsView(en, rows).components })).toBe(510);
    expect(lastRowOf({ components: moderateView(en, aComment("5")).components })).toBeNull();
    expectToFit(logPageView(en, { rows: rows.slice(0, 8), request: WHOLE_LOG, hasNewer: true, hasOlder: true }));
  });
});

describe("a report card", () => {
  it("offers what can be done: to decide while it is open, to approve while it is held, to take back afterwards", () => {
    expect(buttonsIn(reportCardView(en, content("x")))).toEqual([
      "mod-remove:10",
      "mod-dismiss:10",
      "mod-act:warn:10",
      "mod-act:timeout:10",
      "mod-act:ban:10",
      "mod-claim:10",
      "mod-act:note:10",
      "detector-phrase:10:",
    ]);
    expect(buttonsIn(reportCardView(en, content("x", { state: "held" })))[1]).toBe("mod-approve:10");
    const done = content("x", { openCount: 0, state: "removed", cases: [aCase(4)] });
    expect(buttonsIn(reportCardView(en, done))).toEqual([
      "mod-undo:4",
      "mod-claim:10",
      "mod-act:note:10",
      "detector-phrase:10:",
    ]);
    const undone = { ...done, cases: [aCase(4, { undoneBy: 5 })] };
    expect(buttonsIn(reportCardView(en, undone))).not.toContain("mod-undo:4");
    const kicked = { ...done, cases: [aCase(4, { action: "kick" })] };
    expect(buttonsIn(reportCardView(en, kicked))).not.toContain("mod-undo:4");
  });

  it("has nothing to do to an author who came with an import", () => {
    const shown = content("x", { author: null });
    const comment = { ...shown.comment, author: { ...shown.comment.author, id: null } };
    const view = reportCardView(en, { ...shown, comment });
    expect(buttonsIn(view)).not.toContain("mod-act:ban:10");
    expect(JSON.stringify(view)).toContain("came with an import");
    expect(JSON.stringify(view)).toContain(String(ButtonStyle.Danger));
  });
});
