import type { DetectorSettings } from "../../domain/detector-settings.ts";
import { textEvidence } from "./evidence.ts";
import { TRAIT } from "./normalise.ts";
import { createPhraseFinder, type PhraseFinder } from "./phrases.ts";
import { findProfanity } from "./profanity.ts";
import { passageOf, type Sign } from "./sign.ts";
import type { ReadText } from "./text-features.ts";
import { scoreText, type TextModel } from "./text-model.ts";
import type { Token } from "./tokens.ts";
import { isOffTopic, type Topic } from "./topic.ts";

const LEAST_TEXT_WEIGHT = 0.5;
const WALL_WEIGHT = 2.8;
const WALL_WORDS = 60;
const WALL_WORDS_PER_SIGN = 40;
const OFF_TOPIC_WEIGHT = 1.5;
const PROFANITY_WEIGHT = 4;
const WATCHED_WEIGHT = 4.5;

/** What the model makes of a text. Nothing where it sees nothing. */
export function signsOfModel(read: ReadText, model: TextModel): Sign[] {
  const { margin, kind, from, to } = scoreText(read, model);
  const weight = textEvidence(margin);
  if (weight < LEAST_TEXT_WEIGHT) return [];
  return [
    { reason: { code: "text", values: { kind }, passage: passageOfTokens(read, from, to) }, weight, group: "text" },
  ];
}

/** How it is written, and whether it belongs where it stands. */
export function signsOfWriting(read: ReadText, topic: Topic | null | undefined, settings: DetectorSettings): Sign[] {
  const signs: Sign[] = [...signsOfDisguise(read)];
  const whole = passageOfTokens(read, 0, read.tokens.length);
  const wallWords = wordsOfWall(read.tokens);
  if (wallWords > 0)
    signs.push({
      reason: { code: "wallOfText", values: { words: wallWords }, passage: whole },
      weight: WALL_WEIGHT,
      group: "text",
    });
  if (topic && isOffTopic(read, topic))
    signs.push({ reason: { code: "offTopic", values: {}, passage: whole }, weight: OFF_TOPIC_WEIGHT, group: "text" });
  const profanity = settings.notesProfanity ? findProfanity(read) : null;
  if (profanity) {
    const passage = passageOf(read, profanity.from, profanity.to);
    signs.push({ reason: { code: "profanity", values: {}, passage }, weight: PROFANITY_WEIGHT, group: "text" });
  }
  return signs;
}

const finders = new WeakMap<readonly string[], PhraseFinder>();

/** A phrase that moderators watch for. Made once for each list: settings are replaced, never changed. */
export function signsOfWatchList(read: ReadText, { watchList }: DetectorSettings): Sign[] {
  if (watchList.length === 0) return [];
  const find = finders.get(watchList) ?? createPhraseFinder(watchList);
  finders.set(watchList, find);
  const found = find(read);
  if (!found) return [];
  const passage = passageOf(read, found.from, found.to);
  return [
    {
      reason: { code: "watchedPhrase", values: { phrase: found.phrase }, passage },
      weight: WATCHED_WEIGHT,
      group: "server",
    },
  ];
}

function passageOfTokens(read: ReadText, from: number, to: number): ReturnType<typeof passageOf> {
  const [first, last] = [read.tokens[from], read.tokens[to - 1]];
  return first && last ? passageOf(read, first.start, last.end) : null;
}

/**
 * How many words stand there with hardly a sign between them; 0 for ordinary writing. Of 750 harmless comments of 60 words and
 * more in the training sets, none is such a wall.
 */
function wordsOfWall(tokens: readonly Token[]): number {
  const words = tokens.filter(({ kind }) => kind === "word").length;
  if (words < WALL_WORDS) return 0;
  const signs = tokens.filter(
    ({ kind, text }) => kind === "lineEnd" || (kind === "sign" && isPunctuation(text)),
  ).length;
  return signs * WALL_WORDS_PER_SIGN < words ? words : 0;
}

/** Most signs are one of these: asking Unicode for each would take longer than all else here. */
const COMMON_PUNCTUATION = ".,!?:;";

function isPunctuation(sign: string): boolean {
  return COMMON_PUNCTUATION.includes(sign[0] ?? "") || /^\p{Po}/u.test(sign);
}

/**
 * Words with letters that only look Latin, or with something invisible between their letters. Words that are all in another script
 * or in a decorative alphabet are ordinary.
 */
function signsOfDisguise(read: ReadText): Sign[] {
  const { text, traits } = read.normalised;
  const disguised = read.tokens.filter(({ kind, start, end }) => {
    if (kind !== "word") return false;
    let [plain, strange] = [0, 0];
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code < 97 || code > 122) continue;
      if (((traits[at] ?? 0) & (TRAIT.disguised | TRAIT.foreign)) === 0) plain++;
      else strange++;
    }
    return plain > 0 && strange > 0;
  });
  const [first] = disguised;
  if (!first) return [];
  const passage = passageOf(read, first.start, first.end);
  const weight = disguised.length > 2 ? 2.5 : 1.2;
  return [{ reason: { code: "disguisedLetters", values: { word: first.text }, passage }, weight, group: "links" }];
}
