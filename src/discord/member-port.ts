import {
  type APIChannel,
  type APIGuildMember,
  type APIMessage,
  PermissionFlagsBits,
  Routes,
} from "discord-api-types/v10";
import type { Client, Guild, GuildMember } from "discord.js";
import type { MemberPower } from "../domain/standing.ts";
import { UserError } from "../errors.ts";
import type { Texts } from "../i18n/en/index.ts";
import { textsFor } from "../i18n/texts.ts";
import { createPublicTexts } from "./public-texts.ts";
import type { DiscordPort, Notice } from "../services/ports.ts";
import { createRecent } from "../services/recent.ts";
import { hasDiscordCode, type Needs } from "./refusals.ts";
import { markOf, nonceOf } from "./message-mark.ts";
import { digestNoticeView } from "./render/digest-view.ts";
import { noticeView } from "./render/notice-view.ts";
import type { MessageView } from "./render/view.ts";
import { watchNewsView } from "./render/watch-news-view.ts";
import type { Rest } from "./rest.ts";

const UNKNOWN_MEMBER = 10_007;
const UNKNOWN_USER = 10_013;
const UNKNOWN_BAN = 10_026;
/** They take no messages from members of this server, or share none with the bot. */
const CLOSED = [50_007, 50_278];
const POWERS: readonly MemberPower[] = ["ModerateMembers", "KickMembers", "BanMembers"];
/** So long it is believed that someone is no member; whoever writes is met anyway. */
const GONE_MS = 600_000;
const MOST_GONE = 5_000;
const MOST_REASON = 512;
const NOTICES_LOOKED_AT = "50";

type MemberPort = Pick<
  DiscordPort,
  | "standing"
  | "describeMember"
  | "glanceAt"
  | "timeOut"
  | "kick"
  | "ban"
  | "unban"
  | "isBanned"
  | "sendNotice"
  | "findNotice"
>;

/** What can be done to members, and how they stand to each other at this moment. */
export function createMemberPort(rest: Rest, client: Client): MemberPort {
  const goneUntilMs = createRecent<number>(MOST_GONE);
  const needsOf = (id: string): Needs => ({ channelId: id, permissions: "" });

  /** Discord says the same of a missing permission and of a rank that is too low; the rank was looked at before. */
  async function demand<T>(power: MemberPower, request: Promise<T>): Promise<T> {
    return request.catch((error: unknown) => {
      const isRefused = error instanceof UserError && error.code === "missingPermissions";
      throw isRefused ? new UserError("lacksPermission", { who: "me", permission: power }, { cause: error }) : error;
    });
  }

  /** Asked anew: without the members' intent Discord does not tell of changed roles. */
  async function memberOf(guild: Guild, userId: string): Promise<GuildMember | null> {
    return guild.members.fetch({ user: userId, force: true }).catch((error: unknown) => {
      if (hasDiscordCode(error, UNKNOWN_MEMBER) || hasDiscordCode(error, UNKNOWN_USER)) return null;
      throw error;
    });
  }

  /** Who left is asked about again and again, for each comment they wrote. */
  async function askOnce(guild: Guild, memberId: string): Promise<GuildMember | null> {
    const key = `${guild.id}-${memberId}`;
    if (performance.now() < (goneUntilMs.get(key) ?? 0)) return null;
    const member = await memberOf(guild, memberId);
    if (!member) goneUntilMs.note(key, performance.now() + GONE_MS);
    return member;
  }

  const powersOf = (member: GuildMember | null): MemberPower[] =>
    POWERS.filter((power) => member?.permissions.has(PermissionFlagsBits[power]));

  const isAbove = (one: GuildMember | null, other: GuildMember | null): boolean =>
    one !== null &&
    (one.guild.ownerId === one.id || !other || one.roles.highest.comparePositionTo(other.roles.highest) > 0);

  function guildOf(guildId: string): Guild {
    const guild = client.guilds.cache.get(guildId);
    if (!guild) throw new UserError("missingAccess", {});
    return guild;
  }

  /** True when it was done; false when Discord says that there is nothing to do it to. */
  async function unless(code: number, request: Promise<void>): Promise<boolean> {
    try {
      await request;
      return true;
    } catch (error) {
      if (hasDiscordCode(error, code)) return false;
      throw error;
    }
  }

  async function openDirect(memberId: string): Promise<string> {
    const needs = needsOf(memberId);
    return (await rest.post<APIChannel>(Routes.userChannels(), needs, { recipient_id: memberId })).id;
  }

  return {
    async standing(guildId, actorId, memberId) {
      const guild = guildOf(guildId);
      const [actor, member] = await Promise.all([memberOf(guild, actorId), memberOf(guild, memberId)]);
      const me = guild.members.me;
      return {
        isMember: member !== null,
        isSelf: actorId === memberId,
        isBot: me?.id === memberId,
        isOwner: guild.ownerId === memberId,
        isAdministrator: member?.permissions.has(PermissionFlagsBits.Administrator) ?? false,
        actorIsAbove: isAbove(actor, member),
        botIsAbove: isAbove(me, member),
        actorPowers: powersOf(actor),
        botPowers: powersOf(me),
        timedOutUntil: member?.communicationDisabledUntil?.toISOString() ?? null,
      };
    },
    async describeMember(guildId, memberId) {
      const member = await memberOf(guildOf(guildId), memberId);
      if (member) return { name: member.displayName, isMember: true, joinedAt: member.joinedAt?.toISOString() ?? null };
      const user = await client.users.fetch(memberId).catch((error: unknown) => {
        if (hasDiscordCode(error, UNKNOWN_USER)) return null;
        throw error;
      });
      return user && { name: user.displayName, isMember: false, joinedAt: null };
    },
    async glanceAt(guildId, memberId, { asks }) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild) return null;
      const member = guild.members.cache.get(memberId) ?? (asks ? await askOnce(guild, memberId) : null);
      return (
        member && {
          joinedAt: member.joinedAt?.toISOString() ?? null,
          roleIds: [...member.roles.cache.keys()],
          mayModerate: member.permissions.has(PermissionFlagsBits.ManageMessages),
        }
      );
    },
    async timeOut(guildId, memberId, until, reason) {
      const body = { communication_disabled_until: until };
      const route = Routes.guildMember(guildId, memberId);
      await demand("ModerateMembers", rest.patch<APIGuildMember>(route, needsOf(guildId), body, cut(reason)));
    },
    kick: async (guildId, memberId, reason) => {
      await demand(
        "KickMembers",
        unless(UNKNOWN_MEMBER, rest.delete(Routes.guildMember(guildId, memberId), needsOf(guildId), cut(reason))),
      );
    },
    ban: (guildId, memberId, reason) =>
      demand(
        "BanMembers",
        rest.put<void>(
          Routes.guildBan(guildId, memberId),
          needsOf(guildId),
          { delete_message_seconds: 0 },
          cut(reason),
        ),
      ),
    unban: async (guildId, memberId, reason) => {
      await demand(
        "BanMembers",
        unless(UNKNOWN_BAN, rest.delete(Routes.guildBan(guildId, memberId), needsOf(guildId), cut(reason))),
      );
    },
    isBanned: (guildId, memberId) =>
      demand(
        "BanMembers",
        unless(
          UNKNOWN_BAN,
          rest.get<object>(Routes.guildBan(guildId, memberId), needsOf(guildId)).then(() => undefined),
        ),
      ),
    async sendNotice(address, notice) {
      const { guildId, memberId } = address;
      const server = client.guilds.cache.get(guildId)?.name ?? "";
      const place = { server, mark: markOf(address) };
      const view = viewOfNotice(notice, createPublicTexts(client)(guildId), place);
      try {
        const body = { ...view, nonce: nonceOf(address), enforce_nonce: true };
        const channelId = await openDirect(memberId);
        const route = Routes.channelMessages(channelId);
        return { channelId, messageId: (await rest.post<APIMessage>(route, needsOf(memberId), body)).id };
      } catch (error) {
        if (CLOSED.some((code) => hasDiscordCode(error, code))) return "closed";
        throw error;
      }
    },
    async findNotice(address) {
      const channelId = await openDirect(address.memberId);
      const route = Routes.channelMessages(channelId);
      const recent = await rest.get<APIMessage[]>(route, needsOf(address.memberId), { limit: NOTICES_LOOKED_AT });
      const found = recent.find(({ components }) => components?.some(({ id }) => id === markOf(address)));
      return found ? { channelId, messageId: found.id } : null;
    },
  };
}

const cut = (reason: string): string => reason.slice(0, MOST_REASON);

function viewOfNotice(notice: Notice, texts: Texts, place: { server: string; mark: number }): MessageView {
  if (notice.kind === "watched") return watchNewsView(textsFor(notice.news.watcher.locale), notice.news, place);
  if (notice.kind === "digest") return digestNoticeView(textsFor(notice.locale), notice, place);
  return noticeView(texts, notice, place);
}
