import { setTimeout as wait } from "node:timers/promises";
import type { Comment, CommentState } from "../domain/comment.ts";
import type { DetectorSettings } from "../domain/detector-settings.ts";
import type { Verdict } from "../domain/detector-verdict.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { Detector, Inspection } from "./detector/detector.ts";
import { createFingerprintIndex, type FingerprintIndex } from "./detector/fingerprint.ts";
import { createPhraseFinder } from "./detector/phrases.ts";
import { readText } from "./detector/text-features.ts";
import type { ContextOf } from "./screening-context.ts";
import { createScreeningMemory } from "./screening-memory.ts";

/** Comments that a back-test, or the preview of a phrase, looks at. */
export const BACKTEST_COMMENTS = 5_000;
const READ_AT_ONCE = 100;
/** Of the time, while it runs: live comments go first. */
const SHARE = 0.5;
const SAMPLES = 3;

/** `comment`: as it was, of a hidden one what is under seal; `state`: what it is now. */
export type Tried = Verdict & { comment: Comment; state: CommentState };

export type Backtest = {
  /** Comments whose text is still known. */
  read: number;
  held: Tried[];
  flagged: Tried[];
  /** Let pass, with a word about a link. */
  noted: Tried[];
};

export type PhrasePreview = { read: number; matches: number; samples: Comment[] };

export type Backtests = {
  /**
   * Judges the newest comments of a server as it would have judged them when they were written. Changes nothing, and asks Discord only for
   * authors of comments that something speaks against.
   */
  run(
    guildId: Snowflake,
    settings: DetectorSettings,
    onProgress: (done: number, total: number) => void,
  ): Promise<Backtest>;
  /** How many of the newest comments a phrase would have matched. */
  preview(guildId: Snowflake, phrase: string): Promise<PhrasePreview>;
};

type Parts = { store: Store; detector: Detector; contextOf: ContextOf };
type Said = { comment: Comment; state: CommentState };

export function createBacktests({ store, detector, contextOf }: Parts): Backtests {
  /** Oldest first, each as it was; those whose text is gone are left out. */
  async function* readNewest(guildId: Snowflake): AsyncGenerator<{ said: Said[]; done: number; total: number }> {
    const ids = store.catalog.listComments({ guildId, order: "newest", limit: BACKTEST_COMMENTS }).toReversed();
    for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
      const begunMs = performance.now();
      const page = ids.slice(start, start + READ_AT_ONCE);
      yield { said: await readSaid(page), done: start + page.length, total: ids.length };
      await wait((performance.now() - begunMs) * (1 / SHARE - 1));
    }
  }

  async function readSaid(ids: readonly Snowflake[]): Promise<Said[]> {
    const comments = await store.getMany("comment", ids);
    const hidden = ids.filter((_, index) => comments[index]?.state === "removed" || comments[index]?.state === "held");
    const copies = new Map((await store.getMany("sealed", hidden)).map((copy) => [copy?.comment.id, copy?.comment]));
    return comments.flatMap((comment) => {
      const whole = comment?.state === "visible" ? comment : copies.get(comment?.id);
      return comment && whole && whole.text !== "" ? [{ comment: whole, state: comment.state }] : [];
    });
  }

  async function judge({ comment }: Said, settings: DetectorSettings, past: Past): Promise<Inspection> {
    const company = { recent: past.memory.of(comment.guildId), removed: past.removed };
    const inspect = async (asksDiscord: boolean): Promise<Inspection> => {
      const context = await contextOf(comment, { settings, asksDiscord });
      return detector.inspect(comment.text, { ...context, ...company }, settings);
    };
    const first = await inspect(false);
    return first.verdict === "pass" ? first : inspect(true);
  }

  return {
    async run(guildId, settings, onProgress) {
      const result: Backtest = { read: 0, held: [], flagged: [], noted: [] };
      const past = beginPast();
      for await (const { said, done, total } of readNewest(guildId)) {
        for (const one of said) {
          past.nowMs = Date.parse(one.comment.createdAt ?? "");
          const inspection = await judge(one, { ...settings, isOn: true }, past);
          remember(past, one, inspection);
          const { verdict, score, reasons } = inspection;
          listOf(result, inspection)?.push({ ...one, verdict, score, reasons });
          result.read++;
        }
        onProgress(done, total);
      }
      return result;
    },

    async preview(guildId, phrase) {
      const find = createPhraseFinder([phrase]);
      const result: PhrasePreview = { read: 0, matches: 0, samples: [] };
      for await (const { said } of readNewest(guildId)) {
        for (const { comment } of said) {
          result.read++;
          if (!find(readText(comment.text))) continue;
          result.matches++;
          // The newest are the last.
          result.samples = [comment, ...result.samples].slice(0, SAMPLES);
        }
      }
      return result;
    },
  };
}

/** What was known when a comment was written: others of the hour before, and those that are removed by now. */
type Past = { memory: ReturnType<typeof createScreeningMemory>; removed: FingerprintIndex; nowMs: number };

function beginPast(): Past {
  const past: Past = { memory: createScreeningMemory(() => past.nowMs), removed: createFingerprintIndex(), nowMs: 0 };
  return past;
}

function remember(past: Past, { comment, state }: Said, { memory, fingerprint }: Inspection): void {
  if (memory) past.memory.note(comment.guildId, memory);
  if (state === "removed") past.removed.add(fingerprint);
}

const ON_LINKS: ReadonlySet<string> = new Set(["link", "ownSite", "oddLink"]);

function listOf(result: Backtest, { verdict, reasons }: Verdict): Tried[] | null {
  if (verdict === "hold") return result.held;
  if (verdict === "flag") return result.flagged;
  return reasons.some(({ code }) => ON_LINKS.has(code)) ? result.noted : null;
}
