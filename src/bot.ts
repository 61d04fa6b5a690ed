import { type Client, Events } from "discord.js";
import type { Logger } from "pino";
import type { App } from "./app.ts";
import { commands } from "./commands/index.ts";
import { createClient } from "./discord/client.ts";
import { createDispatch } from "./discord/dispatch.ts";
import { createGatewayControl, watchedGateway } from "./discord/gateway-control.ts";
import { followGateway } from "./discord/gateway-state.ts";
import { login } from "./discord/login.ts";
import { createMessagePort } from "./discord/message-port.ts";
import { createPermissionPort } from "./discord/permission-port.ts";
import { registerCommands } from "./discord/register-commands.ts";
import { createRest } from "./discord/rest.ts";
import { createSurveyPort } from "./discord/survey-port.ts";
import { createThreadPort } from "./discord/thread-port.ts";
import type { Identity } from "./discord/to-comment.ts";
import { events } from "./events/index.ts";
import { createAdoption } from "./services/adoption.ts";
import { createArticles } from "./services/articles.ts";
import { createCatchUp } from "./services/catch-up.ts";
import { createChecks } from "./services/checks.ts";
import { createComments } from "./services/comments.ts";
import { createComparison } from "./services/compare.ts";
import { createDoctor } from "./services/doctor.ts";
import { createGuilds } from "./services/guilds.ts";
import { createIds } from "./services/ids.ts";
import { createMirror, NotStored } from "./services/mirror.ts";
import { createModeration } from "./services/moderation.ts";
import { createOutbox } from "./services/outbox.ts";
import type { DiscordPort } from "./services/ports.ts";
import { createPosting } from "./services/posting.ts";
import { createReconcile } from "./services/reconcile.ts";
import { createReports } from "./services/reports.ts";
import { createSettings } from "./services/settings.ts";
import { createStarters } from "./services/starters.ts";
import { loadThreads } from "./services/threads.ts";
import { createWatchdog, type WatchedGateway, type Watchdog } from "./services/watchdog.ts";
import type { Store } from "./store/store.ts";
import type { Watch } from "./watch/watch.ts";

const ERASING_INTERVAL_MS = 3_600_000;

export type BotOptions = {
  store: Store;
  token: string;
  /** `https://discord.com/api`, or a local server's. */
  api: string;
  log: Logger;
  now?: () => number;
  /** Discord's 50, unless the server has no limits. */
  requestsPerSecond?: number;
  /** What the comparison in the background may ask of Discord; 1, if absent. */
  reconcileRequestsPerSecond?: number;
  /** Hears of what happens, for figures and health. The store has to be opened with it too. */
  watch?: Watch;
  /** How long nothing may be heard before Discord is asked whether that is right; see the watchdog. */
  silencePatienceMs?: number;
  /** How often a starter message is edited at most. */
  starterIntervalMs?: number;
};

export type Bot = {
  app: App;
  client: Client;
  identity: Identity;
  /** Stops listening, finishes what is under way and logs out. The store stays open: whoever opened it closes it. */
  stop(): Promise<void>;
};

/** Builds everything, from the store to the Discord client, logs in, and finishes what an earlier run left. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { store, log, watch, now = Date.now } = options;
  const gatewayControl = createGatewayControl();
  const client = createClient(options.api, {
    gateway: gatewayControl,
    ...(options.requestsPerSecond === undefined ? {} : { requestsPerSecond: options.requestsPerSecond }),
    ...(watch ? { onRequest: watch.requests.onRequest } : {}),
  });
  const gateway = followGateway(client, now);
  let known: Identity | null = null;
  client.once(Events.ClientReady, ({ application, user }) => {
    known = { applicationId: application.id, botId: user.id };
  });
  const identity = (): Identity => {
    if (!known) throw new Error("the bot is not logged in yet");
    return known;
  };

  const rest = createRest(client.rest, watch?.requests);
  const port: DiscordPort = {
    ...createThreadPort(rest, identity),
    ...createMessagePort(rest, client, identity),
    ...createPermissionPort(rest, client, now),
    ...createSurveyPort(rest, client),
  };

  const threads = await loadThreads(store);
  const settings = createSettings({ store, now });
  const mirror = createMirror({ store, threads, now });
  const outbox = createOutbox({ store, log });
  const checks = createChecks({ store, now });
  const comparison = createComparison({ store, mirror, port });
  const budget =
    options.reconcileRequestsPerSecond === undefined ? {} : { requestsPerSecond: options.reconcileRequestsPerSecond };
  const reconcile = createReconcile({ mirror, threads, comparison, checks, now, log, ...budget });
  const catchUp = createCatchUp({ mirror, threads, port, comparison, reconcile, checks, now, log });
  const posting = createPosting({ store, threads, mirror, catchUp, port, outbox });
  const ids = createIds(now);
  const articles = createArticles({ store, ids, outbox, now });
  const adoption = createAdoption({ store, ids, threads, catchUp, port, now });
  const doctor = createDoctor({ store, threads, mirror, catchUp, reconcile, checks, settings, port });
  const guilds = createGuilds({ store, mirror, threads, now, log });
  const comments = createComments({ store, port, now });
  const reports = createReports({ store, now });
  const moderation = createModeration({ store, mirror, port, posting, outbox, now });
  const pace = options.starterIntervalMs === undefined ? {} : { intervalMs: options.starterIntervalMs };
  const starters = createStarters({ store, comments, port, now, log, ...pace });
  mirror.onStored((news) => starters.touch(news.articleId));

  const gatewayPingMs = (): number | null => (client.ws.ping >= 0 ? Math.round(client.ws.ping) : null);
  const services = {
    adoption,
    articles,
    catchUp,
    checks,
    comments,
    doctor,
    guilds,
    mirror,
    moderation,
    outbox,
    reconcile,
    reports,
    settings,
    starters,
    threads,
  };
  const app: App = { ...services, port, gatewayPingMs, now, log };

  await articles.undoHalfStored();
  const unlisten = listen(client, app, identity, watch);
  const unfollow = watch?.follow({ store, mirror, catchUp, reconcile, outbox, gateway });
  await login(client, options.token);
  if (await registerCommands(client.rest, store, identity().applicationId, commands)) log.info("commands registered");
  const watchdog = watchSilence({ port, threads, mirror, log }, watchedGateway(client, gatewayControl), options);
  const resumed = outbox.resume();
  const erase = (): void => {
    Promise.all([moderation.eraseExpired(), guilds.eraseLeft()]).catch((error: unknown) => {
      log.error({ err: error }, "what is to be erased could not be; it is tried again within the hour");
    });
  };
  erase();
  const erasing = setInterval(erase, ERASING_INTERVAL_MS);

  return {
    app,
    client,
    identity: identity(),
    async stop() {
      clearInterval(erasing);
      watchdog.stop();
      unlisten();
      await Promise.all([catchUp.stop(), reconcile.stop()]);
      await Promise.allSettled([resumed, outbox.stop(), mirror.drain()]);
      await starters.stop();
      await client.destroy();
      unfollow?.();
    },
  };
}

/** Asks each server that has threads of ours with one request. */
function watchSilence(
  { port, threads, mirror, log }: Pick<App, "port" | "threads" | "mirror" | "log">,
  gateway: WatchedGateway,
  { silencePatienceMs: patienceMs }: BotOptions,
): Watchdog {
  const newestMessages = async (): Promise<Map<string, string>> => {
    const standing = threads.all().filter(({ deletedAt, hiddenSince }) => deletedAt === null && !hiddenSince);
    const newest = new Map<string, string>();
    for (const guildId of new Set(standing.map((thread) => thread.guildId)))
      for (const [threadId, messageId] of await port.newestMessages(guildId))
        if (threads.get(threadId)) newest.set(threadId, messageId);
    return newest;
  };
  const patience = patienceMs === undefined ? {} : { patienceMs, graceMs: patienceMs / 10 };
  return createWatchdog({ gateway, newestMessages, newestKnown: mirror.newestKnown, log, ...patience });
}

/** Connects the gateway to the events and the commands. Returns the way to stop. */
function listen(client: Client, app: App, identity: () => Identity, watch?: Watch): () => void {
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
  client.on(Events.InteractionCreate, (interaction) => void dispatch(interaction));
  client.once(Events.ClientReady, () => {
    for (const handle of early ?? []) handle();
    early = null;
  });
  client.on(Events.Error, (error) => app.log.error({ err: error }, "discord.js reported an error"));
  client.on(Events.Warn, (message) => app.log.warn({ warning: message }, "discord.js warned"));
  return () => {
    client.off(Events.Raw, hear);
    client.removeAllListeners(Events.InteractionCreate);
  };
}
