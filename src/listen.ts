import { type Client, Events } from "discord.js";
import type { App } from "./app.ts";
import { commands } from "./commands/index.ts";
import { createDispatch } from "./discord/dispatch.ts";
import type { Identity } from "./discord/to-comment.ts";
import { events } from "./events/index.ts";
import { NotStored } from "./services/mirror.ts";
import type { Watch } from "./watch/watch.ts";

export type Listening = {
  /** Hears nothing more. */
  stop(): void;
  /** Resolves when everyone who used a command so far has an answer. */
  answered(): Promise<void>;
};

/** Connects the gateway to the events and the commands. */
export function listen(client: Client, app: App, identity: () => Identity, watch?: Watch): Listening {
  const byName = new Map(events.map((event) => [event.name as string, event]));
  const dispatch = createDispatch(app, commands, watch?.interactions);
  /** Until discord.js has read READY we do not know who we are; what comes meanwhile waits, in order. */
  let early: (() => void)[] | null = [];

  const hear = (packet: { t: string | null; d: unknown }): void => {
    const event = packet.t === null ? undefined : byName.get(packet.t);
    if (!event) {
      watch?.events.passOver(packet.t, packet.t === "INTERACTION_CREATE" ? "command" : "unused");
      return;
    }
    const receivedMs = watch ? performance.now() : 0;
    const handle = (): void => {
      const work = event.run(app, packet.d as never, identity());
      if (!work) {
        watch?.events.passOver(event.name, "skipped");
        return;
      }
      watch?.events.begin();
      work.then(
        () => watch?.events.end(event.name, "handled", receivedMs),
        (error: unknown) => {
          watch?.events.end(event.name, "failed", receivedMs);
          // The catch-up has said so, and reads it again.
          if (error instanceof NotStored) return;
          app.log.error({ err: error, event: event.name }, "an event could not be stored");
        },
      );
    };
    if (early) early.push(handle);
    else handle();
  };

  client.on(Events.Raw, hear);
  const answering = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const answer = dispatch(interaction).finally(() => answering.delete(answer));
    answering.add(answer);
  });
  client.once(Events.ClientReady, () => {
    for (const handle of early ?? []) handle();
    early = null;
  });
  client.on(Events.Error, (error) => app.log.error({ err: error }, "discord.js reported an error"));
  client.on(Events.Warn, (message) => app.log.warn({ warning: message }, "discord.js warned"));
  return {
    stop() {
      client.off(Events.Raw, hear);
      client.removeAllListeners(Events.InteractionCreate);
    },
    async answered() {
      await Promise.allSettled(answering);
    },
  };
}
