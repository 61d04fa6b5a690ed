import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoredMessage } from "#sandbox/world/entities.ts";
import { createMessageIndex } from "#sandbox/world/message-index.ts";

const stored = (id: number, content = ""): StoredMessage =>
  ({ message: { id: String(id), content }, guild_id: "1", reactors: [], nonce: null }) as unknown as StoredMessage;
const idsOf = (messages: readonly StoredMessage[]) => messages.map(({ message }) => Number(message.id));

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1_200 }), { maxLength: 60 });
const limit = fc.integer({ min: 1, max: 10 });
const at = fc.integer({ min: 0, max: 1_300 });

function indexOf(contents: readonly number[]) {
  const index = createMessageIndex();
  for (const id of contents) index.put(stored(id));
  return index;
}

describe("the messages of a channel", () => {
  test("are in the order of their ids, however they came and went", () => {
    fc.assert(
      fc.property(ids, ids, (put, dropped) => {
        const index = indexOf(put);
        for (const id of dropped) index.drop(String(id));
        const left = put.filter((id) => !dropped.includes(id)).sort((a, b) => a - b);
        expect(idsOf(index.all())).toEqual(left);
      }),
    );
  });

  test("come in pages as a plain search would find them", () => {
    fc.assert(
      fc.property(ids, at, limit, (put, id, most) => {
        const index = indexOf(put);
        const newestFirst = put.toSorted((a, b) => b - a);
        const after = newestFirst.filter((one) => one > id).slice(-most);
        expect(idsOf(index.page({ after: String(id), limit: most }))).toEqual(after);
        const before = newestFirst.filter((one) => one < id).slice(0, most);
        expect(idsOf(index.page({ before: String(id), limit: most }))).toEqual(before);
        expect(idsOf(index.page({ limit: most }))).toEqual(newestFirst.slice(0, most));
      }),
    );
  });

  test("around one there are as many older as newer", () => {
    const index = indexOf([1, 2, 3, 4, 5, 6, 7]);
    expect(idsOf(index.page({ around: "4", limit: 4 }))).toEqual([5, 4, 3, 2]);
  });

  test("a message that is put again takes its own place", () => {
    const index = indexOf([1, 2, 3]);
    index.put(stored(2, "changed"));
    expect(idsOf(index.all())).toEqual([1, 2, 3]);
    expect(index.get("2")?.message.content).toBe("changed");
    expect(index.get("4")).toBeUndefined();
  });

  test("something that is no id is refused as Discord refuses it", () => {
    expect(() => createMessageIndex().page({ after: "yesterday", limit: 1 })).toThrow("Invalid Form Body");
  });
});
