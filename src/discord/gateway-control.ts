import { type IShardingStrategy, SimpleShardingStrategy, WebSocketShardDestroyRecovery } from "@discordjs/ws";
import { type Client, type ClientOptions, Events, GatewayCloseCodes, Status } from "discord.js";
import type { WatchedGateway } from "../services/watchdog.ts";

/** How a session can be given up, which discord.js offers no way to: `client.destroy()` is for good. */
export type GatewayControl = {
  /** For the client's options. */
  buildStrategy: NonNullable<NonNullable<ClientOptions["ws"]>["buildStrategy"]>;
  /** Closes the connection and begins a session anew, in which the catch-up runs. */
  restart(reason: string): Promise<void>;
};

export function createGatewayControl(): GatewayControl {
  let strategy: SimpleShardingStrategy | null = null;
  return {
    buildStrategy: (manager): IShardingStrategy => (strategy = new SimpleShardingStrategy(manager)),
    async restart(reason) {
      // Destroying the strategy itself would forget its shards, and the next log-out would leave their connections open.
      const shards = strategy?.["shards"].values() ?? [];
      const recover = WebSocketShardDestroyRecovery.Reconnect;
      for (const shard of shards) await shard.destroy({ code: GatewayCloseCodes.UnknownError, reason, recover });
    },
  };
}

/** What the watchdog sees of a client's gateway. */
export function watchedGateway(client: Client, control: GatewayControl): WatchedGateway {
  return {
    isConnected: () => client.ws.status === Status.Ready,
    onEvent(listener) {
      const hear = ({ t }: { t: string | null }): void => {
        if (t !== null) listener(t);
      };
      client.on(Events.Raw, hear);
      return () => client.off(Events.Raw, hear);
    },
    restart: control.restart,
  };
}
