import { expect, it } from "vitest";
import { createPace, estimateLeft } from "#src/domain/progress.ts";

it("the rest takes as long as what was done", () => {
  expect(estimateLeft({ done: 25, total: 100, elapsedMs: 5_000 })).toBe(15_000);
  expect(estimateLeft({ done: 100, total: 100, elapsedMs: 5_000 })).toBe(0);
});

it("the end is not guessed without a total or before anything is done", () => {
  expect(estimateLeft({ done: 10, total: null, elapsedMs: 5_000 })).toBeNull();
  expect(estimateLeft({ done: 0, total: 10, elapsedMs: 5_000 })).toBeNull();
});

it("a total that turns out too small is not passed by", () => {
  expect(estimateLeft({ done: 12, total: 10, elapsedMs: 5_000 })).toBe(0);
});

it("what is over within five seconds is not told of, and the rest every five seconds", () => {
  const isDue = createPace(1_000);
  const told = [1_000, 5_999, 6_000, 6_001, 10_999, 11_500, 16_499, 16_500].filter(isDue);
  expect(told).toEqual([6_000, 11_500, 16_500]);
});
