import { type Client, Events, Status } from "discord.js";

export type GatewayState = {
  connection: "connecting" | "resuming" | "ready" | "disconnected";
  /** Of the last heartbeat; null before the first. */
  pingMs: number | null;
  /** Milliseconds since the Unix epoch, null before the first. */
  lastHeartbeatAckAtMs: number | null;
  lastEventAtMs: number | null;
  /** Since the start: how often the connection was lost, a session went on, one began anew, and Discord ended one. */
  reconnects: number;
  resumes: number;
  sessions: number;
  invalidSessions: number;
};

const CONNECTIONS: Partial<Record<Status, GatewayState["connection"]>> = {
  [Status.Ready]: "ready",
  [Status.Resuming]: "resuming",
  [Status.Disconnected]: "disconnected",
};

/** Follows the gateway connection; the function that it gives tells how it is at present. */
export function followGateway(client: Client, now: () => number): () => GatewayState {
  const counts = { reconnects: 0, resumes: 0, sessions: 0, invalidSessions: 0 };
  let lastEventAtMs: number | null = null;
  client.on(Events.Raw, (packet: { t: string | null }) => {
    lastEventAtMs = now();
    if (packet.t === "READY") counts.sessions++;
  });
  client.on(Events.ShardReconnecting, () => void counts.reconnects++);
  client.on(Events.ShardResume, () => void counts.resumes++);
  client.on(Events.Debug, (message) => {
    // discord.js has no event for op 9.
    if (message.includes("Invalid session;")) counts.invalidSessions++;
  });
  return () => {
    const shard = client.ws.shards.first();
    const hasAck = shard !== undefined && shard.lastPingTimestamp >= 0 && shard.ping >= 0;
    return {
      ...counts,
      connection: (shard && CONNECTIONS[shard.status]) ?? "connecting",
      pingMs: hasAck ? Math.round(shard.ping) : null,
      lastHeartbeatAckAtMs: hasAck ? shard.lastPingTimestamp + shard.ping : null,
      lastEventAtMs,
    };
  };
}
