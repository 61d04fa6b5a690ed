import { writeFileSync } from "node:fs";
import { MANIFEST_FILE, manifestOf, WEIGHTS_FILE } from "../src/services/detector/model-file.ts";
import type { TextModel } from "../src/services/detector/text-model.ts";
import { calibrate, scoresOf, scoreUnseen, type UnseenRow } from "./calibrate.ts";
import type { DataSet } from "./datasets.ts";
import { trainKinds, type TrainingRow } from "./train-kinds.ts";
import { vectorOf } from "./vectors.ts";

export type Training = {
  model: TextModel;
  rows: readonly TrainingRow[];
  /** The training rows, each scored by models that had not seen it. */
  unseen: readonly UnseenRow[];
  /** The test rows, scored by the finished model. */
  tests: readonly UnseenRow[];
};

/** Trains the model on everything but the published test rows. The same rows give the same model, to the bit. */
export function train({ samples }: Pick<DataSet, "samples">): Training {
  const rows = samples.map((sample) => ({ ...sample, vector: vectorOf(sample.text) }));
  const training = rows.filter(({ isTest }) => !isTest);
  const unseen = scoreUnseen(training);
  const model = calibrate(trainKinds(training), unseen);
  const tests = rows.filter(({ isTest }) => isTest).map((row) => ({ ...row, ...scoresOf(row, model) }));
  return { model, rows, unseen, tests };
}

/** Writes the weights and what belongs to them, where the detector reads them. */
export function writeModel(model: TextModel, files = { weights: WEIGHTS_FILE, manifest: MANIFEST_FILE }): void {
  writeFileSync(files.weights, model.weights);
  writeFileSync(files.manifest, `${JSON.stringify(manifestOf(model), null, 2)}\n`);
}
