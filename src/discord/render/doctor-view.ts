import { countFindings } from "../../domain/thread-check.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { CheckUp, ThreadHealth } from "../../services/doctor.ts";
import { shortTitle } from "./article-view.ts";
import { escapeLine } from "./escape.ts";
import { articleLink } from "./links.ts";
import { timestamp } from "./time.ts";
import { ACCENT_COLOUR, type Block, button, fitCard, type MessageView, WARNING_COLOUR } from "./view.ts";

export const THREADS_A_PAGE = 8;
const TITLE_LENGTHS = [100, 60, 30];
const CHANNELS_SHOWN = 5;

const SIGNS: Record<ThreadHealth["gap"], string> = {
  none: "✓",
  uncompared: "○",
  reading: "…",
  failing: "✗",
  hidden: "✗",
  deleted: "–",
};

/** How everything stands: in short, then what is missing, then thread by thread. */
export function doctorView(
  texts: Texts,
  checkUp: CheckUp,
  page: { offset: number; pingMs: number | null },
): MessageView {
  const isWell =
    checkUp.channels.length === 0 && checkUp.threads.every(({ gap }) => gap !== "failing" && gap !== "hidden");
  const colour = isWell ? ACCENT_COLOUR : WARNING_COLOUR;
  return fitCard(TITLE_LENGTHS, (length) => build(texts, checkUp, page, length), colour);
}

function build(
  texts: Texts,
  checkUp: CheckUp,
  { offset, pingMs }: { offset: number; pingMs: number | null },
  length: number,
): Block[] {
  const { doctor } = texts;
  const blocks: Block[] = [`## ${doctor.title}`, summaryLines(texts, checkUp, pingMs).join("\n")];
  const troubles = checkUp.channels.slice(0, CHANNELS_SHOWN).map(({ channelId, missing }) => {
    const channel = `<#${channelId}>`;
    return `✗ ${missing.length === 0 ? doctor.channelGone(channel) : texts.setup.missing(channel, missing.join(", "))}`;
  });
  if (troubles.length > 0) blocks.push(troubles.join("\n"));
  if (checkUp.total === 0) return [...blocks, doctor.noThreads];
  blocks.push("---", ...checkUp.threads.map((one) => threadLines(texts, one, length)));
  blocks.push(`-# ${texts.comments.range(offset + 1, offset + checkUp.threads.length, checkUp.total)}`);
  const turns = [];
  if (offset > 0) turns.push(button(texts.comments.previous, `doctor-page:${Math.max(0, offset - THREADS_A_PAGE)}`));
  if (offset + THREADS_A_PAGE < checkUp.total)
    turns.push(button(texts.comments.next, `doctor-page:${offset + THREADS_A_PAGE}`));
  turns.push(button(doctor.compareNow, `doctor-compare:${offset}`));
  return [...blocks, turns];
}

function summaryLines({ doctor, ping }: Texts, checkUp: CheckUp, pingMs: number | null): string[] {
  const { catchUp, reconcile, openJobs } = checkUp;
  const lines = [`✓ ${ping(pingMs)}`];
  if (catchUp.status === "done") lines.push(`✓ ${doctor.caughtUp}`);
  else lines.push(`… ${doctor.catchingUp(catchUp.waiting)}`);
  if (reconcile.waiting > 0) lines.push(`… ${doctor.comparing(reconcile.waiting)}`);
  else if (reconcile.lastFullPassAt !== null)
    lines.push(`✓ ${doctor.compared(timestamp(reconcile.lastFullPassAt, "R"))}`);
  if (openJobs.length > 0) lines.push(`… ${doctor.openJobs(openJobs.length)}`);
  return lines;
}

function threadLines(texts: Texts, { thread, article, check, gap }: ThreadHealth, length: number): string {
  const { doctor } = texts;
  const title = `${SIGNS[gap]} **[${escapeLine(shortTitle(article.title, length))}](${articleLink(article)})**`;
  const checked =
    check.wholeAt !== null
      ? doctor.comparedWhole(timestamp(check.wholeAt, "R"))
      : check.newestAt !== null
        ? doctor.comparedNewest(timestamp(check.newestAt, "R"))
        : doctor.neverCompared;
  const found =
    check.foundAt === null || countFindings(check.found) === 0
      ? doctor.nothingFound
      : doctor.found(check.found, timestamp(check.foundAt, "R"));
  const since = thread.hiddenSince ?? thread.deletedAt;
  const gapText = doctor.gaps[gap](since ? timestamp(since, "R") : "");
  return [title, `-# ${checked} · ${found}`, ...(gapText ? [`-# ${gapText}`] : [])].join("\n");
}
