import { UserError } from "../errors.ts";

/** What Discord lets people do to members, by its permission. */
export type MemberPower = "ModerateMembers" | "KickMembers" | "BanMembers";

/** How a moderator and the bot stand to a member in a server, at this moment. */
export type Standing = {
  /** False for someone who left, or never was there. */
  isMember: boolean;
  isSelf: boolean;
  /** The member is this bot. */
  isBot: boolean;
  isOwner: boolean;
  /** Discord times out nobody who has every permission. */
  isAdministrator: boolean;
  /** Whether the highest role stands above the member's; the owner stands above everybody. */
  actorIsAbove: boolean;
  botIsAbove: boolean;
  actorPowers: readonly MemberPower[];
  botPowers: readonly MemberPower[];
  /** When a time-out that is running ends; null for none. */
  timedOutUntil: string | null;
};

export type MemberDeed = "warn" | "note" | "timeout" | "untimeout" | "kick" | "ban" | "unban";

const POWERS: Record<MemberDeed, MemberPower | null> = {
  warn: null,
  note: null,
  timeout: "ModerateMembers",
  untimeout: "ModerateMembers",
  kick: "KickMembers",
  ban: "BanMembers",
  unban: "BanMembers",
};
/** What takes a member to do it to. */
const NEEDS_MEMBER: ReadonlySet<MemberDeed> = new Set(["timeout", "untimeout", "kick"]);

/**
 * Whether a moderator may do something to a member through the bot: no more than they could do by themselves, and no more than Discord
 * lets the bot do.
 * @throws UserError that says what stands in the way
 */
export function demandStanding(standing: Standing, deed: MemberDeed, member: string, nowMs: number): void {
  if (deed === "note") return;
  if (standing.isBot) throw new UserError("notOnMe", {});
  if (standing.isSelf) throw new UserError("notOnYourself", {});
  if (standing.isOwner) throw new UserError("notOnTheOwner", {});
  if (NEEDS_MEMBER.has(deed) && !standing.isMember) throw new UserError("memberUnknown", { member });
  const power = POWERS[deed];
  if (power) demandPower(standing, power);
  if (standing.isMember) demandRank(standing, deed, member);
  if (deed === "timeout" && standing.isAdministrator) throw new UserError("isAdministrator", { member });
  const isTimedOut = standing.timedOutUntil !== null && Date.parse(standing.timedOutUntil) > nowMs;
  if (deed === "untimeout" && !isTimedOut) throw new UserError("notTimedOut", { member });
}

function demandPower({ actorPowers, botPowers }: Standing, power: MemberPower): void {
  if (!actorPowers.includes(power)) throw new UserError("lacksPermission", { who: "you", permission: power });
  if (!botPowers.includes(power)) throw new UserError("lacksPermission", { who: "me", permission: power });
}

function demandRank({ actorIsAbove, botIsAbove }: Standing, deed: MemberDeed, member: string): void {
  if (!actorIsAbove) throw new UserError("outranked", { member, who: "you" });
  if (deed !== "warn" && !botIsAbove) throw new UserError("outranked", { member, who: "me" });
}
