import { FUNCTION_WORDS } from "./span-traits.ts";
import { readText, type ReadText } from "./text-features.ts";

/** What an article and its comments speak about, as the beginnings of their words. */
export type Topic = { stems: ReadonlySet<string>; /** How many texts it is made of. */ texts: number };

/** Enough letters to tell words apart, few enough to see past their endings. */
const STEM_LENGTH = 5;
const SHORTEST_WORD = 4;
/** Words that belong to no topic, besides function words. */
const EVERYDAY = new Set(
  (
    "also more most much many other others only same both each like well good great make made makes want need needs know think " +
    "using used first thing things time times people really even still because while through between during without within " +
    "however with your yours from back best better come comes going really sure work works take year years find help thanks"
  ).split(" "),
);

function stemsOf({ tokens }: ReadText): Set<string> {
  const stems = new Set<string>();
  for (const { kind, text } of tokens) {
    if (kind !== "word" || text.length < SHORTEST_WORD || FUNCTION_WORDS.has(text) || EVERYDAY.has(text)) continue;
    stems.add(text.slice(0, STEM_LENGTH));
  }
  return stems;
}

/** Gathers a topic from an article's title and text, and from its other comments. */
export function topicOf(texts: Iterable<string>): Topic {
  const stems = new Set<string>();
  let count = 0;
  for (const text of texts) {
    for (const stem of stemsOf(readText(text))) stems.add(stem);
    count++;
  }
  return { stems, texts: count };
}

/** A shorter comment, or a topic of fewer words, says too little about what belongs here. */
const LEAST_OWN_STEMS = 30;
const LEAST_TOPIC_STEMS = 40;
/** Comments on a topic share a quarter of their words with it; of those below this share, one in twenty is on topic. */
const MOST_SHARED = 0.15;

/** Whether a long comment shares hardly a word with where it stands. */
export function isOffTopic(read: ReadText, { stems }: Topic): boolean {
  if (stems.size < LEAST_TOPIC_STEMS) return false;
  const own = stemsOf(read);
  if (own.size < LEAST_OWN_STEMS) return false;
  let shared = 0;
  for (const stem of own) if (stems.has(stem)) shared++;
  return shared < own.size * MOST_SHARED;
}
