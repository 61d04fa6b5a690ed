import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Sample, published, readPublished, type Source } from "../../detector/datasets.ts";
import { evaluate } from "../../detector/evaluate.ts";
import { train } from "../../detector/train.ts";
import { fitViews } from "../../detector/views.ts";
import { manifestOf } from "#src/services/detector/model-file.ts";
import { loadModel } from "#src/services/detector/model-file.ts";

/** A folder with the published sets: where it is named, the committed model is trained anew. */
const DATA = process.env["DETECTOR_DATA"];
const folder = mkdtempSync(path.join(tmpdir(), "detector-"));
afterAll(() => rmSync(folder, { recursive: true }));

const things = ["bread", "bikes", "books", "maps", "plants", "chairs", "lamps", "shoes"];
const spam = (at: number): string =>
  `Cheap ${things[at % 8]} here! Visit our shop number ${at} and win a free prize today`;
const ham = (at: number): string =>
  `I repaired ${things[at % 8]} for ${at} years, and what you say about them is right.`;

/** Enough rows in every set and fold for each kind to learn that "prize" is spam. */
function syntheticSamples(): Sample[] {
  return (Object.keys(published) as Source[]).flatMap((source) =>
    Array.from({ length: 40 }, (_, at): Sample => {
      const label = published[source].kind !== null && at % 2 === 0 ? 1 : 0;
      return {
        text: label === 1 ? spam(at) : ham(at),
        label,
        source,
        group: source,
        isTest: at % 10 === 9,
        fold: at % 5,
      };
    }),
  );
}

describe("training", () => {
  it("gives the same model for the same rows, to the byte, and one that has learned", () => {
    const [one, other] = [train({ samples: syntheticSamples() }), train({ samples: syntheticSamples() })];
    expect(manifestOf(one.model)).toEqual(manifestOf(other.model));
    const { flag } = evaluate(
      [
        { text: spam(99), label: 1 },
        { text: ham(99), label: 0 },
      ],
      one.model,
    );
    expect(flag).toMatchObject({ recall: 1, falsePositiveRate: 0 });
  });

  it("never looks at a test row", () => {
    const samples = syntheticSamples();
    const changed = samples.map((sample) =>
      sample.isTest ? { ...sample, text: "anything else", label: 1 as const } : sample,
    );
    expect(manifestOf(train({ samples: changed }).model)).toEqual(manifestOf(train({ samples }).model));
  });

  it.skipIf(DATA === undefined)("gives the committed model from the published sets", { timeout: 300_000 }, () => {
    const { model } = train(readPublished(DATA ?? ""));
    expect(manifestOf(model)).toEqual(manifestOf(loadModel()));
  });
});

describe("a model of two views", () => {
  const rows = syntheticSamples().filter(({ source }) => source === "messages");

  it("ranks spam that it has not seen above harmless texts", () => {
    const score = fitViews(rows);
    expect(score(spam(99))).toBeGreaterThan(0);
    expect(score(ham(99))).toBeLessThan(0);
    // Half of its words are new, half of its letters are not.
    expect(score("Chaep lammps heer, viisit ouur shopp annd wiin")).toBeGreaterThan(
      score("I repayred bikess forr yeers"),
    );
  });
});

const lineSchema = z.object({ precision: z.number(), recall: z.number(), falsePositiveRate: z.number() });
const evaluationSchema = z.strictObject({
  rows: z.number(),
  spam: z.number(),
  auc: z.number().nullable(),
  hold: lineSchema,
  flag: lineSchema,
  msPerComment: z.object({ p50: z.number().positive(), p99: z.number().positive() }),
});

describe("npm run detector", () => {
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, ["detector/index.ts", ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const write = (name: string, lines: readonly unknown[]): string => {
    const file = path.join(folder, name);
    writeFileSync(file, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
    return file;
  };

  it("evaluates a file of rows", () => {
    const advertisement =
      "Thanks for sharing, great post! Visit our website for cheap web design services https://cheap.example.com";
    const file = write("rows.jsonl", [
      { text: advertisement, label: 1 },
      { text: "Which version of the library is that? Mine has no such option.", label: 0, more: "ignored" },
      "",
    ]);
    const evaluation = evaluationSchema.parse(JSON.parse(run("evaluate", file, "--json")));
    expect(evaluation).toMatchObject({
      rows: 2,
      spam: 1,
      auc: 1,
      flag: { precision: 1, recall: 1, falsePositiveRate: 0 },
    });
    expect(run("evaluate", file)).toContain("2 rows, 1 of them spam");
  });

  it("reads line ends and a byte order mark of Windows, skips rows without a text, and lives with one label and huge lines", () => {
    const huge = { text: "Cheap prizes! ".repeat(100_000), label: 0 };
    const lines = [huge, { text: "😀\ud800\0", label: 0 }, { text: null, label: 1 }, { text: "", label: 0 }];
    const file = write("odd.jsonl", [`\ufeff${lines.map((line) => `${JSON.stringify(line)}\r\n`).join("")}`]);
    const evaluation = evaluationSchema.parse(JSON.parse(run("evaluate", file, "--json")));
    expect(evaluation).toMatchObject({ rows: 3, spam: 0, auc: null, flag: { precision: 0, recall: 0 } });
  });

  it.each([
    [["evaluate", write("empty.jsonl", [])], "empty.jsonl has no rows"],
    [["evaluate", write("words.jsonl", [{ text: "a", label: "spam" }])], "words.jsonl:1 is no { text, label }"],
    [["evaluate", "nowhere.jsonl"], "nowhere.jsonl cannot be read"],
    [["evaluate", write("broken.jsonl", ['{"text": "a", "label": 1}', "{"])], "broken.jsonl:2 is no JSON"],
    [["evaluate", write("labels.jsonl", [{ text: "a", label: 2 }])], "labels.jsonl:1 is no { text, label }"],
    [["train"], "Usage"],
    [["guess"], "Usage"],
  ])("refuses %j with a plain message", (args, message) => {
    expect(() => run(...args)).toThrow(
      expect.objectContaining({ status: 1, stderr: expect.stringContaining(message) }),
    );
  });
});
