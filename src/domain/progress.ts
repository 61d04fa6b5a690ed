/** Milliseconds that the rest takes, if it goes as what was done; null when nobody can tell. */
export function estimateLeft(at: { done: number; total: number | null; elapsedMs: number }): number | null {
  const { done, total, elapsedMs } = at;
  if (total === null || done <= 0) return null;
  return (elapsedMs * Math.max(0, total - done)) / done;
}

/** Short work is nobody's news; long work is, now and then. */
export const PROGRESS_INTERVAL_MS = 5_000;

/** Says whether there is something to tell: not before five seconds have passed, and not more often than every five. */
export function createPace(startedMs: number): (nowMs: number) => boolean {
  let nextMs = startedMs + PROGRESS_INTERVAL_MS;
  return (nowMs) => {
    if (nowMs < nextMs) return false;
    nextMs = nowMs + PROGRESS_INTERVAL_MS;
    return true;
  };
}
