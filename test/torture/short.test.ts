import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { errorNames } from "../../torture/compare/findings.ts";
import { makePlan } from "../../torture/plan/plan.ts";
import type { TortureResult } from "../../torture/report.ts";

const MAIN = path.resolve(import.meta.dirname, "../../torture/index.ts");
const SECONDS = 12;
/** Two kills, cut and lost sessions, reset and hung requests are in it. */
const SEED = 76;

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

describe("a short torture", () => {
  it("leaves both worlds the same, and says which history it was", { timeout: 180_000 }, async () => {
    const { code, out, err } = await run("--seed", String(SEED), "--seconds", String(SECONDS), "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const result = JSON.parse(out) as TortureResult;
    expect(Object.fromEntries(errorNames.map((name) => [name, result[name]]))).toEqual(
      Object.fromEntries(errorNames.map((name) => [name, 0])),
    );
    expect(result.history).toBe(makePlan({ seed: SEED, seconds: SECONDS }).history);
    expect(result.kills).toBeGreaterThan(0);
    expect(result.comments).toBeGreaterThan(50);
  });

  it("refuses what it does not understand in one sentence, with code 2", { timeout: 30_000 }, async () => {
    const { code, out, err } = await run("--seconds", "soon");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("--seconds must be a whole number");
    expect(err).not.toContain("The logs");
  });
});
