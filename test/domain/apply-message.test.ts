import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelComment, newComment, hiddenComment, revivedComment, tombstone } from "#src/domain/apply-message.ts";
import type { MessageFacts } from "#src/domain/change.ts";
import { type Comment, commentSchema } from "#src/domain/comment.ts";

const AT = "2026-11-23T12:00:00.000Z";
const FIRST_EDIT = "2026-11-23T12:01:00.123456+00:00";
const LATER_EDIT = "2026-11-23T12:02:00.000001+00:00";

function message(change: Partial<MessageFacts> = {}): MessageFacts {
  return {
    id: "100",
    threadId: "50",
    author: { id: "7", name: "Aiko", avatar: null, isBot: false },
    text: "first words",
    attachments: [],
    replyTo: null,
    createdAt: AT,
    editedAt: null,
    reactions: null,
    isOwn: false,
    ...change,
  };
}

function comment(change: Partial<MessageFacts> = {}): Comment {
  return newComment(message(change), { guildId: "1", articleId: "2", parentId: null, at: AT });
}

describe("a message", () => {
  it("becomes a comment that fits the schema", () => {
    expect(commentSchema.parse(comment())).toMatchObject({
      id: "100",
      messageIds: ["100"],
      state: "visible",
      origin: "live",
    });
  });

  it("that was edited leaves its earlier text in the history", () => {
    const once = levelComment(comment(), message({ text: "second", editedAt: FIRST_EDIT }));
    const twice = levelComment(once, message({ text: "third", editedAt: LATER_EDIT }));
    expect(twice.text).toBe("third");
    expect(twice.edits.map((edit) => edit.text)).toEqual(["first words", "second"]);
  });

  it("that only got a link preview was not edited", () => {
    const before = comment();
    expect(levelComment(before, message())).toBe(before);
    expect(levelComment(before, message({ text: "other, without an edit time" }))).toBe(before);
  });

  it("whose update comes late does not overwrite a newer one", () => {
    const newer = levelComment(comment(), message({ text: "newer", editedAt: LATER_EDIT }));
    const after = levelComment(newer, message({ text: "older", editedAt: FIRST_EDIT }));
    expect(after).toMatchObject({ text: "newer", editedAt: LATER_EDIT });
    expect(levelComment(after, message({ text: "older", editedAt: FIRST_EDIT }))).toBe(after);
  });

  it("has the same history in whatever order its versions arrive, and however often", () => {
    const times = [null, FIRST_EDIT, LATER_EDIT, "2026-11-23T12:02:00.000002+00:00"];
    const versions = times.map((editedAt, index) => message({ text: `version ${index}`, editedAt }));
    const inOrder = versions.reduce(levelComment, comment({ text: "version 0" }));
    const anyOrder = fc.shuffledSubarray(
      versions.flatMap((version) => [version, version]),
      { minLength: versions.length * 2 },
    );
    fc.assert(
      fc.property(anyOrder, ([first, ...rest]) => {
        const after = rest.reduce(levelComment, comment(first));
        expect(after.text).toBe(inOrder.text);
        expect(after.edits.map(({ text }) => text)).toEqual(inOrder.edits.map(({ text }) => text));
      }),
    );
  });

  it("shown twice changes nothing the second time", () => {
    const edited = message({ text: "second", editedAt: FIRST_EDIT });
    const once = levelComment(comment(), edited);
    expect(levelComment(once, edited)).toBe(once);
  });

  it("edited within one millisecond is told apart by Discord's microseconds", () => {
    const first = levelComment(comment(), message({ text: "a", editedAt: "2026-11-23T12:01:00.123001+00:00" }));
    expect(levelComment(first, message({ text: "b", editedAt: "2026-11-23T12:01:00.123002+00:00" })).text).toBe("b");
  });

  it("from history brings its reaction counts along", () => {
    const counted = levelComment(comment(), message({ reactions: [{ emoji: "👍", count: 3 }] }));
    expect(counted.reactions).toEqual([{ emoji: "👍", count: 3, reactors: [] }]);
    expect(levelComment(counted, message({ reactions: [] })).reactions).toEqual([]);
  });
});

describe("a deleted comment", () => {
  const edited = levelComment(comment(), message({ text: "second", editedAt: FIRST_EDIT }));

  it("loses its text, history and reactions and keeps its place", () => {
    const gone = tombstone({ ...edited, reactions: [{ emoji: "👍", count: 1, reactors: ["7"] }] }, LATER_EDIT);
    expect(gone).toMatchObject({ id: "100", state: "deleted", text: "", edits: [], reactions: [], messageIds: [] });
    expect(JSON.stringify(gone)).not.toContain("words");
  });

  it("is not brought back by a late update", () => {
    for (const gone of [tombstone(edited, AT), hiddenComment(edited, "removed", AT)]) {
      expect(levelComment(gone, message({ text: "ghost", editedAt: LATER_EDIT }))).toBe(gone);
    }
  });

  it("is brought back when history shows it again", () => {
    const back = revivedComment(tombstone(edited, AT), message({ text: "second" }), AT);
    expect(back).toMatchObject({ state: "visible", text: "second", messageIds: ["100"] });
  });
});
