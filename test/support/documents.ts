import type { Comment } from "#src/domain/comment.ts";

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
