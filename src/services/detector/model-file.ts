import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { TRAIT_COUNT } from "./span-traits.ts";
import { BUCKETS, FEATURES_VERSION } from "./text-features.ts";
import { PART_SIZES, textKinds, type TextModel } from "./text-model.ts";

/** The weights: one byte each, for every bucket one a kind. */
export const WEIGHTS_FILE = new URL("./spam-model.bin", import.meta.url);
/** What belongs to them: scales, thresholds, size and hash. */
export const MANIFEST_FILE = new URL("./spam-model.json", import.meta.url);

const kindSchema = z.object({
  step: z.number().positive(),
  bias: z.number(),
  traits: z.array(z.number()).length(TRAIT_COUNT).readonly(),
  threshold: z.number(),
  slope: z.number().positive(),
});

export const manifestSchema = z.object({
  format: z.literal(1),
  featuresVersion: z.literal(FEATURES_VERSION),
  buckets: z.literal(BUCKETS),
  bytes: z.literal(BUCKETS * textKinds.length),
  sha256: z.string().regex(/^[\da-f]{64}$/),
  partPenalties: z.array(z.number().nonnegative()).length(PART_SIZES.length).readonly(),
  kinds: z.object({ articles: kindSchema, videos: kindSchema, replies: kindSchema, messages: kindSchema }),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function manifestOf({ kinds, weights, partPenalties }: TextModel): Manifest {
  const sha256 = createHash("sha256").update(weights).digest("hex");
  const bytes = BUCKETS * textKinds.length;
  return {
    format: 1,
    featuresVersion: FEATURES_VERSION,
    buckets: BUCKETS,
    bytes,
    sha256,
    partPenalties,
    kinds: { ...kinds },
  };
}

/**
 * Puts a model together again from its two files' contents.
 * @throws Error where they do not belong together, or to another version of the features
 */
export function assembleModel(manifest: unknown, weights: Uint8Array): TextModel {
  const { kinds, partPenalties, bytes, sha256 } = manifestSchema.parse(manifest);
  if (weights.byteLength !== bytes) throw new Error(`The spam model has ${weights.byteLength} bytes, not ${bytes}.`);
  if (createHash("sha256").update(weights).digest("hex") !== sha256)
    throw new Error("The spam model's weights are not those its manifest names.");
  return { kinds, partPenalties, weights: new Int8Array(weights.buffer, weights.byteOffset, weights.byteLength) };
}

/** Reads the model that comes with the program: two files beside this one, nothing else. */
export function loadModel(): TextModel {
  return assembleModel(JSON.parse(readFileSync(MANIFEST_FILE, "utf8")), readFileSync(WEIGHTS_FILE));
}
