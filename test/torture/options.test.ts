import { describe, expect, it } from "vitest";
import { readOptions, UsageError } from "../../torture/options.ts";

describe("npm run torture", () => {
  it("reads what is typed", () => {
    expect(readOptions(["--seed", "12", "--seconds", "120", "--json"])).toEqual({
      seed: 12,
      seconds: 120,
      isJson: true,
      isKept: false,
    });
    expect(readOptions([])).toMatchObject({ seed: 1, seconds: 60, isJson: false });
  });

  it.each([["--seed", "x"], ["--seed", "-1"], ["--seconds", "0"], ["--seconds", "1.5"], ["--sead", "1"], ["seven"]])(
    "refuses %s %s with a sentence and the usage",
    (...args) => {
      expect(() => readOptions(args)).toThrow(UsageError);
      expect(() => readOptions(args)).toThrow(/^\S.+\n[^]*Usage: /);
    },
  );
});
