import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { articleFieldsSchema, importedCommentSchema } from "#src/domain/article.ts";
import { sourceProblems } from "#src/domain/source-problems.ts";
import { UserError } from "#src/errors.ts";
import { readSource } from "#src/transfer/read-source.ts";

const encoder = new TextEncoder();
const line = fc.constantFrom(
  ..." |tom|ann|2 comments|No way!|March 11, 2009|Length: 5|# T|---|...|title: T|date: 2009-02-30|comments:".split("|"),
  ...'- {author: a, text: b}|  parent: 0|{|}|"title": "T",|```|[*a, &a b]|'.split("|"),
);
const lines = fc.array(line, { maxLength: 25 }).map((all) => encoder.encode(all.join("\n")));
const jsonPart = fc.constantFrom(..."title comments author text replies parent article date tags".split(" "));
const json = fc
  .dictionary(jsonPart, fc.jsonValue({ maxDepth: 3 }))
  .map((value) => encoder.encode(JSON.stringify({ title: "T", ...value }, null, 1)));
const brokenJson = json.chain((data) => fc.nat(data.length).map((end) => data.slice(0, end)));

describe("any file", () => {
  it("is read as what fits the records, or refused with one of its lines", () => {
    const data = fc.oneof(fc.uint8Array({ maxLength: 60 }), lines, json, brokenJson);
    fc.assert(
      fc.property(data, fc.constantFrom("a.txt", "a.md", "a.json", "a"), (bytes, name) => {
        try {
          const { article, comments } = readSource({ name, data: bytes });
          expect(articleFieldsSchema.parse(article)).toEqual(article);
          for (const [index, comment] of comments.entries()) {
            expect(importedCommentSchema.parse(comment)).toEqual(comment);
            expect(comment.parent ?? -1).toBeLessThan(index);
          }
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          const { line: refused, reason, text } = error.context as { line: number; reason: string; text: string };
          expect(sourceProblems).toContain(reason);
          expect(refused).toBeGreaterThan(0);
          expect(refused).toBeLessThanOrEqual(new TextDecoder().decode(bytes).split(/\r\n?|\n/).length);
          expect(text).not.toMatch(/\n/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
