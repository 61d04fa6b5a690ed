import type { Evaluation, Line } from "./evaluate.ts";
import type { Report, SetReport } from "./report.ts";

const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;

function describeLine(name: string, { precision, recall, falsePositiveRate }: Line): string {
  return `${name.padEnd(6)} precision ${percent(precision)}, recall ${percent(recall)}, harmless ${percent(falsePositiveRate, 3)}`;
}

export function describeEvaluation({ rows, spam, auc, hold, flag, msPerComment }: Evaluation): string {
  return [
    `${rows} rows, ${spam} of them spam; area under the curve ${auc ?? "unknown"}`,
    describeLine("hold", hold),
    describeLine("flag", flag),
    `${msPerComment.p50} ms a comment, 99 of 100 within ${msPerComment.p99} ms`,
  ].join("\n");
}

function describeSet(name: string, { rows, spam, flag }: SetReport): string {
  return `  ${name.padEnd(14)} ${String(rows).padStart(6)} rows, ${String(spam).padStart(5)} spam: ${describeLine("flag", flag)}`;
}

export function describeReport(report: Report): string {
  const sets = (of: Partial<Record<string, SetReport>>): string[] =>
    Object.entries(of).flatMap(([name, set]) => (set ? [describeSet(name, set)] : []));
  return [
    `Model ${report.model.sha256.slice(0, 12)}, ${report.model.bytes} bytes`,
    "Shipped model, published test rows:",
    ...sets(report.shipped.tests),
    "Cross-validated training rows:",
    ...sets(report.crossValidated),
  ].join("\n");
}
