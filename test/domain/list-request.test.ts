import { assert, boolean, constantFrom, integer, option, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { commentOrigins, commentStates } from "#src/domain/comment.ts";
import { decodeList, encodeList, type ListRequest, listSorts } from "#src/domain/list-request.ts";

const id = constantFrom("18446744073709551615", "1574490704971825152", "1");
const seconds = option(integer({ min: 0, max: 253_402_300_799 }));
const request = record({
  sort: constantFrom(...listSorts),
  place: option(record({ id, isParent: boolean() })),
  authorId: option(id),
  state: constantFrom(...commentStates),
  origin: option(constantFrom(...commentOrigins)),
  hasLink: boolean(),
  hasFile: boolean(),
  from: seconds,
  until: seconds,
}).map(({ place, ...rest }): ListRequest => {
  const articleId = place && !place.isParent ? place.id : null;
  return { ...rest, articleId, parentId: place?.isParent === true ? place.id : null };
});

describe("what a list is of", () => {
  it("goes through a custom id and back, however much is asked for", () => {
    assert(
      property(request, (one) => {
        const code = encodeList(one);
        expect(code).toMatch(/^[\w.-]{8,52}$/);
        expect(decodeList(code)).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });

  it("is nothing where the custom id is no such thing", () => {
    for (const code of ["", "1", "9000....", "0900....", "0000...", "0000.....", "oldest"]) {
      expect([code, decodeList(code)]).toEqual([code, null]);
    }
    assert(property(string({ unit: "binary" }), (code) => void decodeList(code)));
  });
});
