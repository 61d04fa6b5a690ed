import type { GatewayDispatchEvents, GatewayDispatchPayload } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Identity } from "./to-comment.ts";

type PayloadOf<N extends GatewayDispatchEvents> = Extract<GatewayDispatchPayload, { t: N }>["d"];

/**
 * What to do with a gateway event, read raw: discord.js emits no typed event for a thread that is not in its cache, which after a
 * start is every archived one.
 */
export type RawEvent<N extends GatewayDispatchEvents = GatewayDispatchEvents> = {
  name: N;
  /** What is returned is awaited for its errors only; events are handed over in order without waiting. */
  run(app: App, data: PayloadOf<N>, identity: Identity): Promise<unknown> | undefined;
};

/** Checks an event against its own payload type, then lets it stand in the list with the others. */
export function rawEvent<N extends GatewayDispatchEvents>(event: RawEvent<N>): RawEvent {
  return event as unknown as RawEvent;
}
