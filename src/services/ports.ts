import type { Article } from "../domain/article.ts";
import type { MessageFacts } from "../domain/change.ts";
import type { Case } from "../domain/case.ts";
import type { Attachment, Comment } from "../domain/comment.ts";
import type { Standing } from "../domain/standing.ts";
import type { LogEntry } from "../domain/log-entry.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { OutgoingFile } from "../domain/outgoing-file.ts";
import type { Raid } from "../domain/raid.ts";
import type { Report } from "../domain/report.ts";
import type { ReportCard } from "../domain/report-card.ts";
import type { RaidContent } from "./raid-tending.ts";
import type { CardContent } from "./report-cards.ts";
import type { ThreadFacts } from "../domain/thread.ts";
import type { ThreadAction, ThreadChange, ThreadStand } from "../domain/thread-care.ts";
import type { PostedDigest } from "../domain/posted-digest.ts";
import type { Quote } from "../domain/quote.ts";
import type { DigestContent } from "./digest-compose.ts";
import type { QuoteContent } from "./quotes-showing.ts";
import type { Watch } from "../domain/watching.ts";

/** Where an article stands on Discord. */
export type OpenedThread = { threadId: Snowflake; starterMessageId: Snowflake; name: string };

/** A message of Talkback's own that shows a part of a comment. */
export type OwnPost = { messageId: Snowflake; text: string };

/** An attachment with an address that works for about a day. */
export type FreshFile = Attachment & { url: string };

/** One page of a thread's history, oldest first. */
export type HistoryPage = {
  messages: MessageFacts[];
  /** Of all messages on the page, comments or not. */
  ids: Snowflake[];
  /** The newest id on the page, comment or not; null for an empty page. */
  newestId: Snowflake | null;
  /** Whether nothing follows in the direction of reading. */
  isLast: boolean;
};

/** A thread that somebody opened by hand, and what stands at its head. */
export type FoundThread = {
  parentChannelId: Snowflake;
  /** Whether only its members can read it. */
  isPrivate: boolean;
  facts: ThreadFacts;
  /** What the starter message links to first, with what its preview says; null where there is no link. */
  link: { url: string; title: string | null; author: string | null; summary: string | null } | null;
};

export type ThreadPlace = { id: Snowflake; parentChannelId: Snowflake };
/** `deleted`: Discord has it no longer; `hidden`: the bot may not see it, or not read what is in it. */
export type ThreadSight = ThreadFacts | "deleted" | "hidden";

/**
 * How Talkback speaks as the authors of imported and restored comments: by a webhook under their names, or, where it has no
 * right to webhooks, as quotes of its own.
 */
export type Voice = "webhook" | "quote";

/**
 * What the services ask of Discord. Refusals arrive as UserErrors; a request of which nobody knows whether it was carried out
 * as UncertainOutcome.
 */
export type DiscordPort = {
  /** Posts the starter message and opens the thread. `isAgain`: an earlier attempt may have left either; look first. */
  openThread(article: Article, options: { isAgain: boolean; commentCount: number }): Promise<OpenedThread>;
  /** Edits the starter message to show the count. */
  refreshStarter(article: Article, commentCount: number): Promise<void>;
  /** Archives a thread that what we posted has opened. Never fails: it may as well stay open. */
  archiveAgain(threadId: Snowflake): Promise<void>;
  chooseVoice(guildId: Snowflake, channelId: Snowflake): Promise<Voice>;
  /** The texts of the messages that a comment takes, in order; at least one. */
  partsOf(comment: Comment, voice: Voice): string[];
  /** Posts one part under the author's name, pinging nobody. */
  postPart(
    place: { channelId: Snowflake; threadId: Snowflake },
    comment: Comment,
    part: { text: string; voice: Voice; nonce: string; files?: readonly OutgoingFile[] },
  ): Promise<Snowflake>;
  /** What is attached to messages of a thread, with fresh addresses; messages that are gone have nothing. */
  readFiles(threadId: Snowflake, messageIds: readonly Snowflake[]): Promise<FreshFile[]>;
  /** The content behind a fresh address; null where Discord has it no longer. Throws for an address that is not Discord's. */
  openFile(url: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | null>;
  /** Talkback's own posts in a thread after `after`, oldest first, with their texts as `partsOf` gives them. */
  readOwnPosts(threadId: Snowflake, after: Snowflake): Promise<OwnPost[]>;
  readHistory(threadId: Snowflake, after: Snowflake | null): Promise<HistoryPage>;
  /** The page that ends before `before`; null: the newest page. */
  readHistoryBefore(threadId: Snowflake, before: Snowflake | null): Promise<HistoryPage>;
  /** Throws notAThread for a channel that is none. */
  describeThread(threadId: Snowflake): Promise<FoundThread>;
  /** What Discord says of threads of ours, with as few requests as it takes. */
  surveyThreads(guildId: Snowflake, threads: ThreadPlace[]): Promise<Map<Snowflake, ThreadSight>>;
  /** The newest message of each active thread of a server, with one request. */
  newestMessages(guildId: Snowflake): Promise<Map<Snowflake, Snowflake>>;
  /** Whether the bot may see a channel and read what is in it, as far as the gateway told; null where it has not told. */
  canRead(guildId: Snowflake, channelId: Snowflake): boolean | null;
  /** Resolves also where the message is gone already. */
  deleteMessage(threadId: Snowflake, messageId: Snowflake): Promise<void>;
  /** At most 100, none older than 14 days. Resolves also where some are gone already. */
  deleteMessages(threadId: Snowflake, messageIds: readonly Snowflake[]): Promise<void>;
  /** Who of these moderates: whoever may manage messages or the server, or has the role. */
  staffAmong(guildId: Snowflake, userIds: readonly Snowflake[], roleId: Snowflake | null): Promise<Set<Snowflake>>;
  /** Whether somebody moderates at this moment, also by a right in one channel only. */
  isStaff(
    guildId: Snowflake,
    userId: Snowflake,
    by: { channelId: Snowflake; roleId: Snowflake | null },
  ): Promise<boolean>;
  /** Posts a quote, pinging nobody; gives the message's id. */
  postQuote(content: QuoteContent): Promise<Snowflake>;
  updateQuote(content: QuoteContent): Promise<void>;
  /** A quote that an earlier attempt posted. */
  findQuote(quote: Quote): Promise<Snowflake | null>;
  /** Posts a digest, pinging nobody. `postedBy`: who wanted it; null for one that is posted again and again. Gives the message's id. */
  postDigest(address: DigestAddress, content: DigestContent, postedBy: string | null): Promise<Snowflake>;
  /** What an earlier attempt posted: the message's id. */
  findDigest(address: DigestAddress): Promise<Snowflake | null>;
  /** Makes a digest that stands on Discord say something else. */
  updateDigest(digest: PostedDigest, place: MessagePlace, content: DigestContent): Promise<void>;
  /** Whether somebody may read a channel who may not read an article's comments, as far as roles and channels tell; in doubt, yes. */
  isWiderAudience(article: StandingArticle, channelId: Snowflake): boolean;
  /** Whether every member of its server may read an article's comments; in doubt, no. */
  isOpenToAll(article: StandingArticle): boolean;
  /** Posts a report card into its channel: a message, or a forum post. */
  postCard(content: CardContent): Promise<CardPlace>;
  updateCard(content: CardContent): Promise<void>;
  /** A card that an earlier attempt posted. */
  findCard(card: ReportCard): Promise<CardPlace | null>;
  /** The same for the card of a raid, which has its place in the raid once it is posted. */
  postRaidCard(content: RaidContent, channelId: Snowflake): Promise<CardPlace>;
  updateRaidCard(content: RaidContent): Promise<void>;
  findRaidCard(raid: Raid, channelId: Snowflake): Promise<CardPlace | null>;
  standing(guildId: Snowflake, actorId: Snowflake, memberId: Snowflake): Promise<Standing>;
  /** What is known of someone as a member; null for someone whom Discord does not know. */
  describeMember(guildId: Snowflake, memberId: Snowflake): Promise<MemberFacts | null>;
  /**
   * Who someone is in a server, as far as the detector asks: from memory where we met them, since Discord tells of a member with each message.
   * Null for someone who is no member, and, unless it `asks`, for someone we did not meet.
   */
  glanceAt(guildId: Snowflake, memberId: Snowflake, options: { asks: boolean }): Promise<MemberGlance | null>;
  /** Throws lacksPermission where the bot may not manage the server. */
  listAutoModRules(guildId: Snowflake): Promise<AutoModRule[]>;
  /** `until`: null lifts a time-out. `reason`: for Discord's own log. */
  timeOut(guildId: Snowflake, memberId: Snowflake, until: string | null, reason: string): Promise<void>;
  /** Resolves also for someone who is gone: a request whose answer was lost is repeated. */
  kick(guildId: Snowflake, memberId: Snowflake, reason: string): Promise<void>;
  /** Deletes no messages. */
  ban(guildId: Snowflake, memberId: Snowflake, reason: string): Promise<void>;
  /** Resolves also for someone who is not banned any more. */
  unban(guildId: Snowflake, memberId: Snowflake, reason: string): Promise<void>;
  isBanned(guildId: Snowflake, memberId: Snowflake): Promise<boolean>;
  /** `closed`: they take no messages from here. `key`: the same notice is sent once. */
  sendNotice(address: NoticeAddress, notice: Notice): Promise<MessagePlace | "closed">;
  /** What an earlier attempt sent. */
  findNotice(address: NoticeAddress): Promise<MessagePlace | null>;
  /** Posts rows of the log in one message, pinging nobody. */
  postLogRows(channelId: Snowflake, rows: LogEntry[], nonce: string): Promise<Snowflake>;
  /** The last row that own messages after `after` (null: the newest ones) show, and the message that shows it. */
  findLogRows(channelId: Snowflake, after: Snowflake | null): Promise<{ last: number; messageId: Snowflake } | null>;
  /** Whether a channel is still there, as far as the gateway told. */
  hasChannel(guildId: Snowflake, channelId: Snowflake): boolean;
  /** Names of the permissions that the bot lacks in a channel to do what `purpose` needs. */
  missingPermissions(guildId: Snowflake, channelId: Snowflake, purpose: ChannelPurpose): string[];
  mayRead(guildId: Snowflake, userId: Snowflake, channelId: Snowflake): Promise<boolean>;
  /** Whether someone can read a private thread: its members can, and those who manage threads. */
  mayReadThread(
    guildId: Snowflake,
    userId: Snowflake,
    thread: { channelId: Snowflake; threadId: Snowflake },
  ): Promise<boolean>;
  mayPost(guildId: Snowflake, userId: Snowflake, channelId: Snowflake): Promise<boolean>;
  /** Whether someone may lock the threads of a channel by themselves. */
  mayManageThreads(guildId: Snowflake, userId: Snowflake, channelId: Snowflake): Promise<boolean>;
  /** How a thread stands at this moment. */
  readThread(threadId: Snowflake): Promise<ThreadStand>;
  /** Changes a thread that is not archived, or opens an archived one. `reason`: for Discord's own log. */
  changeThread(threadId: Snowflake, change: ThreadChange, reason: string): Promise<void>;
  /** Says in a thread that is not archived what was done to it, once however often it is asked for. Pings nobody. */
  announceInThread(announcement: ThreadAnnouncement): Promise<void>;
};

/** Where an article stands: see `placeOf`. */
export type StandingArticle = Pick<Article, "guildId" | "channelId" | "threadId" | "isPrivate">;

export type ChannelPurpose = "articles" | "moderation" | "members" | "log" | "quotes" | "digests" | "threads";

export type ThreadAnnouncement = {
  guildId: Snowflake;
  threadId: Snowflake;
  /** An earlier one with this id is the same. */
  orderId: Snowflake;
  /** An earlier attempt may have posted it: look first. */
  isAgain: boolean;
  action: ThreadAction;
  slowSeconds: number;
  /** Of a thread that was closed because nobody wrote for so long. */
  quietDays: number | null;
};

export type MemberFacts = {
  name: string;
  isMember: boolean;
  /** Null for someone who is no member. */
  joinedAt: string | null;
};

/** A rule of Discord's AutoMod. */
export type AutoModRule = {
  id: Snowflake;
  name: string;
  isOn: boolean;
  trigger: "keywords" | "spam" | "presets" | "mentions" | "profiles" | "other";
  actions: ("block" | "alert" | "timeout" | "other")[];
};

export type MemberGlance = {
  joinedAt: string | null;
  roleIds: readonly Snowflake[];
  /** Owns the server, or may manage messages in it. */
  mayModerate: boolean;
};

export type CardPlace = Pick<ReportCard, "messageId" | "threadId">;

export type MessagePlace = { channelId: Snowflake; messageId: Snowflake };

export type NoticeAddress = { guildId: Snowflake; memberId: Snowflake; key: string };
/** What a direct message says. `comment`: the comment that a warning is about, as long as it is visible. */
export type Notice =
  | { kind: "warning"; record: Case; comment: Comment | null }
  | { kind: "outcome"; report: Report }
  | { kind: "watched"; news: WatchedNews }
  | { kind: "digest"; content: DigestContent; digestId: Snowflake; locale: string };

/** `key`: the same digest is posted once. */
export type DigestAddress = { guildId: Snowflake; channelId: Snowflake; key: string };

/** New comments that somebody watches for, all of which they may read: oldest first. */
export type WatchedNews = {
  comments: readonly { comment: Comment; article: Article }[];
  /** The watches that these fit. */
  watches: readonly Watch[];
  /** Whether there were more than one message tells of. */
  isCut: boolean;
  watcher: { guildId: Snowflake; memberId: Snowflake; locale: string };
};

/** The connection broke after a request was sent: it may or may not have been carried out. */
export class UncertainOutcome extends Error {
  override readonly name = "UncertainOutcome";
}
