import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { CommentActivity } from "../../domain/comment-activity.ts";

/** What is drawn. */
export type ChartContent = Pick<CommentActivity, "bars" | "hours">;

const PAINTER = fileURLToPath(new URL("./activity-chart-painter.ts", import.meta.url));
const LONGEST_MS = 30_000;

/** One picture at a time: each takes a core for half a second, and 90 MB. */
let last: Promise<unknown> = Promise.resolve();
/** More would wait longer than anybody looks at their figures, and let one member keep a core busy. */
const MOST_WAITING = 8;
let waiting = 0;

/**
 * A picture of when people commented: the course of time on the left, the hours of the day on the right. Drawn in a process of its own,
 * so that the mirror does not wait and the memory comes back.
 * @returns a PNG file; rejects where it cannot be drawn, or too many wait already
 */
export async function drawActivity({ bars, hours }: ChartContent): Promise<Buffer> {
  if (waiting >= MOST_WAITING) throw new Error("too many pictures wait to be drawn");
  waiting++;
  const drawn = last.then(() => paint({ bars, hours })).finally(() => waiting--);
  // Whoever asked for it hears of its failure; the next one only waits.
  last = drawn.catch(() => undefined);
  return drawn;
}

async function paint(content: ChartContent): Promise<Buffer> {
  // It needs nothing of ours: no settings, no token.
  const painter = spawn(process.execPath, [PAINTER], { env: {}, timeout: LONGEST_MS });
  const ended = new Promise<number | null>((resolve, reject) => {
    painter.on("error", reject).on("close", resolve);
  });
  // Of one that died early its exit code and its last words tell more than the pipe that broke.
  painter.stdin.on("error", () => undefined).end(JSON.stringify(content));
  const [picture, complaint, code] = await Promise.all([buffer(painter.stdout), text(painter.stderr), ended]);
  if (code !== 0) throw new Error(`a picture could not be drawn (exit code ${code}): ${complaint.slice(0, 2_000)}`);
  return picture;
}
