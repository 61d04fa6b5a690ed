import { mintSnowflake, type Snowflake } from "../domain/snowflake.ts";

/** Mints ids that never repeat within this process, also when the clock stands still or steps back. */
export type Ids = {
  /** `count` ids in a row, the first of which names the rest: see `idAfter`. */
  mint(count: number): Snowflake[];
};

export function createIds(now: () => number): Ids {
  let nextFreeMs = 0;
  return {
    mint(count) {
      const timeMs = Math.max(now(), nextFreeMs);
      nextFreeMs = timeMs + Math.ceil(count / 4_096);
      return Array.from({ length: count }, (_, index) => mintSnowflake(timeMs, index));
    },
  };
}
