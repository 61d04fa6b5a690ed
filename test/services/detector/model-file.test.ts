import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assembleModel, loadModel, MANIFEST_FILE, WEIGHTS_FILE } from "#src/services/detector/model-file.ts";
import { readText } from "#src/services/detector/text-features.ts";
import { scoreText } from "#src/services/detector/text-model.ts";

const MOST_BYTES = 512 * 1024;
const manifest: unknown = JSON.parse(readFileSync(MANIFEST_FILE, "utf8"));
const weights = readFileSync(WEIGHTS_FILE);

describe("the model file", () => {
  it("has the size and the hash that its manifest declares, and stays small", () => {
    expect(assembleModel(manifest, weights).weights).toHaveLength(weights.byteLength);
    expect(weights.byteLength + readFileSync(MANIFEST_FILE).byteLength).toBeLessThanOrEqual(MOST_BYTES);
  });

  it("is refused when a byte of it changed, or the end is missing", () => {
    const changed = Uint8Array.from(weights);
    changed[0] = ((changed[0] ?? 0) + 1) % 256;
    expect(() => assembleModel(manifest, changed)).toThrow("not those its manifest names");
    expect(() => assembleModel(manifest, weights.subarray(1))).toThrow("bytes");
  });

  it("is refused for other features than those it was trained on", () => {
    expect(() => assembleModel({ ...(manifest as object), featuresVersion: 0 }, weights)).toThrow("featuresVersion");
  });

  it("tells an advertisement from a question", () => {
    const model = loadModel();
    const marginOf = (text: string): number => scoreText(readText(text), model).margin;
    const advertisement =
      "Great post, thanks for sharing! We offer the best web design services, visit our website https://example.com for cheap offers.";
    const question = "I follow the second step, but the plot stays empty. Which version of the library do you use?";
    expect(marginOf(advertisement)).toBeGreaterThan(0);
    expect(marginOf(question)).toBeLessThan(-2);
  });
});
