import { createHeldDispatches } from "./faults/dispatches.ts";
import type { Dispatch } from "./faults/dispatches.ts";
import { createRandom } from "./faults/random.ts";
import { strikeRequest } from "./faults/requests.ts";
import type { Exchange } from "./faults/requests.ts";
import type {
  ConnectionFault,
  DispatchFault,
  Fault,
  FaultHandle,
  FaultyConnection,
  RequestFault,
} from "./faults/types.ts";

export type FaultsOptions = {
  /** Chances are drawn from it; the same seed draws the same. */
  seed?: number;
  /** The bot's open gateway connections. */
  connections: () => Iterable<FaultyConnection>;
};

/** What goes wrong on purpose. The sandbox asks here before it answers, dispatches or acknowledges. */
export type Faults = {
  /** The fault holds until it has struck its `times`, or is removed. Of several that match, the oldest strikes. */
  add(fault: Fault): FaultHandle;
  /** Ends all of them. */
  clear(): void;
  /** For the REST server: handles the request, or lets a fault strike it. */
  exchange(path: string, exchange: Exchange): Promise<void>;
  /** For the gateway: sends the dispatch now, twice or later. */
  dispatch(dispatch: Dispatch, send: (dispatch: Dispatch) => void): void;
  /** For the gateway: whether a heartbeat is acknowledged. */
  acknowledgesHeartbeats(): boolean;
};

type Active<F extends Fault = Fault> = { fault: F; count: number; removal: AbortController };

const dispatchKinds: ReadonlySet<string> = new Set(["duplicate", "reorder", "delay"]);
const connectionKinds: ReadonlySet<string> = new Set(["closeSocket", "reconnect", "invalidSession", "silence"]);

export function createFaults({ seed = 1, connections }: FaultsOptions): Faults {
  const random = createRandom(seed);
  const held = createHeldDispatches();
  const active = new Set<Active>();

  function end(entry: Active): void {
    active.delete(entry);
    entry.removal.abort();
    if (isDispatchFault(entry.fault)) held.releaseAll();
  }

  function strikes(entry: Active<RequestFault | DispatchFault>): boolean {
    const { times = Infinity, chance = 1 } = entry.fault;
    if (entry.count >= times || (chance < 1 && random() >= chance)) return false;
    entry.count += 1;
    return true;
  }

  function findStriking<F extends RequestFault | DispatchFault>(
    isKind: (fault: Fault) => fault is F,
    matches: (fault: F) => boolean,
  ): Active<F> | undefined {
    for (const entry of active) {
      if (isActive(entry, isKind) && matches(entry.fault) && strikes(entry)) return entry;
    }
    return undefined;
  }

  return {
    add(fault) {
      const entry: Active = { fault, count: 0, removal: new AbortController() };
      if (isConnectionFault(fault)) entry.count = strikeConnections(fault, connections());
      else active.add(entry);
      return {
        fault,
        get count() {
          return entry.count;
        },
        remove: () => end(entry),
      };
    },
    clear() {
      for (const entry of active) end(entry);
    },
    async exchange(path, exchange) {
      const method = exchange.request.method ?? "GET";
      const entry = findStriking(isRequestFault, (fault) => aimsAt(fault, method, path));
      await (entry ? strikeRequest(entry.fault, exchange, entry.removal.signal) : exchange.handle());
    },
    dispatch(dispatch, send) {
      const entry = findStriking(isDispatchFault, ({ event }) => event?.test(dispatch.t) ?? true);
      if (entry) return held.strike(entry.fault, dispatch, send);
      send(dispatch);
      held.releaseOvertaken();
    },
    acknowledgesHeartbeats() {
      const zombies = [...active].filter(({ fault }) => fault.kind === "zombie");
      for (const zombie of zombies) zombie.count += 1;
      return zombies.length === 0;
    },
  };
}

function strikeConnections(fault: ConnectionFault, connections: Iterable<FaultyConnection>): number {
  const open = [...connections];
  for (const connection of open) {
    if (fault.kind === "closeSocket") connection.close(fault.code);
    if (fault.kind === "reconnect") connection.askToReconnect();
    if (fault.kind === "invalidSession") connection.invalidateSession(fault.resumable);
    if (fault.kind === "silence") connection.fallSilent();
  }
  return open.length;
}

function aimsAt(fault: RequestFault, method: string, path: string): boolean {
  return (fault.method ?? method) === method && (fault.path?.test(path) ?? true);
}

function isActive<F extends Fault>(entry: Active, isKind: (fault: Fault) => fault is F): entry is Active<F> {
  return isKind(entry.fault);
}

function isDispatchFault(fault: Fault): fault is DispatchFault {
  return dispatchKinds.has(fault.kind);
}

function isConnectionFault(fault: Fault): fault is ConnectionFault {
  return connectionKinds.has(fault.kind);
}

function isRequestFault(fault: Fault): fault is RequestFault {
  return fault.kind !== "zombie" && !isDispatchFault(fault) && !isConnectionFault(fault);
}
