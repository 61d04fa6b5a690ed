import type { SurveyedComment } from "./digest.ts";
import { compareSnowflakes, type Snowflake } from "./snowflake.ts";

/** More than are shown: some may be gone by the time that they are read. */
const KEPT = 12;
const SORTED_AT = 400;

type Best = { take(comment: SurveyedComment): void; list(): SurveyedComment[] };

/** The best of any number of comments, in little memory: `value` first, then the newer one. */
function createBest(value: (comment: SurveyedComment) => number): Best {
  let kept: SurveyedComment[] = [];
  const list = (): SurveyedComment[] => {
    kept = kept.sort((a, b) => value(b) - value(a) || compareSnowflakes(b.id, a.id)).slice(0, KEPT);
    return kept;
  };
  return {
    list,
    take(comment) {
      kept.push(comment);
      if (kept.length >= SORTED_AT) list();
    },
  };
}

/** What of many comments a digest may name: candidates, the best first. */
export type DigestChoice = {
  comments: number;
  authorIds: Set<Snowflake>;
  reacted: SurveyedComment[];
  replied: SurveyedComment[];
  questions: SurveyedComment[];
  /** How many questions nobody answered. */
  unanswered: number;
  latest: SurveyedComment[];
};

/** Chooses among comments that are handed over one by one. */
export function createDigestChoice(): { take(comment: SurveyedComment): void; choose(): DigestChoice } {
  const reacted = createBest(({ reactions }) => reactions);
  const replied = createBest(({ replies }) => replies);
  const questions = createBest(({ reactions }) => reactions);
  const latest = createBest(() => 0);
  const authorIds = new Set<Snowflake>();
  let [comments, unanswered] = [0, 0];
  return {
    take(comment) {
      comments++;
      if (comment.authorId !== null) authorIds.add(comment.authorId);
      if (comment.reactions > 0) reacted.take(comment);
      if (comment.replies > 0) replied.take(comment);
      latest.take(comment);
      if (!comment.isQuestion || comment.replies > 0) return;
      unanswered++;
      questions.take(comment);
    },
    choose: () => ({
      comments,
      authorIds,
      unanswered,
      reacted: reacted.list(),
      replied: replied.list(),
      questions: questions.list(),
      latest: latest.list(),
    }),
  };
}
