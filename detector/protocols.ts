import type { TextKind } from "../src/services/detector/text-model.ts";
import { textKinds } from "../src/services/detector/text-model.ts";
import { FOLDS, type Sample } from "./datasets.ts";
import {
  outcomeAt,
  type Scored,
  thresholdForCorrelation,
  thresholdForCount,
  thresholdForPrecision,
} from "./metrics.ts";
import { fitRows, scoreRow, type TrainingRow } from "./train-kinds.ts";
import type { UnseenRow } from "./calibrate.ts";
import { rounded } from "./evaluate.ts";
import { fitViews } from "./views.ts";

/** Share of harmless messages that may be blocked, as in the paper of the SMS Spam Collection (2011). */
const SMS_BLOCKED_SHARE = 0.0018;
const REPLIES_PRECISION = 0.95;

export type Measured = {
  threshold: string;
  caught: number;
  blocked: number;
  precision: number;
  recall: number;
  f1: number;
  mcc: number;
};

function measured(scored: readonly Scored[], at: number, threshold: string): Measured {
  const { recall, falsePositiveRate, precision, f1, mcc } = outcomeAt(scored, at);
  return {
    threshold,
    caught: rounded(recall),
    blocked: rounded(falsePositiveRate, 5),
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded(f1),
    mcc: rounded(mcc),
  };
}

function scoreAll(rows: readonly TrainingRow[], weights: Float64Array): Scored[] {
  return rows.map((row) => ({ score: scoreRow(weights, row.vector), label: row.label }));
}

/** Cross-validated scores of a model of these rows alone. */
function crossValidated(rows: readonly TrainingRow[]): Scored[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const weights = fitRows(rows.filter((row) => row.fold !== fold));
    return scoreAll(
      rows.filter((row) => row.fold === fold),
      weights,
    );
  });
}

const isTraining = ({ isTest }: Sample): boolean => !isTest;
const isTest = ({ isTest }: Sample): boolean => isTest;

/**
 * TubeSpam (Alberto and others, ICMLA 2015): for each of five videos the first comments train, the last test. `ownVideo` trains as
 * the paper does, `allVideos` on the training comments of all five.
 */
export function measureVideos(all: readonly TrainingRow[]): {
  ownVideo: Record<string, number>;
  allVideos: Record<string, number>;
  ownVideoMean: number;
  allVideosMean: number;
} {
  const rows = all.filter(({ source }) => source === "videos");
  const videos = [...new Set(rows.map(({ group }) => group))].sort();
  const pooled = fitRows(rows.filter(isTraining));
  const mccOf = (video: string, weights: Float64Array): number =>
    rounded(
      outcomeAt(
        scoreAll(
          rows.filter((row) => row.group === video && row.isTest),
          weights,
        ),
        0,
      ).mcc,
    );
  const trainingOf = (video: string): TrainingRow[] => rows.filter((row) => row.group === video && !row.isTest);
  const ownVideo = Object.fromEntries(videos.map((video) => [video, mccOf(video, fitRows(trainingOf(video)))]));
  const allVideos = Object.fromEntries(videos.map((video) => [video, mccOf(video, pooled)]));
  const mean = (by: Record<string, number>): number =>
    rounded(Object.values(by).reduce((sum, value) => sum + value, 0) / videos.length);
  return { ownVideo, allVideos, ownVideoMean: mean(ownVideo), allVideosMean: mean(allVideos) };
}

/** Ten stretches of the training messages, each scored by models of the other nine. */
const MESSAGE_STRETCHES = 10;

function crossValidatedViews(rows: readonly TrainingRow[]): Scored[] {
  const stretchOf = (at: number): number => Math.floor((at * MESSAGE_STRETCHES) / rows.length);
  return Array.from({ length: MESSAGE_STRETCHES }, (_, stretch) => stretch).flatMap((stretch) => {
    const score = fitViews(rows.filter((_, at) => stretchOf(at) !== stretch));
    return rows
      .filter((_, at) => stretchOf(at) === stretch)
      .map(({ text, label }): Scored => ({ score: score(text), label }));
  });
}

/** SMS Spam Collection (Almeida and others, DocEng 2011): the first 30 % train, the rest test. */
export function measureMessages(all: readonly TrainingRow[]): Measured[] {
  const rows = all.filter(({ source }) => source === "messages");
  const training = rows.filter(isTraining);
  const seen = crossValidatedViews(training);
  const threshold = thresholdForBlocked(seen);
  const score = fitViews(training);
  const scored = rows.filter(isTest).map(({ text, label }): Scored => ({ score: score(text), label }));
  return [
    measured(scored, 0, "zero, as trained"),
    measured(scored, threshold, "at most 0.18 % of harmless messages blocked in cross-validation of the training rows"),
    measured(scored, thresholdForBlocked(scored), "read off the test rows' own curve, where 0.18 % are blocked"),
    measured(scored, thresholdForCorrelation(seen), "highest correlation in cross-validation of the training rows"),
  ];
}

/** janitr's frozen split: everything but the holdout trains. */
export function measureReplies(all: readonly TrainingRow[]): Measured[] {
  const rows = all.filter(({ source }) => source === "replies");
  const training = rows.filter(isTraining);
  const threshold = thresholdForPrecision(crossValidated(training), REPLIES_PRECISION);
  const scored = scoreAll(rows.filter(isTest), fitRows(training));
  return [
    measured(scored, 0, "zero, as trained"),
    measured(scored, threshold, `precision ${REPLIES_PRECISION} in cross-validation of the training rows`),
  ];
}

/** One kind of the shipped model on a set's test rows, with a threshold that training rows alone have chosen. */
export function measureKind(
  kind: TextKind,
  tests: readonly UnseenRow[],
  unseen: readonly UnseenRow[],
  choose: (scored: readonly Scored[]) => number,
  threshold: string,
): Measured {
  const at = textKinds.indexOf(kind);
  const scored = (rows: readonly UnseenRow[]): Scored[] =>
    rows.map(({ whole, label }) => ({ score: whole[at] ?? 0, label }));
  return measured(scored(tests), choose(scored(unseen)), threshold);
}

export function thresholdForBlocked(scored: readonly Scored[], share = SMS_BLOCKED_SHARE): number {
  const harmless = scored.filter(({ label }) => label === 0).map(({ score }) => score);
  return thresholdForCount(harmless, Math.floor(harmless.length * share));
}
