import type { APIMessageTopLevelComponent } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { checkMessage } from "#sandbox/rules/message.ts";
import type { Article } from "#src/domain/article.ts";
import type { Comment } from "#src/domain/comment.ts";
import type { ListRequest } from "#src/domain/list-request.ts";
import type { Report } from "#src/domain/report.ts";
import { parseSearch } from "#src/domain/search-query.ts";
import { encodeSearch } from "#src/domain/search-request.ts";
import { articleListView, readingView, starterView } from "#src/discord/render/article-view.ts";
import { commentHistoryView } from "#src/discord/render/comment-history-view.ts";
import { commentListView } from "#src/discord/render/comment-list-view.ts";
import { commentOutlineView } from "#src/discord/render/comment-outline-view.ts";
import { commentSearchView } from "#src/discord/render/comment-search-view.ts";
import { commentView, quoteView } from "#src/discord/render/comment-view.ts";
import { reportListView } from "#src/discord/render/report-view.ts";
import { en } from "#src/i18n/en.ts";
import type { ListPage } from "#src/services/comments-list.ts";
import type { SearchPage } from "#src/services/comments-search.ts";
import { aComment, anArticle } from "../support/documents.ts";

/** What makes texts longest: everything is escaped, every line is a line, characters of several units. */
const EXTREMES = [
  "*".repeat(50_000),
  "\n>".repeat(20_000),
  "👩‍👩‍👧‍👦".repeat(5_000),
  "漢字。".repeat(9_000),
  "word ".repeat(9_000),
  "",
];
const AT = "2026-11-23T12:00:00.000Z";

/** Discord's own limits, as the sandbox holds them; and what people measured of bytes. */
function expectToFit(view: { components: APIMessageTopLevelComponent[] }): void {
  expect(() => checkMessage({ ...view, flags: 32_768 }, { hasFiles: false })).not.toThrow();
  expect(Buffer.byteLength(JSON.stringify(view.components))).toBeLessThan(14_000);
}

function extremeComment(id: string, text: string) {
  const reactions = Array.from({ length: 20 }, (_, index) => ({
    emoji: `${"name".repeat(8)}:${10 ** 18 + index}`,
    count: 1_000_000,
    reactors: [],
  }));
  const author = { id: "7", name: text.slice(0, 500) || "x", avatar: null, isBot: false };
  const attachments = Array.from({ length: 10 }, (_, index) => ({
    id: String(index),
    name: "_".repeat(250),
    size: 1,
    contentType: index % 2 === 0 ? "image/png" : null,
    description: text.slice(0, 1_024) || null,
  }));
  return aComment(id, { text, author, reactions, attachments, parentId: "1", edits: [{ text, replacedAt: AT }] });
}

function extremeArticle(text: string): Article {
  const title = text.slice(0, 1_000) || "x";
  const tags = Array.from({ length: 50 }, () => text.slice(0, 100) || "x");
  return anArticle("2", {
    title,
    author: title.slice(0, 500),
    tags,
    body: text || null,
    url: `https://example.org/${"a(".repeat(2_000)}`,
    publishedAt: "2009-03-11T11:16:00Z",
    lengthSeconds: 324,
  });
}

/** Every field at its longest. */
const EVERYTHING: ListRequest = {
  sort: "lively",
  articleId: "18446744073709551615",
  parentId: null,
  authorId: "18446744073709551615",
  state: "removed",
  origin: "import",
  hasLink: true,
  hasFile: true,
  from: 4_102_444_800,
  until: 4_102_444_800,
};

function searchPage(text: string, comments: Comment[], article: Article): SearchPage {
  const query = parseSearch(text, 0);
  return {
    request: { text, order: "best", articleId: EVERYTHING.articleId, authorId: EVERYTHING.authorId },
    query,
    hints: [...query.hints, { code: "articleNotFound", text }, { code: "hasUnknown", text }, { code: "widened" }],
    comments,
    articles: new Map([[article.id, article]]),
    parents: new Map(comments.slice(0, 1).map((one) => ["1", one])),
    replies: new Map(comments.map(({ id }) => [id, 1e6])),
    offset: 500,
    total: 1_000,
    hasMore: true,
    idAt: () => "18446744073709551615",
  };
}

describe("whatever people write", () => {
  it.each(EXTREMES.map((text) => [text.slice(0, 8), text]))("%s… fits into every view", (_, text) => {
    const article = extremeArticle(text);
    const comments = ["11", "12", "13", "14", "15"].map((id) => extremeComment(id, text));
    const [comment = aComment("1")] = comments;
    const articles = new Map([[article.id, article]]);
    const replies = new Map(comments.map(({ id }) => [id, 1e6]));
    const gone = comments.map((one) => ({ ...one, state: "removed" as const }));
    const sealed = new Map(
      comments.map((one) => [one.id, { v: 1 as const, comment: one, sealedAt: AT, eraseAfter: AT }]),
    );
    const position = { id: "18446744073709551615", value: "4102444800000" };
    const page: ListPage = {
      request: { ...EVERYTHING, state: "visible" },
      comments,
      articles,
      parents: new Map([["1", comment]]),
      replies,
      sealed: new Map(),
      rows: [position],
      first: position,
      last: position,
      total: 1e9,
      offset: 1e6,
      hasPrevious: true,
      hasNext: true,
      isBackAtFirst: true,
      parent: null,
      article,
    };
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
    for (const of of [article, null]) {
      expectToFit(commentListView(en, { ...page, article: of }));
      expectToFit(commentListView(en, { ...page, article: of, request: EVERYTHING, sealed, comments: gone }));
      expectToFit(commentListView(en, { ...page, article: of, request: EVERYTHING, comments: [], hasPrevious: false }));
    }
    for (const searched of [text.slice(0, 300), "漢", "word", '"'.repeat(300), "-x ".repeat(100)]) {
      const found = searchPage(searched, comments, article);
      const code = encodeSearch(found.request).slice(0, 60);
      expectToFit(commentSearchView(en, found, { best: `${code.slice(0, 59)}b`, newest: `${code.slice(0, 59)}n` }));
      expectToFit(commentSearchView(en, { ...found, total: 0, comments: [] }, { best: "", newest: "" }));
    }
    const shown = {
      article,
      parent: { ...comment, id: "99" },
      replies: comments,
      replyCount: 1e6,
      mayReadHistory: true,
      isModerator: true,
      files: comment.attachments.map((file) => ({ ...file, url: `https://cdn.discordapp.com/${"x".repeat(270)}` })),
    };
    for (const number of [0, 1, 1e9]) {
      expectToFit(commentView(en, { ...shown, comment, page: number, sealed: undefined }));
    }
    const lines = Array.from({ length: 20 }, (_, index) => {
      const one = { ...comment, id: String(100 + index) };
      return { comment: one, depth: index % 3, replies: 1e6, hidden: 1e6 };
    });
    const outlined = { ...page, article, sort: "lively" as const, lines };
    for (const root of [null, comment]) {
      const ancestors = root ? [root, root, { ...comment, id: "98" }] : [];
      expectToFit(commentOutlineView(en, { ...outlined, root, ancestors }));
      expectToFit(commentOutlineView(en, { ...outlined, root, ancestors, lines: [], hasPrevious: false }));
    }
    const edits = EXTREMES.map((one) => ({ text: one, replacedAt: AT }));
    expectToFit(commentHistoryView(en, { ...comment, edits }, 0));
    expectToFit(commentHistoryView(en, { ...comment, edits }, 1));
    expectToFit(
      commentView(en, { ...shown, comment: { ...comment, state: "removed" }, page: 0, sealed: sealed.get("11") }),
    );
    const replyList = { ...EVERYTHING, articleId: null, parentId: "18446744073709551615", state: "visible" as const };
    expectToFit(commentListView(en, { ...page, parent: comment, request: replyList }));
    expectToFit(quoteView(en, { comment, article, quotedBy: text.slice(0, 32) }));
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
