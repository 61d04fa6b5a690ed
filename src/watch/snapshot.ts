import type { GatewayState } from "../discord/gateway-state.ts";
import type { CatchUp, CatchUpState } from "../services/catch-up.ts";
import type { LaneState } from "../services/lanes.ts";
import type { Mirror } from "../services/mirror.ts";
import type { Outbox } from "../services/outbox.ts";
import type { Reconcile, ReconcileState } from "../services/reconcile.ts";
import type { Store } from "../store/store.ts";

/** Whom to ask how things stand. */
export type Sources = {
  store: Pick<Store, "stats" | "catalog">;
  mirror: Pick<Mirror, "state">;
  catchUp: Pick<CatchUp, "state">;
  reconcile: Pick<Reconcile, "state">;
  outbox: Pick<Outbox, "runningCount">;
  gateway: () => GatewayState;
};

/** How things stand at one moment. */
export type Snapshot = {
  gateway: GatewayState;
  lanes: LaneState[];
  behind: { threadId: string; behindMs: number }[];
  catchUp: CatchUpState;
  reconcile: ReconcileState;
  store: ReturnType<Store["stats"]>;
  jobsRunning: number;
  /** What only the catalog can tell; null while it cannot be asked. */
  stored: (ReturnType<Store["catalog"]["totals"]> & { jobsOpen: number }) | null;
};

/** Cheap: numbers in memory and three short questions to the catalog. Never throws. */
export function takeSnapshot(sources: Sources): Snapshot {
  const { store, mirror, catchUp, reconcile, outbox, gateway } = sources;
  // Before the catalog is asked: a question brings it level first.
  const stats = store.stats();
  return {
    gateway: gateway(),
    ...mirror.state(),
    catchUp: catchUp.state(),
    reconcile: reconcile.state(),
    store: stats,
    jobsRunning: outbox.runningCount(),
    stored: askCatalog(store.catalog),
  };
}

function askCatalog(catalog: Store["catalog"]): Snapshot["stored"] {
  try {
    return { ...catalog.totals(), jobsOpen: catalog.listOutbox().length };
  } catch {
    // The store logs what is wrong with its catalog; to whoever watches, "cannot be asked" is the news.
    return null;
  }
}
