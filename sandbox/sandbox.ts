import { addKeywordRule, type KeywordRule } from "./world/auto-moderation.ts";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIUser } from "discord-api-types/v10";
import { createActor } from "./actors.ts";
import type { Checker } from "./check/checker.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGateway } from "./gateway/gateway.ts";
import { createRestServer } from "./rest/server.ts";
import type { Actor, SandboxOptions, Violation } from "./types.ts";
import { type ChannelChange, changeChannel } from "./world/channels.ts";
import { setDirectClosed } from "./world/direct.ts";
import { openUrl, setFileOrigin } from "./world/files.ts";
import { createInteractions } from "./world/interactions.ts";
import { joinGuild, leaveGuild } from "./world/members.ts";
import { showPreview } from "./world/messages.ts";
import { archiveQuietThreads, deleteChannelAs } from "./world/threads.ts";
import { createWorld, type World } from "./world/world.ts";

const LOOPBACK = "127.0.0.1";

/** Answers a request, or leaves it to the next. */
export type Mounted = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export type Sandbox = {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** For discord.js: `rest: { api }`. */
  apiUrl: string;
  token: string;
  applicationId: string;
  world: World;
  faults: Faults;
  /** What did not fit Discord's descriptions, in order. */
  violations: Violation[];
  /** How often the bot began a new session. */
  sessionStarts(): number;
  /** Whether a session of the bot has an open connection. */
  isConnected(): boolean;
  /** Called after each answer to the bot. */
  onRequest(listener: (request: { method: string; path: string; query: string; status: number }) => void): () => void;
  /** Called with each dispatch once the bot's client said that it has it: by its heartbeat, or when it resumes. */
  onHeard(listener: (dispatch: { t: string; d: unknown }) => void): () => void;
  createUser(user: { name: string; displayName?: string; isBot?: boolean }): APIUser;
  actor(userId: string): Actor;
  /** Someone comes into a guild, or (the bot too) leaves it. */
  join(guildId: string, userId: string, roles?: readonly string[]): void;
  leave(guildId: string, userId: string): void;
  /** What someone changes of a channel in Discord's own settings. */
  changeChannel(channelId: string, userId: string, change: ChannelChange): void;
  /** Someone deletes a channel or a thread, with all that is in it. */
  deleteChannel(channelId: string, userId: string): void;
  /** Discord finds out what a link in a message leads to: an update that is no edit. */
  showPreview(channelId: string, messageId: string, embed: { title: string; description?: string }): void;
  /** Someone makes a rule of Discord's AutoMod in the server's settings; its id. */
  addKeywordRule(guildId: string, userId: string, rule: KeywordRule): string;
  /** Whether someone refuses direct messages. */
  setDirectClosed(userId: string, isClosed: boolean): void;
  /** Archives the threads whose time is over by the sandbox's clock. */
  archiveQuietThreads(): void;
  /** Serves more on the same address. */
  mount(handler: Mounted): void;
  close(): Promise<void>;
};

/** Starts a Discord on loopback: REST v10 and gateway v10 on one port. */
export async function startSandbox(options: SandboxOptions & { checker?: Checker } = {}): Promise<Sandbox> {
  const world = createWorld(options);
  const interactions = createInteractions(world);
  const violations: Violation[] = [];
  const { checker = null, privilegedIntents: privileged = ["MESSAGE_CONTENT", "GUILD_MEMBERS"] } = options;
  const token = world.tables.fact("token", () => makeToken(world.botId));
  if (!world.tables.user.has(world.botId))
    world.tables.put(
      "user",
      world.botId,
      makeUser(world.botId, { name: "talkback", displayName: "Talkback", isBot: true }),
    );

  const mounted: Mounted[] = [];
  const listeners = new Set<Parameters<Sandbox["onRequest"]>[0]>();
  const hearers = new Set<Parameters<Sandbox["onHeard"]>[0]>();
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violations.push({ side: "answer", what: `${request.method} ${request.url}`, problems: [String(error)] });
      response.destroy();
    });
  });

  let faults: Faults | null = null;
  const faultsOf = (): Faults =>
    (faults ??= createFaults({
      ...(options.faultSeed === undefined ? {} : { seed: options.faultSeed }),
      connections: () => gateway.connections(),
    }));
  let address = "";
  const gateway = createGateway(server, {
    world,
    token,
    address: () => address,
    privileged,
    ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
    faults: faultsOf,
    onDispatch(t, d) {
      const problems = checker?.dispatch({ t, d }) ?? [];
      if (problems.length > 0) violations.push({ side: "dispatch", what: t, problems });
    },
    onHeard: (t, d) => hearers.forEach((listener) => listener({ t, d })),
  });
  const rest = createRestServer({
    world,
    interactions,
    token,
    gateway: () => ({ address, starts: gateway.sessionStarts() }),
    privileged,
    faults: faultsOf,
    checker,
    violations,
    hasRateLimits: options.rateLimits ?? true,
    onRequest: (request) => listeners.forEach((listener) => listener(request)),
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await rest(request, response)) return;
    if (request.url?.startsWith("/attachments/")) return serveFile(world, request, response);
    for (const handler of mounted) if (await handler(request, response)) return;
    response.writeHead(404, { "content-type": "text/plain" }).end("There is nothing here.");
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://${LOOPBACK}:${port}`;
  address = `ws://${LOOPBACK}:${port}/gateway`;
  setFileOrigin(world, origin);

  return {
    origin,
    apiUrl: `${origin}/api`,
    token,
    applicationId: world.botId,
    world,
    faults: faultsOf(),
    violations,
    sessionStarts: gateway.sessionStarts,
    isConnected: () => gateway.connections().length > 0,
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onHeard(listener) {
      hearers.add(listener);
      return () => hearers.delete(listener);
    },
    createUser(user) {
      const made = makeUser(world.nextId(), user);
      world.tables.put("user", made.id, made);
      return made;
    },
    actor: (userId) => createActor(world, interactions, userId),
    join: (guildId, userId, roles) => void joinGuild(world, guildId, userId, roles),
    leave: (guildId, userId) => leaveGuild(world, guildId, userId),
    changeChannel: (channelId, userId, change) => void changeChannel(world, world.channel(channelId), userId, change),
    deleteChannel: (channelId, userId) => deleteChannelAs(world, world.channel(channelId), userId),
    showPreview: (channelId, messageId, embed) => showPreview(world, world.message(channelId, messageId), embed),
    addKeywordRule: (guildId, userId, rule) => addKeywordRule(world, guildId, userId, rule),
    setDirectClosed: (userId, isClosed) => setDirectClosed(world, userId, isClosed),
    archiveQuietThreads: () => archiveQuietThreads(world),
    mount: (handler) => mounted.push(handler),
    async close() {
      faultsOf().clear();
      await gateway.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      world.tables.close();
    },
  };
}

/** In the form of a real one, so that whatever checks a token's form can be tried. */
function makeToken(botId: string): string {
  return `${Buffer.from(botId).toString("base64url")}.${randomBytes(4).toString("base64url")}.${randomBytes(28).toString("base64url")}`;
}

function makeUser(
  id: string,
  { name, displayName, isBot = false }: { name: string; displayName?: string; isBot?: boolean },
): APIUser {
  const unset = {
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
  const flags = { public_flags: 0, flags: 0 };
  return {
    id,
    username: name,
    discriminator: isBot ? "0001" : "0",
    global_name: displayName ?? null,
    ...unset,
    ...flags,
    ...(isBot ? { bot: true } : {}),
  };
}

function serveFile(world: World, request: IncomingMessage, response: ServerResponse): void {
  const file = openUrl(world, new URL(request.url ?? "/", "http://127.0.0.1"));
  if (!file) {
    response.writeHead(404, { "content-type": "text/plain" }).end("This content is no longer available.");
    return;
  }
  // Whatever it is, it is not run as a page of the sandbox.
  const guard = { "content-security-policy": "sandbox; default-src 'none'", "x-content-type-options": "nosniff" };
  const isImage = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.contentType);
  const type = isImage ? file.contentType : "application/octet-stream";
  response
    .writeHead(200, { "content-type": type, "content-length": String(file.data.byteLength), ...guard })
    .end(file.data);
}
