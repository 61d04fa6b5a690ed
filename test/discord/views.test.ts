import { describe, expect, it } from "vitest";
import type { Quote } from "#src/domain/quote.ts";
import type { Report } from "#src/domain/report.ts";
import { articleListView, readingView, starterView } from "#src/discord/render/article-view.ts";
import { awayQuoteView, passageView, quoteView } from "#src/discord/render/quote-view.ts";
import { reportListView } from "#src/discord/render/report-view.ts";
import { en } from "#src/i18n/en/index.ts";
import { aComment, anArticle } from "../support/documents.ts";
import { AT, EXTREMES, expectToFit, extremeArticle, extremeComment } from "../support/extremes.ts";

describe("whatever people write", () => {
  it.each(EXTREMES.map((text) => [text.slice(0, 8), text]))("%s… fits into every view", (_, text) => {
    const article = extremeArticle(text);
    const comments = ["11", "12", "13", "14", "15"].map((id) => extremeComment(id, text));
    const [comment = aComment("1")] = comments;
    const report: Report = {
      v: 1,
      guildId: "1",
      articleId: "2",
      commentId: "11",
      reporterId: "9",
      reporterName: text.slice(0, 32) || "x",
      reason: "offtopic",
      note: text.slice(0, 1_000),
      state: "open",
      createdAt: AT,
      caseNumber: null,
    };
    expectToFit(starterView(en, article, 1e6));
    expectToFit(
      articleListView(
        en,
        Array.from({ length: 8 }, () => ({ article, commentCount: 5 })),
        "123",
      ),
    );
    const quote: Quote = {
      v: 1,
      id: "1",
      guildId: "1",
      channelId: "2",
      messageId: null,
      quotedBy: { id: "3", name: text.slice(0, 32) },
      quoted: [{ commentId: "11", articleId: "2", passage: null, edits: 0 }],
      shown: "",
      isWithdrawn: false,
      createdAt: AT,
    };
    const item = { comment, article, state: "edited" as const, text: comment.text };
    expectToFit(quoteView(en, { quote, items: [item] }));
    expectToFit(quoteView(en, { quote, items: [item, item, item] }));
    const quoter = { id: "9", name: quote.quotedBy.name };
    expectToFit(awayQuoteView(en, [item, item, item], { quoter, at: AT }));
    expectToFit(passageView(en, text));
    expectToFit(
      reportListView(
        en,
        comments.slice(0, 4).map((one) => ({ comment: one, reports: [report, report, report, report] })),
        99,
      ),
    );
    if (text) expectToFit(readingView(en, article, 0));
  });

  it("is read to its end, page by page", () => {
    const body = Array.from({ length: 400 }, (_, index) => `Sentence number ${index} of it.`).join(" ");
    const pages: string[] = [];
    for (let page = 0; page < 20; page++) {
      const text = JSON.stringify(readingView(en, anArticle("2", { body }), page));
      pages.push(...(text.match(/Sentence number \d+ of it\./g) ?? []));
      if (!text.includes('"Next"')) break;
    }
    expect(pages).toEqual(body.match(/Sentence number \d+ of it\./g));
  });
});
