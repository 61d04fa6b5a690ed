import type { Findings } from "./findings.ts";
import type { Scene } from "./scene.ts";
import { titleOf } from "../world/commands.ts";

const CASE = /Case (\d+)/;

/** The bot posts each thing once, finishes what it began, and keeps what it told people. */
export function comparePosts(scene: Scene, findings: Findings): void {
  compareStarters(scene, findings);
  compareOldComments(scene, findings);
  compareAnswers(scene, findings);
  for (const job of scene.records.outbox)
    findings.add("unfinishedJobs", {
      threadId: null,
      id: "articleId" in job ? job.articleId : job.guildId,
      expected: "an empty outbox",
      found: job,
    });
  const log = [...scene.records.log].sort((a, b) => a.sequence - b.sequence);
  for (const [index, { sequence, previousHash }] of log.entries()) {
    const hash = log[index - 1]?.hash ?? "0".repeat(64);
    if (sequence !== index + 1 || previousHash !== hash)
      findings.add("brokenLog", { threadId: null, id: String(sequence), expected: hash, found: previousHash });
  }
}

function compareStarters({ world, records }: Scene, findings: Findings): void {
  for (const { number, id, channel, knownSinceMs } of world.threads) {
    if (knownSinceMs === null && channel === null) continue;
    const starters = world.starters.filter(({ message }) => JSON.stringify(message).includes(titleOf(number)));
    const articles = records.article.filter(({ title: own }) => own === titleOf(number));
    // A forum's starter is gone with its thread; an adopted thread has none of the bot's.
    const isThere = channel !== null && articles[0]?.starterMessageId !== null;
    if (starters.length > 1 || (isThere && starters.length < 1) || articles.length !== 1)
      findings.add("duplicatePosts", {
        threadId: id,
        id: null,
        expected: `one starter of ${titleOf(number)}`,
        found: { starters: starters.map(({ message }) => message.id), articles: articles.map((one) => one.id) },
      });
  }
}

/** What the bot says in someone's name is one comment's, which is there to be seen; and nothing of it is said twice. */
function compareOldComments({ world, messages, comments, commentIdOf }: Scene, findings: Findings): void {
  const own = [...messages.values()].filter(
    ({ message }) => message.webhook_id && message.application_id === world.botId,
  );
  for (const { message } of own) {
    const comment = comments.get(commentIdOf(message.id));
    const isIts = comment?.state === "visible" && comment.messageIds.includes(message.id);
    const twins = own.filter(
      (one) => one.message.channel_id === message.channel_id && one.message.content === message.content,
    );
    if (!isIts || twins.length > 1)
      findings.add("duplicatePosts", {
        threadId: message.channel_id,
        id: message.id,
        expected: "one post",
        found: comment ?? null,
      });
  }
}

function compareAnswers({ world, records, commentIdOf }: Scene, findings: Findings): void {
  for (const { what, answer, by, messageId, step } of world.commands) {
    const commentId = commentIdOf(messageId ?? "");
    const found = { what, answer, step, by };
    const number = CASE.exec(answer ?? "")?.[1];
    const isInStore =
      what === "report"
        ? records.report.some((report) => report.commentId === commentId && report.reporterId === by)
        : records.case.some((record) => record.number === Number(number) && record.commentId === commentId);
    const isDone = what === "report" ? answer?.startsWith("Thank you") === true : number !== undefined;
    if (isDone && !isInStore)
      findings.add("brokenPromises", { threadId: null, id: messageId, expected: "a record of it", found });
  }
}
