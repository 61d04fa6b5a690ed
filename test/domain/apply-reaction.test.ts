import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newComment } from "#src/domain/apply-message.ts";
import { addReaction, clearReactions, removeReaction } from "#src/domain/apply-reaction.ts";
import type { Comment } from "#src/domain/comment.ts";

function comment(messageIds: string[] = ["100"]): Comment {
  const author = { id: "7", name: "Aiko", avatar: null, isBot: false };
  const at = "2026-11-23T12:00:00.000Z";
  const facts = {
    id: "100",
    threadId: "50",
    author,
    text: "x",
    attachments: [],
    replyTo: null,
    createdAt: at,
    editedAt: null,
  };
  const made = newComment(
    { ...facts, reactions: null, isOwn: false },
    { guildId: "1", articleId: "2", parentId: null, at },
  );
  return { ...made, messageIds };
}

const by = (userId: string, emoji = "👍", messageId = "100") => ({ userId, emoji, messageId });

describe("reactions", () => {
  it("count each person once, however often the event comes", () => {
    let current = comment();
    for (const userId of ["1", "2", "1", "1"]) current = addReaction(current, by(userId));
    expect(current.reactions).toEqual([{ emoji: "👍", count: 2, reactors: ["1", "2"] }]);
  });

  it("vanish when the last one is taken back", () => {
    expect(removeReaction(addReaction(comment(), by("1")), by("1")).reactions).toEqual([]);
  });

  it("taken back twice count down once", () => {
    const two = addReaction(addReaction(comment(), by("1")), by("2"));
    const once = removeReaction(two, by("1"));
    expect(removeReaction(once, by("1"))).toBe(once);
  });

  it("that only history counted can be taken back by people we never saw", () => {
    const counted = { ...comment(), reactions: [{ emoji: "👍", count: 3, reactors: ["1"] }] };
    expect(removeReaction(counted, by("9")).reactions[0]?.count).toBe(2);
  });

  it("to two messages of one comment count twice", () => {
    const two = comment(["100", "101"]);
    const both = addReaction(addReaction(two, by("1", "👍", "100")), by("1", "👍", "101"));
    expect(both.reactions[0]?.count).toBe(2);
    expect(removeReaction(both, by("1", "👍", "101")).reactions[0]?.count).toBe(1);
  });

  it("of a server's emoji are known by its id, also after it was renamed or deleted", () => {
    const reacted = addReaction(comment(), by("1", "wave:42"));
    expect(removeReaction(reacted, by("1", ":42")).reactions).toEqual([]);
  });

  it("are cleared by emoji or all at once", () => {
    const two = addReaction(addReaction(comment(), by("1", "👍")), by("1", "🎉"));
    expect(clearReactions(two, "100", "👍").reactions.map(({ emoji }) => emoji)).toEqual(["🎉"]);
    expect(clearReactions(two, "100", null).reactions).toEqual([]);
  });

  it("come out as a set would, whatever is repeated", () => {
    const event = fc.record({
      isAdded: fc.boolean(),
      userId: fc.constantFrom("1", "2", "3"),
      emoji: fc.constantFrom("👍", "🎉"),
    });
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let current = comment();
        const model = new Set<string>();
        for (const { isAdded, userId, emoji } of events) {
          current = (isAdded ? addReaction : removeReaction)(current, by(userId, emoji));
          if (isAdded) model.add(emoji + userId);
          else model.delete(emoji + userId);
        }
        const counted = current.reactions.flatMap((one) => one.reactors.map((reactor) => one.emoji + reactor));
        expect(new Set(counted)).toEqual(model);
        expect(current.reactions.reduce((sum, { count }) => sum + count, 0)).toBe(model.size);
      }),
    );
  });
});
