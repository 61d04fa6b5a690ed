import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSnowflakes, mintSnowflake, newestSnowflake, snowflakeTime } from "#src/domain/snowflake.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const snowflake = fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String);

describe("snowflakes", () => {
  it("are ordered as numbers, though they are strings beyond 2^53", () => {
    fc.assert(
      fc.property(snowflake, snowflake, (a, b) => {
        const expected = BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
        expect(Math.sign(compareSnowflakes(a, b))).toBe(expected);
      }),
    );
  });

  it("tell the time they were made", () => {
    expect(snowflakeTime("175928847299117063")).toBe(Date.parse("2016-04-30T11:18:25.796Z"));
    expect(snowflakeTime(mintSnowflake(NOW, 7))).toBe(NOW);
  });

  it("of our own are all different and in order, also beyond one millisecond's worth", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => mintSnowflake(NOW, index));
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.toSorted(compareSnowflakes)).toEqual(ids);
  });

  it("of our own never equal one that Discord makes in the same millisecond", () => {
    const fromDiscord = (BigInt(NOW - 1_420_070_400_000) << 22n).toString();
    expect(compareSnowflakes(mintSnowflake(NOW, 0), fromDiscord)).toBeGreaterThan(0);
  });

  it("have a newest, and null is older than any", () => {
    expect(newestSnowflake(null, "5")).toBe("5");
    expect(newestSnowflake("10", "9")).toBe("10");
    expect(newestSnowflake(null, null)).toBeNull();
  });
});
