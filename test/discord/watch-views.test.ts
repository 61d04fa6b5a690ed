import { describe, expect, it } from "vitest";
import { watchListView } from "#src/discord/render/watch-list-view.ts";
import { watchNewsView } from "#src/discord/render/watch-news-view.ts";
import { MOST_WATCHES, newWatching, type Watch } from "#src/domain/watching.ts";
import { en } from "#src/i18n/en/index.ts";
import type { WatchedNews } from "#src/services/ports.ts";
import { AT, expectToFit, extremeArticle, extremeComment, EXTREMES, lengthened } from "../support/extremes.ts";

const SNOWFLAKE = "1234567890123456789";

/** As many and as long as there can be. */
function watches(text: string): Watch[] {
  const name = text.slice(0, 500) || "x";
  return Array.from({ length: MOST_WATCHES }, (_, at) => ({
    number: 1_000_000 + at,
    target:
      at % 2 === 0 ? { kind: "word", text: text.slice(0, 80) || "x" } : { kind: "article", articleId: SNOWFLAKE, name },
  }));
}

function news(text: string, articles: number): WatchedNews {
  const comments = Array.from({ length: 300 }, (_, at) => ({
    comment: extremeComment(String(100 + at), text),
    article: { ...extremeArticle(text), id: String(at % articles) },
  }));
  return {
    comments,
    watches: watches(text),
    isCut: true,
    watcher: { guildId: SNOWFLAKE, memberId: SNOWFLAKE, locale: "en" },
  };
}

describe.each([
  ["in English", en],
  ["in a language that takes much more", lengthened(en)],
])("what is watched, %s", (_, texts) => {
  it.each(EXTREMES)("is told within Discord's limits, whatever people write: %#", (text) => {
    for (const articles of [1, 10, 300]) {
      const view = watchNewsView(texts, news(text, articles), { server: text.slice(0, 100), mark: 1_999_999_999 });
      expectToFit(view);
      expect(view.components[0]?.id).toBe(1_999_999_999);
    }
  });

  it.each(EXTREMES)("is listed within Discord's limits: %#", (text) => {
    const watching = { ...newWatching(SNOWFLAKE, SNOWFLAKE, "en"), watches: watches(text), pausedAt: AT };
    expectToFit(watchListView(texts, watching));
  });
});
