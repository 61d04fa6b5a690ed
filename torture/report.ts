import type { Performance } from "./drive/run.ts";
import { type Difference, type ErrorName, errorNames, type Findings } from "./compare/findings.ts";
import { isComment, type Scene } from "./compare/scene.ts";

const DETAILED = 5;
const LONGEST = 1_500;

/** What `--json` prints. */
export type TortureResult = {
  seed: number;
  seconds: number;
  /** SHA-256 of the planned history: the same for the same seed and seconds. */
  history: string;
  steps: number;
  /** Dispatches of the sandbox. */
  events: number;
  kills: number;
  starts: number;
  faults: Record<string, number>;
  threads: number;
  /** Messages that must be comments, at the end. */
  comments: number;
  /** Stored comments, with those that were deleted or removed. */
  stored: number;
} & Record<ErrorName, number> & { secondsToQuiet: number };

export function resultOf(
  { seed, seconds }: { seed: number; seconds: number },
  { plan, world, lives, kills, secondsToQuiet }: Performance,
  { findings, scene }: { findings: Findings; scene: Scene },
): TortureResult {
  return {
    seed,
    seconds,
    history: plan.history,
    steps: plan.steps.length,
    events: world.events,
    kills,
    starts: lives.length,
    faults: world.faults,
    threads: world.threads.length,
    comments: world.messages.filter((stored) => isComment(stored, world.botId)).length,
    stored: scene.records.comment.length,
    ...findings.counts(),
    secondsToQuiet,
  };
}

export function hasErrors(result: TortureResult): boolean {
  return errorNames.some((name) => result[name] > 0);
}

/** For people: one line of what happened, one of what is wrong. */
export function describeResult(result: TortureResult): string {
  const { seed, seconds, steps, events, kills, threads, comments, secondsToQuiet } = result;
  const faults = Object.values(result.faults).reduce((sum, count) => sum + count, 0);
  const wrong = errorNames.filter((name) => result[name] > 0).map((name) => `${name} ${result[name]}`);
  return [
    `Seed ${seed}, ${seconds} s: ${steps} steps, ${events} events, ${kills} kills, ${faults} faults; ${comments} comments in ${threads} threads.`,
    `Quiet after ${secondsToQuiet.toFixed(1)} s. ${wrong.length === 0 ? "Both worlds are the same." : `They differ: ${wrong.join(", ")}.`}`,
  ].join("\n");
}

/** The first differences, each with what last happened to its message. */
export function describeDifferences({ findings, scene }: { findings: Findings; scene: Scene }): string {
  const all = findings.all();
  const byError = errorNames.flatMap((name) => all.filter(({ error }) => error === name).slice(0, DETAILED));
  return byError.map((difference) => describeDifference(scene, difference)).join("\n\n");
}

function describeDifference(scene: Scene, { error, threadId, id, expected, found }: Difference): string {
  const thread = scene.world.threads.find((one) => one.id === threadId);
  const shown = (value: unknown): string => (JSON.stringify(value) ?? "undefined").slice(0, LONGEST);
  const deeds = scene.diaries.get(id ?? "")?.deeds ?? [];
  return [
    `${error}: thread ${thread ? `${thread.number} (${threadId})` : (threadId ?? "-")}, message ${id ?? "-"}`,
    `  expected ${shown(expected)}`,
    `  found    ${shown(found)}`,
    ...deeds.map((deed) => `    ${deed}`),
  ].join("\n");
}
