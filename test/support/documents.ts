import type { Article } from "#src/domain/article.ts";
import type { Case } from "#src/domain/case.ts";
import type { Comment } from "#src/domain/comment.ts";
import type { Report } from "#src/domain/report.ts";

const AT = "2026-11-23T12:00:00.000Z";

/** A live comment of guild 1 and article 2, in thread 50. */
export function aComment(id: string, change: Partial<Comment> = {}): Comment {
  return {
    v: 1,
    id,
    guildId: "1",
    articleId: "2",
    threadId: "50",
    messageIds: [id],
    author: { id: "7", name: "Aiko", avatar: null, isBot: false },
    text: `words of ${id}`,
    attachments: [],
    reactions: [],
    parentId: null,
    origin: "live",
    state: "visible",
    stateChangedAt: AT,
    createdAt: AT,
    editedAt: null,
    edits: [],
    ...change,
  };
}

/** An article of guild 1 that has no thread yet. */
export function anArticle(id: string, change: Partial<Article> = {}): Article {
  return {
    v: 1,
    id,
    guildId: "1",
    channelId: "4",
    threadId: null,
    starterMessageId: null,
    sourceKey: `source ${id}`,
    importedCommentCount: 0,
    url: null,
    title: `Article ${id}`,
    author: null,
    publishedAt: null,
    publishedZone: null,
    lengthSeconds: null,
    summary: null,
    body: null,
    statedCommentCount: null,
    tags: [],
    createdAt: AT,
    createdBy: null,
    ...change,
  };
}

/** An open report of spam in guild 1. */
export function aReport(commentId: string, reporterId: string, change: Partial<Report> = {}): Report {
  return {
    v: 1,
    guildId: "1",
    articleId: "2",
    commentId,
    reporterId,
    reporterName: "Bo",
    reason: "spam",
    note: "",
    state: "open",
    createdAt: AT,
    caseNumber: null,
    ...change,
  };
}

/** A removal in guild 1. */
export function aCase(number: number, change: Partial<Case> = {}): Case {
  return {
    v: 1,
    guildId: "1",
    number,
    action: "remove",
    actorId: "9",
    actorName: "Mo",
    commentId: "5",
    articleId: "2",
    targetName: "Aiko",
    targetId: "7",
    reason: "",
    createdAt: AT,
    ...change,
  };
}
