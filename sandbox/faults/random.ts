/** A repeatable source of numbers from 0 up to 1: the same seed gives the same sequence (xorshift32, Marsaglia 2003). */
export function createRandom(seed: number): () => number {
  // Zero would stay zero for ever.
  let state = seed >>> 0 || 0x9e_37_79_b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
