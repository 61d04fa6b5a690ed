import { type Client as ClientType, Client, type RESTOptions, GatewayIntentBits, Options } from "discord.js";
import type { GatewayControl } from "./gateway-control.ts";
import { type RequestSeen, watchRequests } from "./watch-requests.ts";

/** Listing what is needed is the whole privacy of it: no presences, no direct messages, no typing. */
const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.MessageContent,
  GatewayIntentBits.AutoModerationExecution,
];

/** Every bot's global limit. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const DISCORDS_REQUESTS_PER_SECOND = 50;

/** Longer than any limit of a route that we use; what lasts longer is a ban, or a clock that was set. */
const LONGEST_WAIT_MS = 600_000;

export type ClientOptions = {
  requestsPerSecond?: number;
  /** Called after each attempt of a request. Must not throw. */
  onRequest?: (seen: RequestSeen) => void;
  /** Sends the requests; discord.js itself, if absent. */
  send?: RESTOptions["makeRequest"];
  /** Makes it possible to give up a session. */
  gateway?: GatewayControl;
};

/** A discord.js client that keeps guilds, channels, roles and members it met, and no messages: the store is the memory. */
export function createClient(
  api: string,
  { requestsPerSecond = DISCORDS_REQUESTS_PER_SECOND, onRequest, send, gateway }: ClientOptions = {},
): ClientType {
  const nothing = {
    MessageManager: 0,
    ReactionManager: 0,
    PresenceManager: 0,
    VoiceStateManager: 0,
    GuildBanManager: 0,
  };
  const makeRequest = onRequest ? watchRequests(onRequest, send) : send;
  const client = new Client({
    intents: INTENTS,
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, ...nothing }),
    allowedMentions: { parse: [] },
    ...(gateway ? { ws: { buildStrategy: gateway.buildStrategy } } : {}),
    // Retrying is ours: a post must not be repeated without a look at what came of it.
    rest: {
      api,
      retries: 0,
      timeout: 20_000,
      globalRequestsPerSecond: requestsPerSecond,
      // Who asked is told so instead, and the work queues come again later.
      rejectOnRateLimit: ({ timeToReset, sublimitTimeout, retryAfter }) =>
        Math.max(timeToReset, sublimitTimeout, retryAfter) > LONGEST_WAIT_MS,
      ...(makeRequest ? { makeRequest } : {}),
    },
  });
  surviveLateResumes(client);
  return client;
}

/** What discord.js does with a dispatch of one of its connections. */
type Packets = {
  handlePacket(packet?: { t: string | null }, shard?: { sessionInfo: object | null }): boolean;
};

/**
 * discord.js 14 takes a session for granted when it is told that one was resumed. Where Discord ends it in the same breath it is
 * gone by then, and the TypeError would end the program, though a new session is on its way.
 */
function surviveLateResumes({ ws }: ClientType): void {
  const packets = ws as unknown as Packets;
  const handle = packets.handlePacket.bind(ws);
  packets.handlePacket = (packet, shard) =>
    packet?.t === "RESUMED" && shard?.sessionInfo === null ? true : handle(packet, shard);
}
