/** Which requests or dispatches a fault strikes, and how often. Every field narrows it. */
type Aim = {
  /** So many times, then it is over; without end when absent. */
  times?: number;
  /** The chance for each one that matches, 0 to 1, drawn from the seed. Default 1. */
  chance?: number;
};

type RequestAim = Aim & {
  method?: string;
  /** Tested against the path without `/api/v10` and without its query. */
  path?: RegExp;
};

/** What happens to a request of the bot. */
export type RequestFault = RequestAim &
  (
    | { kind: "status"; status: number; html?: boolean }
    | { kind: "refusal"; status: number; code: number; message: string }
    /**
     * `user`: one route, as its headers foretold; `shared`: a resource that many use; `global`: everything;
     * `bare`: nothing but Retry-After; `cloudflare`: a page of HTML from in front of Discord.
     */
    | { kind: "rateLimit"; scope: "user" | "shared" | "global" | "bare" | "cloudflare"; retryAfterSeconds: number }
    | { kind: "missingPermission" }
    | { kind: "missingAccess" }
    | { kind: "expiredInteraction" }
    /** No answer until the fault is removed, or the client gives up. */
    | { kind: "hang" }
    /** The connection is reset before anything was done. */
    | { kind: "reset" }
    /** The connection is closed before anything was done, as when both sides took a kept connection for alive. */
    | { kind: "closedKeepAlive" }
    /** Everything was done, the message exists, but the connection is closed (or reset) instead of the answer. */
    | { kind: "lostAnswer"; reset?: boolean }
  );

/** What happens to a dispatch on its way to the bot. */
export type DispatchFault = Aim & { event?: RegExp } & (
    | { kind: "duplicate" }
    /** Held back until the next dispatch that is not held has gone, or for so long. */
    | { kind: "reorder"; withinMilliseconds?: number }
    | { kind: "delay"; milliseconds: number }
  );

/** What happens to the bot's gateway connections, at once. */
export type ConnectionFault =
  /** With a close code, or without a word, as when a cable is cut. */
  | { kind: "closeSocket"; code?: number }
  /** Op 7: the client is asked to reconnect and resume. */
  | { kind: "reconnect" }
  /** Op 9. */
  | { kind: "invalidSession"; resumable: boolean }
  /** The session is told of nothing any more, for good, though its connection stays open and its heartbeats are acknowledged. */
  | { kind: "silence" };

/** A connection that stays open but acknowledges no heartbeat, until the fault is removed. */
export type ZombieFault = { kind: "zombie" };

export type Fault = RequestFault | DispatchFault | ConnectionFault | ZombieFault;

export type FaultHandle = {
  readonly fault: Fault;
  /** How often it has struck. */
  readonly count: number;
  /** Ends it; requests that hang are cut, dispatches that are held back are sent. */
  remove(): void;
};

/** What faults need of a gateway connection. */
export type FaultyConnection = {
  /** Without a code the socket is cut, with no close frame. */
  close(code?: number): void;
  /** Sends op 7. */
  askToReconnect(): void;
  /** Sends op 9, and forgets the session when it is not resumable. */
  invalidateSession(resumable: boolean): void;
  /** Loses every further dispatch of the session, also for a resume. */
  fallSilent(): void;
};
