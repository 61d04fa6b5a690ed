import {
  type APIMessage,
  type APIThreadChannel,
  ChannelType,
  PermissionFlagsBits,
  type RESTGetAPIChannelThreadsArchivedPublicResult,
  type RESTGetAPIGuildThreadsResult,
  Routes,
} from "discord-api-types/v10";
import type { Client } from "discord.js";
import { UserError } from "../errors.ts";
import type { DiscordPort, FoundThread, ThreadPlace, ThreadSight } from "../services/ports.ts";
import type { Rest } from "./rest.ts";

const READ = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
/** Discord's largest page of archived threads. */
const ARCHIVED_PAGE = 100;

/** Finds out how threads stand: the active ones with one request, the archived ones a hundred at a time, the rest one by one. */
export function createSurveyPort(
  rest: Rest,
  client: Client,
): Pick<DiscordPort, "surveyThreads" | "newestMessages" | "describeThread" | "canRead"> {
  const needsOf = (channelId: string) => ({ channelId, permissions: "View Channel, Read Message History" });

  async function listActive(guildId: string): Promise<APIThreadChannel[]> {
    const found = await rest.get<RESTGetAPIGuildThreadsResult>(Routes.guildActiveThreads(guildId), needsOf(guildId));
    return found.threads as APIThreadChannel[];
  }

  /** The archived threads of a channel, newest first, for as long as ours are among them. */
  async function listArchived(channelId: string, wanted: ReadonlySet<string>): Promise<APIThreadChannel[]> {
    const found: APIThreadChannel[] = [];
    for (let before: string | undefined; found.length < wanted.size;) {
      const query = { limit: String(ARCHIVED_PAGE), ...(before === undefined ? {} : { before }) };
      const page = await rest.get<RESTGetAPIChannelThreadsArchivedPublicResult>(
        Routes.channelThreads(channelId, "public"),
        needsOf(channelId),
        query,
      );
      const threads = page.threads as APIThreadChannel[];
      const ours = threads.filter(({ id }) => wanted.has(id));
      found.push(...ours);
      before = threads.at(-1)?.thread_metadata?.archive_timestamp;
      if (!page.has_more || ours.length === 0 || before === undefined) break;
    }
    return found;
  }

  async function readOne(threadId: string): Promise<ThreadSight> {
    return rest.get<APIThreadChannel>(Routes.channel(threadId), needsOf(threadId)).then(toFacts, toSight);
  }

  /** In a forum it stands in the thread, in a text channel above it; a thread may have none. */
  async function readStarter(thread: APIThreadChannel): Promise<APIMessage | null> {
    for (const channelId of [thread.id, thread.parent_id ?? thread.id]) {
      const route = Routes.channelMessage(channelId, thread.id);
      const message = await rest.get<APIMessage>(route, needsOf(channelId)).catch((error: unknown) => {
        if (error instanceof UserError && error.code === "unknownMessage") return null;
        throw error;
      });
      if (message) return message;
    }
    return null;
  }

  const canRead = (guildId: string, channelId: string): boolean | null => {
    const guild = client.guilds.cache.get(guildId);
    const me = guild?.members.me;
    const channel = guild?.channels.cache.get(channelId);
    return me && channel ? channel.permissionsFor(me).has(READ) : null;
  };

  return {
    canRead,
    async newestMessages(guildId) {
      const newest = new Map<string, string>();
      for (const { id, last_message_id } of await listActive(guildId))
        if (last_message_id) newest.set(id, last_message_id);
      return newest;
    },
    async describeThread(threadId) {
      const thread = await rest.get<APIThreadChannel>(Routes.channel(threadId), needsOf(threadId));
      const facts = toFacts(thread);
      if (facts === "deleted" || facts === "hidden") throw new UserError("notAThread", {});
      const starter = await readStarter(thread);
      const isPrivate = thread.type === ChannelType.PrivateThread;
      return { parentChannelId: facts.parentChannelId, isPrivate, facts, link: starter && linkIn(starter) };
    },
    async surveyThreads(guildId, threads) {
      const sights = new Map<string, ThreadSight>();
      const note = (found: APIThreadChannel[]): void => {
        for (const thread of found) sights.set(thread.id, toFacts(thread));
      };
      note(await listActive(guildId));
      const others = threads.filter(({ id }) => !sights.has(id));
      for (const [parentId, wanted] of byParent(others)) {
        if (wanted.size > 1) note(await listArchived(parentId, wanted).catch(nothingToSee));
      }
      for (const { id } of threads) if (!sights.has(id)) sights.set(id, await readOne(id));
      for (const { id, parentChannelId } of threads) {
        if (sights.get(id) !== "deleted" && canRead(guildId, parentChannelId) === false) sights.set(id, "hidden");
      }
      return sights;
    },
  };
}

function byParent(threads: ThreadPlace[]): Map<string, Set<string>> {
  const parents = new Map<string, Set<string>>();
  for (const { id, parentChannelId } of threads) {
    const ids = parents.get(parentChannelId) ?? new Set();
    parents.set(parentChannelId, ids.add(id));
  }
  return parents;
}

function toFacts(thread: APIThreadChannel): ThreadSight {
  const isThread =
    thread.type === ChannelType.PublicThread ||
    thread.type === ChannelType.PrivateThread ||
    thread.type === ChannelType.AnnouncementThread;
  if (!isThread) return "deleted";
  return {
    name: thread.name ?? "",
    parentChannelId: thread.parent_id ?? "",
    isArchived: thread.thread_metadata?.archived === true,
    isLocked: thread.thread_metadata?.locked === true,
    counters: { messages: thread.message_count ?? 0, sent: thread.total_message_sent ?? 0 },
    lastMessageId: thread.last_message_id ?? null,
  };
}

/** A preview knows the address without what surrounds it in the text. */
function linkIn({ content, embeds }: APIMessage): FoundThread["link"] {
  const preview = embeds.find(({ url }) => url !== undefined && isWebAddress(url));
  const url = preview?.url ?? /https?:\/\/[^\s<>)\]]+/.exec(content)?.[0];
  if (url === undefined || !isWebAddress(url)) return null;
  const { title = null, author, description = null } = preview ?? {};
  return { url, title: title?.slice(0, 1_000) || null, author: author?.name || null, summary: description };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** What a refusal to show a thread means; anything else is trouble. */
function toSight(error: unknown): ThreadSight {
  if (!(error instanceof UserError)) throw error;
  if (error.code === "unknownChannel") return "deleted";
  if (error.code === "missingAccess" || error.code === "missingPermissions") return "hidden";
  throw error;
}

/** A channel that cannot be listed leaves its threads to be asked for one by one. */
function nothingToSee(error: unknown): APIThreadChannel[] {
  toSight(error);
  return [];
}
