import { describe, expect, it } from "vitest";
import type { RecentComment } from "#src/services/detector/context.ts";
import { fingerprintOf } from "#src/services/detector/fingerprint.ts";
import { readText } from "#src/services/detector/text-features.ts";
import { createRaidSigns } from "#src/services/raid-signs.ts";

const START_MS = Date.parse("2026-03-01T12:00:00.000Z");
const normal = { strictness: "normal", isGoingOn: false } as const;
let number = 0;

type Said = { who?: number; atSeconds?: number; text?: string; isNewMember?: boolean; threadId?: string };

function comment({ who = number, atSeconds = 0, text, isNewMember = false, threadId = "1" }: Said): RecentComment {
  number++;
  const words = text ?? `remark ${number} about chapter ${number * 7} with thought ${number * 13}`;
  return {
    commentId: String(number),
    threadId,
    authorId: String(who),
    isNewMember,
    at: new Date(START_MS + atSeconds * 1_000).toISOString(),
    fingerprint: fingerprintOf(readText(words)),
    domains: [],
  };
}

const signsOf = (said: Said[], how: { strictness: "strict" | "normal" | "lenient"; isGoingOn: boolean } = normal) => {
  let nowMs = START_MS;
  const signs = createRaidSigns(() => nowMs);
  return said.map((one) => {
    nowMs = Math.max(nowMs, START_MS + (one.atSeconds ?? 0) * 1_000);
    return signs.note(comment(one), how)?.kind ?? null;
  });
};
const times = (count: number, of: (index: number) => Said): Said[] => Array.from({ length: count }, (_, i) => of(i));

describe("the signs of a raid", () => {
  it("are many new members within minutes, not the same few, and not the old ones", () => {
    const arriving = times(8, (who) => ({ who, atSeconds: who * 20, isNewMember: true }));
    expect(signsOf(arriving)).toEqual([...Array<null>(7).fill(null), "members"]);
    expect(signsOf(times(20, (i) => ({ who: i % 4, atSeconds: i * 5, isNewMember: true })))).not.toContain("members");
    expect(signsOf(times(20, (who) => ({ who, atSeconds: who * 5 })))).toEqual(Array(20).fill(null));
    expect(signsOf(times(20, (who) => ({ who, atSeconds: who * 30, isNewMember: true })))).not.toContain("members");
  });

  it("are the same text from several, but not one member's repetition or a short thank-you", () => {
    const text = "Join our server for free nitro and gift cards today everyone";
    const same = (members: number) => signsOf(times(8, (i) => ({ who: i % members, atSeconds: i * 10, text })));
    expect(same(3)).toEqual([null, null, null, null, null, "text", "text", "text"]);
    expect(same(2)).toEqual(Array(8).fill(null));
    expect(signsOf(times(8, (who) => ({ who, text: "Thank you!" })))).toEqual(Array(8).fill(null));
  });

  it("are more comments than a discussion has, in one thread", () => {
    const flood = times(30, (i) => ({ who: i % 2, atSeconds: i }));
    expect(signsOf(flood).at(-1)).toBe("flood");
    expect(signsOf(flood.map((one, i) => ({ ...one, threadId: String(i % 3) })))).toEqual(Array(30).fill(null));
    expect(signsOf(times(30, (i) => ({ who: i % 9, atSeconds: i * 4 })))).toEqual(Array(30).fill(null));
  });

  it("come sooner where the server is strict or a raid goes on, and later where it is lenient", () => {
    const arriving = times(20, (who) => ({ who, atSeconds: who, isNewMember: true }));
    const first = (...how: Parameters<typeof signsOf>[1][]) =>
      how.map((one) => signsOf(arriving, one).indexOf("members"));
    expect(
      first(
        { strictness: "strict", isGoingOn: false },
        { ...normal, isGoingOn: true },
        { ...normal, strictness: "lenient" },
      ),
    ).toEqual([4, 3, 15]);
  });

  it("are not in what was written long before it is judged, nor in one comment that is judged again and again", () => {
    const signs = createRaidSigns(() => START_MS + 3_600_000);
    expect(times(10, (who) => ({ who, isNewMember: true })).map((one) => signs.note(comment(one), normal))).toEqual(
      Array(10).fill(null),
    );
    const again = createRaidSigns(() => START_MS);
    const one = comment({ isNewMember: true });
    expect(times(40, () => ({})).map(() => again.note(one, normal))).toEqual(Array(40).fill(null));
  });
});
