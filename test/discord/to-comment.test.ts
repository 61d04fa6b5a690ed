import { MessageFlags, MessageType } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { type RawMessage, toMessageFacts } from "#src/discord/to-comment.ts";

const identity = { applicationId: "1", botId: "1" };

function facts(change: Partial<RawMessage>) {
  const author = { id: "7", username: "aiko", global_name: "Aiko", avatar: null, discriminator: "0" };
  const said = { id: "100", channel_id: "50", content: "words", timestamp: "2026-11-23T12:00:00.000000+00:00" };
  const message = {
    ...said,
    author,
    edited_timestamp: null,
    attachments: [],
    type: MessageType.Default,
    flags: 0,
    ...change,
  };
  return toMessageFacts(message as RawMessage, { identity, hasReactions: false });
}

describe("a message", () => {
  it("by a member is a comment under their name in the server", () => {
    expect(facts({})).toMatchObject({ text: "words", isOwn: false, author: { name: "Aiko" } });
    expect(facts({ member: { nick: "A." } })?.author.name).toBe("A.");
  });

  it("of another app's command is a comment once it says something", () => {
    const type = MessageType.ChatInputCommand;
    expect(facts({ type, content: "", flags: MessageFlags.Loading })).toBeNull();
    expect(facts({ type, content: "the answer" })).toMatchObject({ text: "the answer", editedAt: null });
  });

  it("that is private, or Discord's own, is none", () => {
    expect(facts({ flags: MessageFlags.Ephemeral })).toBeNull();
    expect(facts({ type: MessageType.ThreadStarterMessage })).toBeNull();
  });

  it("by our bot or our webhook is our own", () => {
    expect(facts({ application_id: "1" })?.isOwn).toBe(true);
    expect(facts({ application_id: "2" })?.isOwn).toBe(false);
  });
});
