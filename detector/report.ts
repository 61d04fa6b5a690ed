import { readText } from "../src/services/detector/text-features.ts";
import { scoreText, type TextModel } from "../src/services/detector/text-model.ts";
import { calibrate, unseenMargin, type UnseenRow } from "./calibrate.ts";
import { type DataSet, FOLDS, HARMLESS, published, type Source } from "./datasets.ts";
import { type Disguise, disguises, padWithGoodWords } from "./disguise.ts";
import { HOLD_MARGIN, type Line, lineAt, rounded, roundedOrNull } from "./evaluate.ts";
import { areaUnderCurve, type Scored, thresholdForPrecision } from "./metrics.ts";
import { manifestOf } from "../src/services/detector/model-file.ts";
import {
  type Measured,
  measureKind,
  measureMessages,
  measureReplies,
  measureVideos,
  thresholdForBlocked,
} from "./protocols.ts";
import type { Training } from "./train.ts";

export type SetReport = { rows: number; spam: number; auc: number | null; flag: Line; hold: Line };

type SetReports = Partial<Record<Source, SetReport>> & { harmless: SetReport; harmlessLinks: SetReport };

export type Report = {
  /** What was read; the same files give the same model. */
  data: DataSet["files"];
  model: { sha256: string; bytes: number };
  /** Models trained on one set's training rows alone, measured on its published test rows. */
  perSet: {
    videos: ReturnType<typeof measureVideos>;
    messages: Measured[];
    replies: Measured[];
  };
  /** The shipped model on published test rows, which it has never seen; thresholds come from training rows. */
  shipped: {
    kinds: { videos: Measured; messages: Measured; replies: Measured };
    tests: Partial<Record<Source, SetReport>>;
  };
  /** The shipped way of training, cross-validated: each row is scored without its own fold or article, against the shipped line. */
  crossValidated: SetReports;
  /** The same, with every line drawn without the fold it is measured on, too. */
  nested: SetReports;
  /** Of the spam in test rows that is flagged undisguised, the share that still is. */
  disguised: Record<Disguise | "padded", number>;
};

export function reportOf({ files }: Pick<DataSet, "files">, training: Training): Report {
  const { model, rows, unseen, tests } = training;
  const { sha256, bytes } = manifestOf(model);
  const kindOn = (
    source: "videos" | "messages" | "replies",
    choose: (scored: readonly Scored[]) => number,
    by: string,
  ): Measured => measureKind(source, only(tests, source), only(unseen, source), choose, by);
  return {
    data: files,
    model: { sha256, bytes },
    perSet: { videos: measureVideos(rows), messages: measureMessages(rows), replies: measureReplies(rows) },
    shipped: {
      kinds: {
        videos: kindOn("videos", () => 0, "zero"),
        messages: kindOn("messages", thresholdForBlocked, "at most 0.18 % blocked in cross-validation"),
        replies: kindOn(
          "replies",
          (scored) => thresholdForPrecision(scored, 0.95),
          "precision 0.95 in cross-validation",
        ),
      },
      tests: bySource(tests, model),
    },
    crossValidated: reportUnseen(unseen.map((row) => ({ ...row, score: unseenMargin(model, row) }))),
    nested: reportUnseen(drawLinesAnew(model, unseen)),
    disguised: measureDisguises(model, tests, unseen),
  };
}

function only<T extends { source: Source }>(rows: readonly T[], source: Source): T[] {
  return rows.filter((row) => row.source === source);
}

function setReport(scored: readonly Scored[]): SetReport {
  return {
    rows: scored.length,
    spam: scored.filter(({ label }) => label === 1).length,
    auc: roundedOrNull(areaUnderCurve(scored)),
    flag: lineAt(scored, 0),
    hold: lineAt(scored, HOLD_MARGIN),
  };
}

type Judged = Scored & { source: Source; text: string };

function bySource(rows: readonly UnseenRow[], model: TextModel): Partial<Record<Source, SetReport>> {
  const judged = rows.map((row) => ({ ...row, score: unseenMargin(model, row) }));
  return reportSources(judged);
}

function reportSources(judged: readonly Judged[]): Partial<Record<Source, SetReport>> {
  const sources = (Object.keys(published) as Source[]).filter((source) => judged.some((row) => row.source === source));
  return Object.fromEntries(sources.map((source) => [source, setReport(only(judged, source))]));
}

function drawLinesAnew(model: TextModel, unseen: readonly UnseenRow[]): Judged[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const drawn = calibrate(
      model,
      unseen.filter((row) => row.fold !== fold),
    );
    return unseen
      .filter((row) => row.fold === fold)
      .map((row): Judged => ({ ...row, score: unseenMargin(drawn, row) }));
  });
}

function reportUnseen(judged: readonly Judged[]): SetReports {
  const harmless = judged.filter(({ source }) => HARMLESS.includes(source));
  const links = harmless.filter(({ text }) => /https?:\/\/|www\./i.test(text));
  return { ...reportSources(judged), harmless: setReport(harmless), harmlessLinks: setReport(links) };
}

function measureDisguises(
  model: TextModel,
  tests: readonly UnseenRow[],
  unseen: readonly UnseenRow[],
): Report["disguised"] {
  const isFlagged = (text: string): boolean => scoreText(readText(text), model).margin >= 0;
  const caught = tests.filter(({ label, text }) => label === 1 && isFlagged(text)).map(({ text }) => text);
  const share = (texts: readonly string[]): number =>
    rounded(texts.filter(isFlagged).length / Math.max(1, texts.length));
  const harmless = only(unseen, "quora").map(({ text }) => text);
  const shares = (Object.keys(disguises) as Disguise[]).map((name) => [name, share(caught.map(disguises[name]))]);
  return {
    ...(Object.fromEntries(shares) as Record<Disguise, number>),
    padded: share(padWithGoodWords(caught, harmless)),
  };
}
