import { newWatching, type WatchTarget } from "#src/domain/watching.ts";
import { type Concern, createWatchIndex } from "#src/domain/watch-index.ts";
import { atMost, figuresOf, type Row } from "./row.ts";

const WATCHERS = 500;
const WATCHES_EACH = 20;
const COMMENTS = 20_000;
/** So short a time is measured for many at once. */
const AT_ONCE = 100;

const SYLLABLES = ["ba", "do", "ki", "lu", "me", "na", "po", "ri", "sa", "tu"];
const CHARACTERS = "漢字日本語文章読書記事意見返事毎朝散歩道花木空海山川";
const COMMON = ["the", "bread", "and", "was", "with", "a", "long", "walk", "by", "river", "I", "think", "that", "it"];

/** A word for each number. */
function wordOf(number: number): string {
  return Array.from(String(number), (digit) => SYLLABLES[Number(digit)] ?? "").join("");
}

function characterOf(number: number): string {
  return CHARACTERS[number % CHARACTERS.length] ?? "";
}

function targetOf(number: number): WatchTarget {
  const id = String(1_000 + number);
  switch (number % 5) {
    case 0:
      return { kind: "article", articleId: id, name: id };
    case 1:
      return { kind: "member", memberId: id, name: id };
    case 2:
      return { kind: "word", text: `${wordOf(number)} ${wordOf(number + 1)}` };
    case 3:
      return { kind: "word", text: characterOf(number) + characterOf(number * 7) + characterOf(number * 3) };
    default:
      return { kind: "word", text: wordOf(number) };
  }
}

/** Mostly English of forty words, every tenth in Japanese, every tenth with accents; one in fifty fits a watch. */
function commentOf(number: number): Concern {
  const words = Array.from({ length: 40 }, (_, at) => COMMON[(number + at * at) % COMMON.length] ?? "");
  if (number % 50 === 0) words.push(wordOf((number % 10_000) + 4));
  if (number % 10 === 3) words.push("Ärger", "café");
  const japanese = Array.from({ length: 80 }, (_, at) => characterOf(number * 31 + at * at)).join("");
  const author = { id: String(50_000 + (number % 1_000)), name: "", avatar: null, isBot: false };
  return {
    articleId: String(90_000 + (number % 100)),
    author,
    parentId: null,
    text: number % 10 === 7 ? japanese : words.join(" "),
  };
}

/** What it costs to find out whom a comment concerns. */
export function benchWatching(): Row[] {
  const index = createWatchIndex();
  for (let watcher = 0; watcher < WATCHERS; watcher++) {
    const watches = Array.from({ length: WATCHES_EACH }, (_, at) => ({
      number: at + 1,
      target: targetOf(watcher * WATCHES_EACH + at),
    }));
    index.set(String(watcher + 1), { ...newWatching("1", String(watcher + 1), "en"), watches });
  }
  const comments = Array.from({ length: COMMENTS }, (_, number) => commentOf(number));
  let found = 0;
  const ask = (): number[] => {
    const times: number[] = [];
    for (let start = 0; start < COMMENTS; start += AT_ONCE) {
      const startedMs = performance.now();
      for (const comment of comments.slice(start, start + AT_ONCE)) found += index.watchersOf(comment, null).size;
      times.push(((performance.now() - startedMs) / AT_ONCE) * 1_000);
    }
    return times;
  };
  // The first round warms up.
  ask();
  found = 0;
  const { p50, p99 } = figuresOf(ask());
  const name = `whom a comment concerns, among ${(WATCHERS * WATCHES_EACH).toLocaleString("en")} watches`;
  return [{ name, size: null, value: p50, unit: "µs", p50, p99, ...atMost(20, "µs", p50), note: `${found} found` }];
}
