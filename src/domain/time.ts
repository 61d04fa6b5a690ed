const DAY_MS = 86_400_000;

/** The instant `days` later, as an ISO string in UTC. */
export function advanceDays(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * DAY_MS).toISOString();
}
