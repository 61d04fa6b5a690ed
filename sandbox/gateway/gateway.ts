import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from "discord-api-types/v10";
import { WebSocketServer, type WebSocket } from "ws";
import type { Faults } from "../faults.ts";
import { applicationFlags } from "../rest/routes/users.ts";
import type { FaultyConnection } from "../faults/types.ts";
import { mayView } from "../world/permissions.ts";
import { guildCreate } from "../world/present-guild.ts";
import type { World, WorldEvent } from "../world/world.ts";
import { memberChunks } from "./member-chunks.ts";
import { isWanted, PRIVILEGED, seenWith } from "./intents.ts";
import {
  createSession,
  noteHeard,
  RESUMABLE_MS,
  replaySince,
  send,
  sendDispatch,
  sendTogether,
  type Session,
} from "./session.ts";

const HEARTBEAT_INTERVAL_MS = 41_250;
/** What happens to channels themselves. */
const CHANNEL_LIVES: ReadonlySet<string> = new Set(["CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"]);
/** A client may send so much in a minute; heartbeats, which the server asked for, are not counted here. */
const MOST_SENT_A_MINUTE = 120;
/** Silence for longer than this many beats ends a connection. */
const PATIENCE_BEATS = 2.5;

export type GatewayOptions = {
  world: World;
  token: string;
  address: () => string;
  privileged: readonly (keyof typeof PRIVILEGED)[];
  heartbeatMs?: number;
  faults: () => Faults;
  onDispatch: (t: string, d: unknown) => void;
  /** The client said, with a heartbeat or when it resumed, that it received this. */
  onHeard: (t: string, d: unknown) => void;
};

export type Gateway = {
  /** The bot's open connections, for faults. */
  connections(): FaultyConnection[];
  sessionStarts(): number;
  close(): Promise<void>;
};

/** Gateway v10, JSON. https://docs.discord.com/developers/events/gateway */
export function createGateway(server: Server, options: GatewayOptions): Gateway {
  const { world, heartbeatMs = HEARTBEAT_INTERVAL_MS } = options;
  const patienceMs = heartbeatMs * PATIENCE_BEATS;
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  let starts = 0;

  server.on("upgrade", (request, socket, head) => {
    if (!request.url?.startsWith("/gateway")) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => {
      sendTogether(ws, socket);
      greet(ws);
    });
  });

  function greet(socket: WebSocket): void {
    let timer = setTimeout(() => socket.close(Close.SessionTimedOut), patienceMs);
    const sent: Sent = { sinceMs: world.now(), count: 0 };
    send(socket, { op: Op.Hello, d: { heartbeat_interval: heartbeatMs } });
    socket.on("message", (raw) => {
      clearTimeout(timer);
      timer = setTimeout(() => socket.close(Close.SessionTimedOut), patienceMs);
      hear(socket, (raw as Buffer).toString("utf8"), sent);
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", (code) => {
      clearTimeout(timer);
      const session = sessionOf(socket);
      if (!session) return;
      session.socket = null;
      session.lostAtMs = world.now();
      // Closing with 1000 or 1001 ends the session; anything else can be resumed.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
    });
  }

  function hear(socket: WebSocket, raw: string, sent: Sent): void {
    let packet: { op: Op; d: Record<string, unknown> };
    try {
      packet = JSON.parse(raw) as typeof packet;
    } catch {
      return socket.close(Close.DecodeError, "Error while decoding payload.");
    }
    if (packet.op !== Op.Heartbeat && isTooMuch(sent, world.now()))
      return socket.close(Close.RateLimited, "Rate limited.");
    const session = sessionOf(socket);
    switch (packet.op) {
      case Op.Heartbeat:
        if (session) noteProgress(session, packet.d);
        if (options.faults().acknowledgesHeartbeats()) send(socket, { op: Op.HeartbeatAck, d: null });
        return;
      case Op.Identify:
        return session ? socket.close(Close.AlreadyAuthenticated) : identify(socket, packet.d);
      case Op.Resume:
        return resume(socket, packet.d);
      case Op.RequestGuildMembers:
        return session ? sendMembers(session, packet.d) : socket.close(Close.NotAuthenticated, "Not authenticated.");
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
        return session ? undefined : socket.close(Close.NotAuthenticated, "Not authenticated.");
      default:
        socket.close(Close.UnknownOpcode, "Unknown opcode.");
    }
  }

  function identify(socket: WebSocket, d: Record<string, unknown>): void {
    const intents = Number(d["intents"]);
    if (!isToken(d["token"])) return socket.close(Close.AuthenticationFailed, "Authentication failed.");
    if (!Number.isInteger(intents) || intents < 0) return socket.close(Close.InvalidIntents, "Invalid intent(s).");
    const allowed = options.privileged.reduce((bits, name) => bits | PRIVILEGED[name], 0);
    const asked = Object.values(PRIVILEGED).reduce((bits, bit) => bits | (intents & bit), 0);
    if ((asked & ~allowed) !== 0) return socket.close(Close.DisallowedIntents, "Disallowed intent(s).");
    starts++;
    for (const old of sessions.values()) if (isOver(old)) sessions.delete(old.id);
    const session = createSession(randomUUID().replaceAll("-", ""), intents, socket);
    sessions.set(session.id, session);
    const guilds = [...world.tables.guild.keys()].filter((id) => world.tables.member.has(`${id}-${world.botId}`));
    deliver(session, "READY", {
      v: 10,
      user: { ...world.user(world.botId), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: guilds.map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: options.address(),
      session_type: "normal",
      application: { id: world.botId, flags: applicationFlags(options.privileged) },
      ...(Array.isArray(d["shard"]) ? { shard: d["shard"] } : {}),
    });
    for (const id of guilds) {
      const event = { t: "GUILD_CREATE", d: guildCreate(world, id), guildId: id, channelId: null };
      deliver(session, event.t, seenWith(intents, event, world.botId));
    }
  }

  function resume(socket: WebSocket, d: Record<string, unknown>): void {
    const session = sessions.get(String(d["session_id"]));
    if (!isToken(d["token"])) return socket.close(Close.AuthenticationFailed, "Authentication failed.");
    if (!session || isOver(session)) return send(socket, { op: Op.InvalidSession, d: false });
    session.socket?.terminate();
    session.socket = socket;
    noteProgress(session, d["seq"]);
    if (!replaySince(session, Number(d["seq"]))) {
      sessions.delete(session.id);
      return send(socket, { op: Op.InvalidSession, d: false });
    }
    deliver(session, "RESUMED", {});
  }

  const isOver = ({ socket, lostAtMs }: Session): boolean => socket === null && world.now() - lostAtMs > RESUMABLE_MS;

  const isToken = (value: unknown): boolean =>
    typeof value === "string" && value.replace(/^Bot /, "") === options.token;

  const sessionOf = (socket: WebSocket): Session | undefined =>
    [...sessions.values()].find((one) => one.socket === socket);

  function sendMembers(session: Session, request: Record<string, unknown>): void {
    for (const chunk of memberChunks(world, request)) deliver(session, "GUILD_MEMBERS_CHUNK", chunk);
  }

  function noteProgress(session: Session, sequence: unknown): void {
    if (typeof sequence !== "number") return;
    for (const { t, d } of noteHeard(session, sequence)) options.onHeard(t, d);
  }

  function deliver(session: Session, t: string, d: unknown): void {
    options.onDispatch(t, d);
    sendDispatch(session, t, d);
  }

  /** Channels themselves are told of whether they can be seen or not; what happens in them is not. */
  function isForBot({ t, channelId, onlyFor }: WorldEvent): boolean {
    if (onlyFor) return onlyFor.includes(world.botId);
    return channelId === null || CHANNEL_LIVES.has(t) || mayView(world, channelId, world.botId);
  }

  const unlisten = world.onEvent((event) => {
    if (!isForBot(event)) return;
    if (event.guildId !== null && !world.tables.member.has(`${event.guildId}-${world.botId}`)) return;
    for (const session of sessions.values()) {
      if (!isWanted(event, session.intents, world.botId)) continue;
      const d = seenWith(session.intents, event, world.botId);
      // What nobody listens to is only kept: a fault is not to be spent on it.
      if (session.socket === null) deliver(session, event.t, d);
      else options.faults().dispatch({ t: event.t, d }, (dispatch) => deliver(session, dispatch.t, dispatch.d));
    }
  });

  return {
    sessionStarts: () => starts,
    connections: () =>
      [...sessions.values()].flatMap((session) => {
        const { socket } = session;
        return socket ? [faultyConnection(session, socket, () => sessions.delete(session.id))] : [];
      }),
    async close() {
      unlisten();
      for (const client of sockets.clients) client.close(Close.UnknownError);
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

type Sent = { sinceMs: number; count: number };

function isTooMuch(sent: Sent, nowMs: number): boolean {
  if (nowMs - sent.sinceMs >= 60_000) Object.assign(sent, { sinceMs: nowMs, count: 0 });
  return ++sent.count > MOST_SENT_A_MINUTE;
}

function faultyConnection(session: Session, socket: WebSocket, forget: () => void): FaultyConnection {
  return {
    fallSilent: () => void (session.isSilent = true),
    close: (code) => (code === undefined ? socket.terminate() : socket.close(code)),
    askToReconnect: () => send(socket, { op: Op.Reconnect, d: null }),
    invalidateSession(resumable) {
      if (!resumable) forget();
      send(socket, { op: Op.InvalidSession, d: resumable });
    },
  };
}
