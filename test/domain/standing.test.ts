import { describe, expect, it } from "vitest";
import { demandStanding, type MemberDeed, type Standing } from "#src/domain/standing.ts";
import { UserError } from "#src/errors.ts";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const POWERS = ["ModerateMembers", "KickMembers", "BanMembers"] as const;
/** A moderator who may do everything to a member. */
const FREE: Standing = {
  isMember: true,
  isSelf: false,
  isBot: false,
  isOwner: false,
  isAdministrator: false,
  actorIsAbove: true,
  botIsAbove: true,
  actorPowers: POWERS,
  botPowers: POWERS,
  timedOutUntil: "2026-11-23T13:00:00.000Z",
};
const DEEDS: MemberDeed[] = ["warn", "note", "timeout", "untimeout", "kick", "ban", "unban"];

/** What stands in the way of each deed. */
function obstacles(change: Partial<Standing>): Record<string, string> {
  const found = DEEDS.flatMap((deed) => {
    try {
      demandStanding({ ...FREE, ...change }, deed, "Aiko", NOW);
      return [];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const who = "who" in error.context ? ` ${String(error.context["who"])}` : "";
      return [[deed, `${error.code}${who}`]];
    }
  });
  return Object.fromEntries(found) as Record<string, string>;
}

const all = (obstacle: string, deeds: string[]): Record<string, string> =>
  Object.fromEntries(deeds.map((deed) => [deed, obstacle]));
const BUT_NOTES = DEEDS.filter((deed) => deed !== "note");
const ON_DISCORD = ["timeout", "untimeout", "kick", "ban", "unban"];

describe("what a moderator may do to a member", () => {
  it("is everything where nothing stands in the way", () => {
    expect(obstacles({})).toEqual({});
  });

  it("is nothing but a note on oneself, the owner and the bot", () => {
    expect(obstacles({ isSelf: true })).toEqual(all("notOnYourself", BUT_NOTES));
    expect(obstacles({ isOwner: true })).toEqual(all("notOnTheOwner", BUT_NOTES));
    expect(obstacles({ isBot: true })).toEqual(all("notOnMe", BUT_NOTES));
  });

  it("takes a higher role, theirs and the bot's", () => {
    expect(obstacles({ actorIsAbove: false })).toEqual(all("outranked you", BUT_NOTES));
    expect(obstacles({ botIsAbove: false })).toEqual(all("outranked me", ON_DISCORD));
    // Who left has no rank any more.
    expect(obstacles({ isMember: false, actorIsAbove: false })).toEqual(
      all("memberUnknown", ["timeout", "untimeout", "kick"]),
    );
  });

  it("takes Discord's own permission, theirs and the bot's", () => {
    expect(obstacles({ actorPowers: [] })).toEqual(all("lacksPermission you", ON_DISCORD));
    expect(obstacles({ botPowers: ["ModerateMembers", "KickMembers"] })).toEqual(
      all("lacksPermission me", ["ban", "unban"]),
    );
  });

  it("is no time-out of an administrator, and lifts none that is over", () => {
    expect(obstacles({ isAdministrator: true })).toEqual({ timeout: "isAdministrator" });
    expect(obstacles({ timedOutUntil: "2026-11-23T12:00:00.000Z" })).toEqual({ untimeout: "notTimedOut" });
    expect(obstacles({ timedOutUntil: null })).toEqual({ untimeout: "notTimedOut" });
  });
});
