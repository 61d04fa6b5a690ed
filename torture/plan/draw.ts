import { createRandom } from "#sandbox/faults/random.ts";

/** Small seeds stand close together: spread over all bits, they begin differently. */
const SPREAD = 0x9e_37_79_b1;
const WARM_UP = 16;

/** Everything random of a history comes from here: the same seed draws the same. */
export type Draw = {
  /** From 0 up to, not including, `below`. */
  int(below: number): number;
  between(from: number, to: number): number;
  chance(of: number): boolean;
  pick<T>(list: readonly T[]): T | undefined;
  /** One of the keys, each as often as its number says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
};

export function createDraw(seed: number): Draw {
  const random = createRandom(Math.imul(seed, SPREAD));
  for (let turn = 0; turn < WARM_UP; turn++) random();
  const int = (below: number): number => Math.floor(random() * below);
  return {
    int,
    between: (from, to) => from + int(to - from + 1),
    chance: (of) => random() < of,
    pick: (list) => list[int(list.length)],
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) if ((left -= weight) < 0) return key;
      throw new RangeError("nothing to choose from");
    },
  };
}
