/** How well a yes or no went. Shares are 0 where there was nothing to share. */
export type Outcome = {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  precision: number;
  recall: number;
  falsePositiveRate: number;
  f1: number;
  /** Matthews' correlation coefficient. */
  mcc: number;
};

/** Just above the highest score. */
const LEAST_STEP = 1e-3;

export type Scored = { score: number; label: 0 | 1 };

export function outcomeAt(scored: readonly Scored[], threshold: number): Outcome {
  const count = (label: 0 | 1, isPositive: boolean): number =>
    scored.filter((row) => row.label === label && row.score >= threshold === isPositive).length;
  const [tp, fp, fn, tn] = [count(1, true), count(0, true), count(1, false), count(0, false)];
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    truePositives: tp,
    falsePositives: fp,
    falseNegatives: fn,
    trueNegatives: tn,
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    falsePositiveRate: share(fp, fp + tn),
    f1: share(2 * tp, 2 * tp + fp + fn),
    mcc: share(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
  };
}

/** The area under the ROC curve; ties count half. Null where one of the labels is missing. */
export function areaUnderCurve(scored: readonly Scored[]): number | null {
  const sorted = scored.toSorted((one, other) => one.score - other.score);
  const spam = scored.filter(({ label }) => label === 1).length;
  if (spam === 0 || spam === scored.length) return null;
  let ranks = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (sorted[at]?.label === 1) ranks += rank;
    from = to;
  }
  return (ranks - (spam * (spam + 1)) / 2) / (spam * (scored.length - spam));
}

/** The lowest threshold at which precision holds; infinity where there is none. */
export function thresholdForPrecision(scored: readonly Scored[], precision: number): number {
  const sorted = scored.toSorted((one, other) => other.score - one.score);
  let best = Number.POSITIVE_INFINITY;
  let found = 0;
  for (const [at, { score, label }] of sorted.entries()) {
    found += label;
    if (score !== sorted[at + 1]?.score && found / (at + 1) >= precision) best = score;
  }
  return best;
}

/** The threshold with the highest correlation (Matthews). */
export function thresholdForCorrelation(scored: readonly Scored[]): number {
  const sorted = scored.toSorted((one, other) => other.score - one.score);
  const spam = scored.filter(({ label }) => label === 1).length;
  const harmless = scored.length - spam;
  let [best, bestMcc, found] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const [at, { score, label }] of sorted.entries()) {
    found += label;
    const wrong = at + 1 - found;
    const spread = Math.sqrt((at + 1) * spam * harmless * (scored.length - at - 1));
    const mcc = spread === 0 ? 0 : (found * (harmless - wrong) - wrong * (spam - found)) / spread;
    if (mcc > bestMcc && score !== sorted[at + 1]?.score) [best, bestMcc] = [score, mcc];
  }
  return best;
}

/** A threshold that `count` of the highest scores reach, or fewer where scores tie: half-way to the next one. */
export function thresholdForCount(scores: readonly number[], count: number): number {
  const sorted = scores.toSorted((one, other) => other - one);
  const next = sorted[count];
  if (next === undefined) return sorted.at(-1) ?? 0;
  const above = sorted.findLast((score) => score > next);
  return above === undefined ? next + LEAST_STEP : (above + next) / 2;
}

/** The value below which a share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
