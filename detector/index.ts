import { parseArgs } from "node:util";
import { writeFileSync } from "node:fs";
import { StartupError } from "../src/errors.ts";
import { loadModel } from "../src/services/detector/model-file.ts";
import { readPublished, readSamples } from "./datasets.ts";
import { evaluate } from "./evaluate.ts";
import { reportOf } from "./report.ts";
import { train, writeModel } from "./train.ts";
import { describeEvaluation, describeReport } from "./words.ts";

const USAGE = `Usage:
  npm run --silent detector -- evaluate FILE.jsonl [--json]   how the model does on lines of { "text": …, "label": 0 or 1 }
  npm run --silent detector -- train --data FOLDER [--json]   trains the model anew, writes it and its report`;

/** Kept beside docs/detector.md, which explains it. */
const REPORT_FILE = new URL("../docs/detector-report.json", import.meta.url);

function run(): string {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { data: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const [command, file, ...more] = positionals;
  if (command === "evaluate" && file !== undefined && more.length === 0) {
    const evaluation = evaluate(readSamples(file), loadModel());
    return values.json ? JSON.stringify(evaluation) : describeEvaluation(evaluation);
  }
  if (command === "train" && values.data !== undefined && file === undefined) {
    const data = readPublished(values.data);
    const training = train(data);
    const report = reportOf(data, training);
    writeModel(training.model);
    writeFileSync(REPORT_FILE, `${JSON.stringify(report, null, 2)}\n`);
    return values.json ? JSON.stringify(report) : describeReport(report);
  }
  throw new StartupError(USAGE);
}

try {
  process.stdout.write(`${run()}\n`);
} catch (error) {
  if (!(error instanceof StartupError || error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
