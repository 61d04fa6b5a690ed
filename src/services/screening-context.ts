import type { Comment } from "../domain/comment.ts";
import type { DetectorSettings } from "../domain/detector-settings.ts";
import { snowflakeTime } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { AuthorContext, CommentContext } from "./detector/context.ts";
import type { DiscordPort } from "./ports.ts";
import { createTopics } from "./screening-topic.ts";

/** More than it takes to be trusted; whoever wrote so many is not counted further. */
const MOST_COUNTED = 30;
/** Whatever can be a link has one of these. */
const MAY_LINK = /[.:/\uff0e\u3002]|dot/i;

export type ContextOptions = {
  settings: DetectorSettings;
  /** Whether Discord may be asked for a member whom nobody has met yet. */
  asksDiscord: boolean;
};

/** What is known of a comment besides its text, as of when it was written: the same now, after a restart, and in a back-test. */
export type ContextOf = (comment: Comment, options: ContextOptions) => Promise<CommentContext>;

type Parts = { store: Store; port: Pick<DiscordPort, "glanceAt"> };

export function createScreeningContext({ store, port }: Parts): ContextOf {
  const { catalog } = store;
  const topicFor = createTopics({ store });

  async function authorOf(
    { guildId, author, id, text, createdAt }: Comment,
    { settings, asksDiscord }: ContextOptions,
  ): Promise<AuthorContext | null> {
    if (author.id === null) return null;
    const glance = await port.glanceAt(guildId, author.id, { asks: asksDiscord });
    const { moderatorRoleId = null } = (await store.get("guild", guildId)) ?? {};
    const has = (roleId: string | null): boolean => roleId !== null && glance?.roleIds.includes(roleId) === true;
    const standing = { guildId, authorId: author.id, states: ["visible"] as const };
    const earlier = { ...standing, order: "newest" as const, after: id };
    const until = createdAt === null ? {} : { until: Date.parse(createdAt) };
    return {
      id: author.id,
      name: author.name,
      isStaff: author.isBot || glance?.mayModerate === true || has(moderatorRoleId),
      isTrusted: has(settings.trustedRoleId),
      accountCreatedAt: new Date(snowflakeTime(author.id)).toISOString(),
      joinedAt: glance?.joinedAt ?? null,
      commentCount: catalog.listComments({ ...earlier, limit: MOST_COUNTED }).length,
      // Asked only for comments that may have a link themselves: it matters to no others.
      linkCount: MAY_LINK.test(text) ? catalog.listComments({ ...earlier, hasLink: true, limit: 1 }).length : 0,
      removedCount: catalog.countComments({ ...standing, states: ["removed"], ...until }),
    };
  }

  async function previousCommentAt({ id, threadId }: Comment): Promise<string | null> {
    if (threadId === null) return null;
    const [previous] = catalog.listComments({ threadId, order: "newest", after: id, limit: 1 });
    return previous === undefined ? null : ((await store.get("comment", previous))?.createdAt ?? null);
  }

  /** A moderator let it stand, and then it was changed. */
  async function isEditedAfterApproval({ guildId, id, editedAt, edits }: Comment): Promise<boolean> {
    if (edits.length === 0 || editedAt === null) return false;
    const newest = (["approve", "dismiss"] as const).flatMap((action) =>
      catalog.listCases({ guildId, commentId: id, action, limit: 1 }),
    );
    const cases = await store.getMany("case", newest);
    return cases.some((record) => record && Date.parse(record.createdAt) < Date.parse(editedAt));
  }

  return async (comment, options) => {
    const article = await store.get("article", comment.articleId);
    const author = await authorOf(comment, options);
    const { id, threadId, editedAt, createdAt } = comment;
    const at = editedAt ?? createdAt ?? new Date(snowflakeTime(id)).toISOString();
    return {
      at: new Date(at).toISOString(),
      commentId: id,
      threadId: threadId ?? comment.articleId,
      author,
      authorName: comment.author.name,
      articleUrl: article?.url ?? null,
      topic: await topicFor(comment, article),
      // It says something of strangers only.
      previousCommentAt: author?.commentCount === 0 ? await previousCommentAt(comment) : null,
      isEditedAfterApproval: await isEditedAfterApproval(comment),
    };
  };
}
