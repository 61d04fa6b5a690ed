/** What can be wrong between the two worlds; each is a defect of the bot, or of the sandbox, or of the comparison. */
export const errorNames = [
  /** A message that has no comment, or whose comment is not shown. */
  "missing",
  /** A comment without its message, or of what is no comment. */
  "ghosts",
  "wrongText",
  "wrongReactions",
  "wrongReplies",
  "wrongAttachments",
  "wrongAuthors",
  /** Ids and times that differ from the message's. */
  "wrongFields",
  /** A text that was surely known and is not in the history. */
  "missedEdits",
  /** A history that tells of what never was, or in another order. */
  "wrongHistory",
  /** A removed comment's state, or its sealed copy. */
  "wrongRemovals",
  "wrongThreads",
  "checkpointsBehind",
  /** Something of the bot's own that stands on Discord more than once. */
  "duplicatePosts",
  "unfinishedJobs",
  /** What a person was told is done, and is not in the store. */
  "brokenPromises",
  "brokenLog",
  "catalogMismatches",
  /** The bot ended without being asked to. */
  "crashes",
  /** What did not fit Discord's own descriptions. */
  "violations",
] as const;
export type ErrorName = (typeof errorNames)[number];

export type Difference = {
  error: ErrorName;
  threadId: string | null;
  /** The message or the comment. */
  id: string | null;
  expected: unknown;
  found: unknown;
};

export type Findings = {
  add(error: ErrorName, difference: Omit<Difference, "error">): void;
  counts(): Record<ErrorName, number>;
  all(): readonly Difference[];
};

export function collectFindings(): Findings {
  const differences: Difference[] = [];
  return {
    add: (error, difference) => void differences.push({ error, ...difference }),
    counts() {
      const counts = Object.fromEntries(errorNames.map((name) => [name, 0])) as Record<ErrorName, number>;
      for (const { error } of differences) counts[error]++;
      return counts;
    },
    all: () => differences,
  };
}
