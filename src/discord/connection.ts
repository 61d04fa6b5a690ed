import { type Client, Events } from "discord.js";
import type { Logger } from "pino";
import type { StartupError } from "../errors.ts";
import type { WatchedGateway } from "../services/watchdog.ts";
import { createClient } from "./client.ts";
import { createClockWatch } from "./clock-watch.ts";
import { createDiscordClock } from "./discord-clock.ts";
import { createGatewayControl, watchedGateway } from "./gateway-control.ts";
import { createRequestGuard } from "./guard-requests.ts";
import { explainClose, explainReset, login } from "./login.ts";
import { createRest, type Rest, type RestWatch } from "./rest.ts";
import type { RequestSeen } from "./watch-requests.ts";

/** Events whose id was made for them at that moment. */
const MAKES_ITS_ID: ReadonlySet<string> = new Set(["MESSAGE_CREATE", "INTERACTION_CREATE"]);

export type ConnectionOptions = {
  api: string;
  log: Logger;
  requestsPerSecond?: number;
  requests?: (RestWatch & { onRequest(seen: RequestSeen): void }) | undefined;
};

/** Everything that goes to Discord and comes from it. */
export type Connection = {
  client: Client;
  rest: Rest;
  gateway: WatchedGateway;
  /** The time of day; Discord's, where this machine's is wrong. */
  now(): number;
  /** Throws a StartupError in plain words. */
  login(token: string): Promise<void>;
  /** Resolves when Discord ends the connection for good, after the login: with the reason in plain words. */
  ended: Promise<StartupError>;
  /** From now on no request is waited for, and none is begun, but for answers to people. */
  abort(): void;
  /** Ends those too, and logs out. */
  close(): Promise<void>;
};

export function createConnection({ api, log, requestsPerSecond, requests }: ConnectionOptions): Connection {
  const guard = createRequestGuard({ log });
  const control = createGatewayControl();
  const client = createClient(api, {
    send: guard.makeRequest,
    gateway: control,
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
    ...(requests ? { onRequest: requests.onRequest } : {}),
  });
  const clock = createDiscordClock(log);
  guard.onDate(clock.noteDate);
  client.on(Events.Raw, ({ t, d }: { t: string | null; d: { id?: unknown } }) => {
    if (t !== null && MAKES_ITS_ID.has(t) && typeof d.id === "string") clock.noteId(d.id);
  });
  const checkClock = createClockWatch({ rest: client.rest, log });
  const ended = new Promise<StartupError>((resolve) => {
    guard.onTokenRefused(() => resolve(explainReset()));
    client.on(Events.ShardDisconnect, ({ code }) => resolve(explainClose(code)));
    client.on(Events.Invalidated, () => resolve(explainReset()));
  });
  return {
    client,
    rest: createRest(client.rest, { watch: requests, closing: guard.closing, checkClock }),
    gateway: watchedGateway(client, control),
    now: clock.now,
    login: (token) => login(client, token),
    ended,
    abort: guard.abort,
    async close() {
      guard.close();
      await client.destroy();
    },
  };
}
