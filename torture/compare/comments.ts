import { MessageType } from "discord-api-types/v10";
import type { StoredMessage } from "#sandbox/world/entities.ts";
import type { Documents } from "#src/store/store.ts";
import type { ErrorName, Findings } from "./findings.ts";
import { isComment, isCommentDiary, isOwnPost, type Scene } from "./scene.ts";

type Comment = Documents["comment"];

/** Every message has its comment, every comment its message, and what they say is the same. */
export function compareComments(scene: Scene, findings: Findings): void {
  for (const stored of scene.messages.values()) {
    if (isComment(stored, scene.world.botId)) compareMessage(scene, findings, stored);
  }
  for (const comment of scene.comments.values()) compareComment(scene, findings, comment);
}

function compareMessage(scene: Scene, findings: Findings, stored: StoredMessage): void {
  const { message } = stored;
  const comment = scene.comments.get(message.id);
  const place = { threadId: message.channel_id, id: message.id };
  if (comment?.state !== "visible") {
    findings.add("missing", { ...place, expected: message.content, found: comment ?? null });
    return;
  }
  const compare = (error: ErrorName, expected: unknown, found: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(found)) findings.add(error, { ...place, expected, found });
  };
  compare("wrongText", message.content, comment.text);
  compare("wrongAttachments", attachmentsOf(stored), comment.attachments.map(pickAttachment));
  compare("wrongAuthors", authorOf(stored), comment.author);
  compare("wrongReactions", reactionsOf([stored]), countsOf(comment));
  compare("wrongReplies", parentOf(scene, stored), comment.parentId);
  compare("wrongFields", fieldsOf(scene, stored), pickFields(comment));
}

function attachmentsOf({ message }: StoredMessage): unknown {
  return message.attachments.map(({ id, filename, size, content_type, description }) => ({
    id,
    name: filename,
    size,
    contentType: content_type ?? null,
    description: description ?? null,
  }));
}

/** In one order of keys, whatever order they were stored in. */
function pickAttachment({ id, name, size, contentType, description }: Comment["attachments"][number]): unknown {
  return { id, name, size, contentType, description };
}

function authorOf({ message }: StoredMessage): Comment["author"] {
  const { id, global_name, username, avatar, bot } = message.author;
  return { id, name: global_name ?? username, avatar, isBot: bot === true };
}

/** `👍 2, loaf:9 1`: counts by emoji. Of the messages of one comment together. */
function reactionsOf(shown: readonly StoredMessage[]): string {
  const counts = new Map<string, number>();
  for (const { emoji, users } of shown.flatMap(({ reactors }) => reactors)) {
    const name = emoji.id === null ? emoji.name : `${emoji.name}:${emoji.id}`;
    counts.set(name, (counts.get(name) ?? 0) + users.length);
  }
  return describeCounts([...counts]);
}

function countsOf({ reactions }: Comment): string {
  return describeCounts(reactions.map(({ emoji, count }) => [emoji, count]));
}

function describeCounts(counts: [emoji: string, count: number][]): string {
  return counts
    .filter(([, count]) => count > 0)
    .map(([emoji, count]) => `${emoji} ${count}`)
    .sort()
    .join(", ");
}

function parentOf(scene: Scene, { message }: StoredMessage): string | null {
  const parent = message.type === MessageType.Reply ? message.message_reference?.message_id : undefined;
  return parent === undefined ? null : scene.commentIdOf(parent);
}

function fieldsOf(scene: Scene, { message, guild_id }: StoredMessage): unknown {
  const article = scene.records.article.find(({ threadId }) => threadId === message.channel_id);
  return {
    guildId: guild_id,
    articleId: article?.id,
    threadId: message.channel_id,
    messageIds: [message.id],
    origin: "live",
    createdAt: Date.parse(message.timestamp),
    editedAt: message.edited_timestamp,
  };
}

function pickFields({ guildId, articleId, threadId, messageIds, origin, createdAt, editedAt }: Comment): unknown {
  return { guildId, articleId, threadId, messageIds, origin, createdAt: Date.parse(createdAt ?? ""), editedAt };
}

function compareComment(scene: Scene, findings: Findings, comment: Comment): void {
  const place = { threadId: comment.threadId, id: comment.id };
  const thread = comment.threadId === null ? undefined : scene.threads.get(comment.threadId);
  // What became of a deleted thread's messages after we last looked, nobody can say.
  if (!thread) return;
  const diary = scene.diaries.get(comment.id);
  if (comment.origin === "live" && (!diary || !isCommentDiary(diary)))
    findings.add("ghosts", { ...place, expected: "no comment: nobody said this", found: comment });
  const shown = comment.messageIds.map((id) => scene.messages.get(id)).filter((stored) => stored !== undefined);
  const isShown = comment.state === "visible" || comment.state === "held";
  if (isShown && (shown.length === 0 || shown.length < comment.messageIds.length))
    findings.add("ghosts", { ...place, expected: "no message of it is there", found: comment });
  if (!isShown && (comment.text !== "" || comment.attachments.length > 0 || comment.edits.length > 0))
    findings.add("ghosts", { ...place, expected: "a comment without its words", found: comment });
  if (shown.length > 0 && isShown && shown.every((stored) => isOwnPost(stored, scene.world.botId)))
    compareOwnPost(findings, comment, shown);
}

/** An imported or restored comment is shown by messages of the bot's own. */
function compareOwnPost(findings: Findings, comment: Comment, shown: readonly StoredMessage[]): void {
  const place = { threadId: comment.threadId, id: comment.id };
  const said = shown.map(({ message }) => message.content).join("");
  if (said !== comment.text.trim()) findings.add("wrongText", { ...place, expected: said, found: comment.text });
  const [expected, found] = [reactionsOf(shown), countsOf(comment)];
  if (expected !== found) findings.add("wrongReactions", { ...place, expected, found });
}
