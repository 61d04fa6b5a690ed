import { findWords } from "../domain/find-words.ts";
import type { SearchTerm } from "../domain/search-query.ts";
import { compareFingerprints, type Fingerprint, fingerprintOf } from "./detector/fingerprint.ts";
import { readText } from "./detector/text-features.ts";

/** What is asked of a text, ready to be sent to another thread. Null: nothing. */
export type TextCriteria = {
  terms: readonly SearchTerm[] | null;
  pattern: string | null;
  /** In lower case. */
  host: string | null;
  like: Fingerprint | null;
};

/** Whether a text fits all that is asked. Throws SyntaxError for a pattern that is none. */
export function createTextMatch({ terms, pattern, host, like }: TextCriteria): (text: string) => boolean {
  const expression = pattern === null ? null : readPattern(pattern);
  // From cheap to dear.
  const tests: ((text: string) => boolean)[] = [];
  if (terms) tests.push((text) => terms.every((term) => findWords(text, [term]).length > 0));
  if (expression) tests.push((text) => expression.test(text));
  if (host !== null || like) {
    tests.push((text) => {
      const read = readText(text);
      const links = host === null || read.links.some((link) => isWithin(link.host, host));
      return links && (!like || compareFingerprints(like, fingerprintOf(read)) !== null);
    });
  }
  return (text) => tests.every((test) => test(text));
}

/**
 * Whatever the case, over several lines. With `u` an emoji is one character; what Unicode's rules refuse (`\-`) is read the old way.
 * Throws SyntaxError.
 */
export function readPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "imu");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new RegExp(pattern, "im");
  }
}

function isWithin(host: string, wanted: string): boolean {
  return host === wanted || host.endsWith(`.${wanted}`);
}
