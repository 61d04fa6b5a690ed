import { describe, expect, it } from "vitest";
import { digestListView } from "#src/discord/render/digest-list-view.ts";
import { digestAnswerView, digestNoticeView, digestView } from "#src/discord/render/digest-view.ts";
import { type Digest, MOST_DIGESTS_A_MEMBER, MOST_DIGESTS_IN_CHANNELS } from "#src/domain/digest.ts";
import { de } from "#src/i18n/de/index.ts";
import { en } from "#src/i18n/en/index.ts";
import { es } from "#src/i18n/es/index.ts";
import { ja } from "#src/i18n/ja/index.ts";
import type { DigestContent } from "#src/services/digest-compose.ts";
import { AT, expectToFit, extremeArticle, extremeComment, EXTREMES, lengthened } from "../support/extremes.ts";

const SNOWFLAKE = "1234567890123456789";

function content(text: string, isOfArticle: boolean): DigestContent {
  const ids = { guildId: SNOWFLAKE, threadId: SNOWFLAKE };
  const item = {
    comment: { ...extremeComment(SNOWFLAKE, text), ...ids },
    article: { ...extremeArticle(text), ...ids },
    replies: 1_000_000,
    reactions: 1_000_000,
  };
  const items = [item, item, item];
  return {
    guildId: SNOWFLAKE,
    article: isOfArticle ? item.article : null,
    from: AT,
    until: AT,
    comments: 1_000_000,
    participants: 1_000_000,
    reacted: items,
    replied: items,
    questions: items,
    unanswered: 1_000_000,
    latest: [],
    newcomers: Array.from({ length: 5 }, () => item.comment),
    newcomerCount: 1_000_000,
    gone: 15,
  };
}

function digests(text: string): Digest[] {
  return Array.from({ length: MOST_DIGESTS_A_MEMBER + MOST_DIGESTS_IN_CHANNELS }, (_, at) => ({
    v: 1,
    id: String(BigInt(SNOWFLAKE) + BigInt(at)),
    guildId: SNOWFLAKE,
    ownerId: SNOWFLAKE,
    channelId: at % 4 === 0 ? null : SNOWFLAKE,
    article: { id: SNOWFLAKE, title: text.slice(0, 1_000) || "x" },
    schedule: { weekday: 3, hour: 23, zone: "America/Argentina/ComodRivadavia" },
    locale: "en",
    since: AT,
    nextAt: AT,
    ended: at % 5 === 0 ? "closed" : null,
  }));
}

describe.each([
  ["in English", en],
  ["in German", de],
  ["in Spanish", es],
  ["in Japanese", ja],
  ["in a language that takes much more", lengthened(en)],
])("a digest, %s", (_, texts) => {
  it.each(EXTREMES)("fits Discord's limits, whatever people write: %#", (text) => {
    const place = { server: text.slice(0, 100), mark: 1_999_999_999 };
    for (const isOfArticle of [true, false]) {
      const said = content(text, isOfArticle);
      const views = [
        digestView(texts, said, { ...place, postedBy: text.slice(0, 32) }),
        digestNoticeView(texts, { kind: "digest", content: said, digestId: SNOWFLAKE, locale: "en" }, place),
      ];
      for (const view of [...views, digestAnswerView(texts, said)]) expectToFit(view);
      for (const view of views) expect(view.components[0]?.id).toBe(1_999_999_999);
    }
  });

  it.each(EXTREMES)("is listed within Discord's limits: %#", (text) => {
    expectToFit(digestListView(texts, digests(text)));
  });
});
