import { describe, expect, it } from "vitest";
import type { Article } from "#src/domain/article.ts";
import type { Comment } from "#src/domain/comment.ts";
import type { ListRequest } from "#src/domain/list-request.ts";
import { parseSearch } from "#src/domain/search-query.ts";
import { encodeSearch } from "#src/domain/search-request.ts";
import { commentHistoryView } from "#src/discord/render/comment-history-view.ts";
import { commentListView } from "#src/discord/render/comment-list-view.ts";
import { commentOutlineView } from "#src/discord/render/comment-outline-view.ts";
import { commentSearchView } from "#src/discord/render/comment-search-view.ts";
import { commentView } from "#src/discord/render/comment-view.ts";
import { choosePages } from "#src/discord/render/page-menu.ts";
import { en } from "#src/i18n/en/index.ts";
import type { ListPage } from "#src/services/comments-list.ts";
import type { SearchPage } from "#src/services/comments-search.ts";
import { AT, EXTREMES, expectToFit, extremeArticle, extremeComment, lengthened } from "../support/extremes.ts";

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

const LANGUAGES = [
  ["English", en],
  ["a longer language", lengthened(en)],
] as const;

describe.each(LANGUAGES)("in %s, whatever people write", (_, texts) => {
  it.each(EXTREMES.map((text) => [text.slice(0, 8), text]))("%s… fits into every view of comments", (_start, text) => {
    const article = extremeArticle(text);
    const comments = ["11", "12", "13", "14", "15"].map((id) => extremeComment(id, text));
    const [comment = extremeComment("1", text)] = comments;
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
    for (const of of [article, null]) {
      expectToFit(commentListView(texts, { ...page, article: of }));
      expectToFit(commentListView(texts, { ...page, article: of, request: EVERYTHING, sealed, comments: gone }));
      expectToFit(
        commentListView(texts, { ...page, article: of, request: EVERYTHING, comments: [], hasPrevious: false }),
      );
    }
    for (const searched of [text.slice(0, 300), "漢", "word", '"'.repeat(300), "-x ".repeat(100)]) {
      const found = searchPage(searched, comments, article);
      const code = encodeSearch(found.request).slice(0, 60);
      expectToFit(commentSearchView(texts, found, { best: `${code.slice(0, 59)}b`, newest: `${code.slice(0, 59)}n` }));
      expectToFit(commentSearchView(texts, { ...found, total: 0, comments: [] }, { best: "", newest: "" }));
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
      expectToFit(commentView(texts, { ...shown, comment, page: number, sealed: undefined }));
    }
    const lines = Array.from({ length: 20 }, (_, index) => {
      const one = { ...comment, id: String(100 + index) };
      return { comment: one, depth: index % 3, replies: 1e6, hidden: 1e6 };
    });
    const outlined = { ...page, article, sort: "lively" as const, lines };
    for (const root of [null, comment]) {
      const ancestors = root ? [root, root, { ...comment, id: "98" }] : [];
      expectToFit(commentOutlineView(texts, { ...outlined, root, ancestors }));
      expectToFit(commentOutlineView(texts, { ...outlined, root, ancestors, lines: [], hasPrevious: false }));
    }
    const edits = EXTREMES.map((one) => ({ text: one, replacedAt: AT }));
    expectToFit(commentHistoryView(texts, { ...comment, edits }, 0));
    expectToFit(commentHistoryView(texts, { ...comment, edits }, 1));
    expectToFit(
      commentView(texts, { ...shown, comment: { ...comment, state: "removed" }, page: 0, sealed: sealed.get("11") }),
    );
    const replyList = { ...EVERYTHING, articleId: null, parentId: "18446744073709551615", state: "visible" as const };
    expectToFit(commentListView(texts, { ...page, parent: comment, request: replyList }));
  });
});

describe("the menu of pages", () => {
  it("offers all of a few, and of many the ends, those near by, and some between", () => {
    expect(choosePages(3, 2)).toEqual([1, 2, 3]);
    expect(choosePages(25, 9)).toHaveLength(25);
    for (const [pages, current] of [
      [26, 1],
      [26, 26],
      [500, 250],
      [200_000, 199_999],
    ] as const) {
      const chosen = choosePages(pages, current);
      expect(chosen.length).toBeLessThanOrEqual(25);
      expect(new Set(chosen).size).toBe(chosen.length);
      for (const page of [1, pages, current, Math.min(pages, current + 1), Math.max(1, current - 1)]) {
        expect([pages, chosen.includes(page)]).toEqual([pages, true]);
      }
      expect(chosen.every((page) => page >= 1 && page <= pages)).toBe(true);
    }
  });
});
