import { expect, it } from "vitest";
import { explainFailure } from "#src/store/explain-failure.ts";

const withFields = (fields: object): Error => Object.assign(new Error("INSERT … 'what someone wrote'"), fields);

it.for([
  [{ errcode: 5 }, "another program holds the file"],
  [{ errcode: 13 }, "the disk is full"],
  [{ errcode: 778 }, "the disk reports an error"],
  [{ errcode: 8 }, "the file may not be written"],
  [{ code: "ECONNREFUSED" }, "the database server does not answer"],
  [{ cause: withFields({ code: "ECONNRESET" }) }, "the database server does not answer"],
  [{ code: "23505" }, "the log says why"],
] as const)("a failure with %o is put into words", ([fields, words]) => {
  expect(explainFailure(withFields(fields))).toBe(words);
});

it("a failure never quotes what was to be written", () => {
  expect(explainFailure("a string")).toBe("the log says why");
  expect(explainFailure(withFields({}))).not.toContain("someone");
});
