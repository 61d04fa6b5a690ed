import { GatewayOpcodes as Op } from "discord-api-types/v10";
import type { WebSocket } from "ws";

const REPLAY_KEPT = 2_000;
/** Discord says only that a session lives "for a limited time". */
export const RESUMABLE_MS = 300_000;

/** What a client is owed: its events are numbered, and kept for a while so that a lost connection can be resumed. */
export type Session = {
  id: string;
  intents: number;
  sequence: number;
  replay: { s: number; t: string; d: unknown }[];
  socket: WebSocket | null;
  /** When the connection was last lost. */
  lostAtMs: number;
  /** A fault: it is told of nothing any more. */
  isSilent: boolean;
  /** The client said that it has everything up to this number. */
  heard: number;
};

export function createSession(id: string, intents: number, socket: WebSocket): Session {
  return { id, intents, sequence: 0, replay: [], socket, lostAtMs: 0, isSilent: false, heard: 0 };
}

/** Numbers an event, keeps it for a resume, and sends it when the client is there. */
export function sendDispatch(session: Session, t: string, d: unknown): void {
  if (session.isSilent) return;
  session.sequence++;
  session.replay.push({ s: session.sequence, t, d });
  if (session.replay.length > REPLAY_KEPT * 2) session.replay.splice(0, REPLAY_KEPT);
  if (session.socket) send(session.socket, { op: Op.Dispatch, s: session.sequence, t, d });
}

/** Notes how far the client says it is. Returns what it has that it did not have before. */
export function noteHeard(session: Session, sequence: number): readonly { t: string; d: unknown }[] {
  const news = session.replay.filter(({ s }) => s > session.heard && s <= sequence);
  session.heard = Math.max(session.heard, Math.min(sequence, session.sequence));
  return news;
}

/** Sends what came after `sequence`; false when that is no longer known. */
export function replaySince(session: Session, sequence: number): boolean {
  const oldest = session.replay[0]?.s ?? session.sequence + 1;
  if (sequence > session.sequence || sequence < oldest - 1) return false;
  for (const { s, t, d } of session.replay) {
    if (s > sequence && session.socket) send(session.socket, { op: Op.Dispatch, s, t, d });
  }
  return true;
}

export function send(socket: WebSocket, packet: { op: Op; d: unknown; s?: number; t?: string }): void {
  if (socket.readyState !== socket.OPEN) return;
  corkForThisTick(socket);
  socket.send(JSON.stringify({ t: null, s: null, ...packet }));
}

/** The stream under a web socket. */
type Cork = { cork(): void; uncork(): void };
const streams = new WeakMap<WebSocket, Cork>();
const corked = new WeakSet<WebSocket>();

/** Events that happen together go out together: one write to the system for many of them. */
export function sendTogether(socket: WebSocket, stream: Cork): void {
  streams.set(socket, stream);
}

function corkForThisTick(socket: WebSocket): void {
  const stream = streams.get(socket);
  if (!stream || corked.has(socket)) return;
  corked.add(socket);
  stream.cork();
  process.nextTick(() => {
    corked.delete(socket);
    stream.uncork();
  });
}
