import { setTimeout as wait } from "node:timers/promises";
import { type Client, Events } from "discord.js";
import type { Logger } from "pino";
import type { App } from "./app.ts";
import { commands } from "./commands/index.ts";
import { createAutoModPort } from "./discord/auto-mod-port.ts";
import { createDigestPort } from "./discord/digest-port.ts";
import { createCardPort } from "./discord/card-port.ts";
import { createConnection } from "./discord/connection.ts";
import { followGateway } from "./discord/gateway-state.ts";
import { createLogPort } from "./discord/log-port.ts";
import { createFilePort } from "./discord/file-port.ts";
import { createMemberPort } from "./discord/member-port.ts";
import { createMessagePort } from "./discord/message-port.ts";
import { createPermissionPort } from "./discord/permission-port.ts";
import { createPublicTexts, textsOfChannel } from "./discord/public-texts.ts";
import { createQuotePort } from "./discord/quote-port.ts";
import { introduceCommands } from "./discord/register-commands.ts";
import { createStaffPort } from "./discord/staff-port.ts";
import { createSurveyPort } from "./discord/survey-port.ts";
import { createThreadCarePort } from "./discord/thread-care-port.ts";
import { createThreadPort } from "./discord/thread-port.ts";
import type { Identity } from "./discord/to-comment.ts";
import type { StartupError } from "./errors.ts";
import { listen } from "./listen.ts";
import { createAdoption } from "./services/adoption.ts";
import { createArticles } from "./services/articles.ts";
import { createAttachments, type KeepLimits } from "./services/attachments.ts";
import { createCases } from "./services/cases.ts";
import { createCatchUp } from "./services/catch-up.ts";
import { createChecks } from "./services/checks.ts";
import { createComments } from "./services/comments.ts";
import { createComparison } from "./services/compare.ts";
import { createDetection } from "./services/detection.ts";
import { createDigests } from "./services/digests.ts";
import { createDoctor } from "./services/doctor.ts";
import { openFileKeeper } from "./services/file-keeper.ts";
import { createGuilds } from "./services/guilds.ts";
import { createIds } from "./services/ids.ts";
import { createLogChannel } from "./services/log-channel.ts";
import { createLogReading } from "./services/log-reading.ts";
import { createMirror } from "./services/mirror.ts";
import { createModeration } from "./services/moderation.ts";
import { createHiding } from "./services/moderation-hiding.ts";
import { createMemberModeration } from "./services/moderation-members.ts";
import { createSweeps } from "./services/moderation-sweep.ts";
import { createUndo } from "./services/moderation-undo.ts";
import { createNotices } from "./services/notices.ts";
import { createOwnMessages } from "./services/own-messages.ts";
import { createOutbox } from "./services/outbox.ts";
import type { DiscordPort } from "./services/ports.ts";
import { createPosting } from "./services/posting.ts";
import { createPurges } from "./services/purge.ts";
import { createQuotes } from "./services/quotes.ts";
import { createAwayQuotes } from "./services/quotes-away.ts";
import { createReconcile } from "./services/reconcile.ts";
import { createReportCards } from "./services/report-cards.ts";
import { createReportClosing } from "./services/reports-closing.ts";
import { createReports, holdReported } from "./services/reports.ts";
import { createScheduler } from "./services/scheduler.ts";
import { createSettings } from "./services/settings.ts";
import { createStarters } from "./services/starters.ts";
import { createThreadCare } from "./services/thread-care.ts";
import { createQuietClosing } from "./services/thread-care-quiet.ts";
import { loadThreads } from "./services/threads.ts";
import { watchSilence } from "./services/silence.ts";
import { createWatching } from "./services/watching.ts";
import type { TellingPace } from "./services/watching-telling.ts";
import type { Store } from "./store/store.ts";
import type { Watch } from "./watch/watch.ts";

const ERASING_INTERVAL_MS = 3_600_000;
/** Requests under way may take so long when the bot stops. */
const STOP_PATIENCE_MS = 2_000;

export type BotOptions = {
  store: Store;
  token: string;
  /** `https://discord.com/api`, or a local server's. */
  api: string;
  log: Logger;
  /** Milliseconds since the Unix epoch; this machine's clock, or Discord's where that one is wrong, if absent. */
  now?: () => number;
  /** Discord's 50, unless the server has no limits. */
  requestsPerSecond?: number;
  /** What the comparison in the background may ask of Discord; 1, if absent. */
  reconcileRequestsPerSecond?: number;
  /** Hears of what happens, for figures and health. The store has to be opened with it too. */
  watch?: Watch;
  /** How long nothing may be heard before Discord is asked whether that is right; see the watchdog. */
  silencePatienceMs?: number;
  /** Where local copies of attachments are, and what may be kept of new ones; null: nothing. */
  copies?: { folder: string; limits: KeepLimits | null };
  /** How often a starter message is edited at most. */
  starterIntervalMs?: number;
  /** How fast people are told what they watch. */
  tellingPace?: TellingPace;
};

export type Bot = {
  app: App;
  client: Client;
  identity: Identity;
  /** Resolves when Discord ends the connection for good, with the reason in plain words. The bot still has to be stopped. */
  ended: Promise<StartupError>;
  /** Stops listening, finishes what is under way, but waits for no answer for long, and logs out. The store stays open: whoever opened it closes it. */
  stop(): Promise<void>;
};

/** Builds everything, from the store to the Discord client, logs in, and finishes what an earlier run left. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { store, log, watch } = options;
  const { requestsPerSecond } = options;
  const connection = createConnection({
    api: options.api,
    log,
    requests: watch?.requests,
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  });
  const { client, rest } = connection;
  const { now = connection.now } = options;
  const gateway = followGateway(client, now);
  let known: Identity | null = null;
  client.once(Events.ClientReady, ({ application, user }) => {
    known = { applicationId: application.id, botId: user.id };
  });
  const identity = (): Identity => {
    if (!known) throw new Error("the bot is not logged in yet");
    return known;
  };

  const port: DiscordPort = {
    ...createThreadPort(rest, identity, log, createPublicTexts(client)),
    ...createThreadCarePort(rest, identity, createPublicTexts(client)),
    ...createMessagePort(rest, client, identity, log),
    ...createQuotePort(rest, client, identity, log),
    ...createDigestPort(rest, client, identity, log),
    ...createLogPort(rest, identity, textsOfChannel(client)),
    ...createCardPort(rest, identity, createPublicTexts(client)),
    ...createMemberPort(rest, client),
    ...createPermissionPort(rest, client, now),
    ...createSurveyPort(rest, client),
    ...createAutoModPort(rest),
    ...createStaffPort(client),
    ...createFilePort(rest, options.api),
  };

  const threads = await loadThreads(store);
  const settings = createSettings({ store, now });
  const mirror = createMirror({ store, threads, now });
  const outbox = createOutbox({ store, log });
  createLogChannel({ store, port, outbox });
  const logReading = createLogReading({ store });
  const checks = createChecks({ store, now });
  const comparison = createComparison({ store, mirror, port });
  const budget =
    options.reconcileRequestsPerSecond === undefined ? {} : { requestsPerSecond: options.reconcileRequestsPerSecond };
  const reconcile = createReconcile({ mirror, threads, comparison, checks, now, log, ...budget });
  const catchUp = createCatchUp({ mirror, threads, port, comparison, reconcile, checks, now, log });
  const keeper = options.copies ? await openFileKeeper(options.copies.folder) : null;
  const limits = options.copies?.limits ?? null;
  const attachments = createAttachments({ store, mirror, outbox, port, keeper, limits, now, log });
  const posting = createPosting({ store, threads, mirror, catchUp, port, outbox });
  const ids = createIds(now);
  const articles = createArticles({ store, ids, outbox, now });
  const adoption = createAdoption({ store, ids, threads, catchUp, port, now });
  const doctor = createDoctor({ store, threads, mirror, catchUp, reconcile, checks, settings, port });
  const guilds = createGuilds({ store, mirror, threads, attachments, now, log });
  const comments = createComments({ store, port, now });
  const watching = await createWatching({
    store,
    mirror,
    outbox,
    port,
    access: comments.access,
    now,
    log,
    ...(options.tellingPace === undefined ? {} : { pace: options.tellingPace }),
  });
  const quotes = createQuotes({ store, comments, mirror, outbox, port, ids, now });
  const hiding = createHiding({ store, mirror, port, posting, attachments, now });
  const cases = createCases({ store });
  const moderation = createModeration({ store, hiding, outbox, attachments, now });
  const members = createMemberModeration({ store, port, outbox, now });
  createSweeps({ store, hiding, outbox, now });
  createNotices({ store, port, outbox });
  const threadCare = createThreadCare({ store, threads, mirror, outbox, port, ids, now, log });
  const undo = createUndo({ store, cases, moderation, members, threadCare, now });
  const botId = (): string => identity().botId;
  const quietClosing = createQuietClosing({ store, threads, mirror, care: threadCare, botId, now, log });
  const judged = { store, threads, mirror, outbox, moderation, threadCare, ids, port, botId, now, log };
  const detection = await createDetection(judged);
  const { opinionOn } = detection;
  const reportCards = createReportCards({ store, mirror, port, outbox, opinionOn, now });
  createReportClosing({ store, outbox, now });
  const reports = createReports({ store, now, hold: holdReported(moderation, botId, log) });
  const pace = options.starterIntervalMs === undefined ? {} : { intervalMs: options.starterIntervalMs };
  const starters = createStarters({ store, comments, port, log, ...pace });
  mirror.onStored((news) => starters.touch(news.articleId));
  const purges = createPurges({ store, ids, comments, hiding, outbox, port, touchArticle: starters.touch, now });

  const scheduler = createScheduler({ now, log });
  const isLevel = (): boolean => catchUp.state().status === "done";
  const { access } = comments;
  const digests = await createDigests({ store, mirror, outbox, port, access, scheduler, ids, isLevel, now, log });

  const gatewayPingMs = (): number | null => (client.ws.ping >= 0 ? Math.round(client.ws.ping) : null);
  const services = {
    adoption,
    articles,
    attachments,
    awayQuotes: createAwayQuotes({ store, comments, port }),
    cases,
    catchUp,
    checks,
    comments,
    digests,
    doctor,
    guilds,
    logReading,
    members,
    mirror,
    moderation,
    outbox,
    ownMessages: createOwnMessages({ store }),
    purges,
    quietClosing,
    quotes,
    reconcile,
    reportCards,
    reports,
    settings,
    starters,
    threadCare,
    threads,
    undo,
    watching,
  };
  const app: App = { ...services, ...detection, port, gatewayPingMs, now, log };

  await articles.undoHalfStored();
  const listening = listen(client, app, identity, watch);
  const unfollow = watch?.follow({ store, mirror, catchUp, reconcile, outbox, gateway });
  try {
    await connection.login(options.token);
    await introduceCommands(rest, store, { applicationId: identity().applicationId, commands, log });
  } catch (error) {
    listening.stop();
    unfollow?.();
    await connection.close();
    await scheduler.stop();
    await Promise.all([catchUp.stop(), reconcile.stop()]);
    throw error;
  }
  const watchdog = watchSilence({ port, threads, mirror, log }, connection.gateway, options.silencePatienceMs);
  const resumed = outbox.resume();
  const knownGuilds = new Set(threads.all().map(({ guildId }) => guildId));
  attachments.resume([...knownGuilds]).catch((error: unknown) => {
    log.error({ err: error }, "the kept attachments could not be looked through");
  });
  const erase = (): void => {
    Promise.all([moderation.eraseExpired(), guilds.eraseLeft(), comments.views.sweep(), purges.sweep()]).catch(
      (error: unknown) => {
        log.error({ err: error }, "what is to be erased could not be; it is tried again within the hour");
      },
    );
  };
  erase();
  const erasing = setInterval(erase, ERASING_INTERVAL_MS);

  return {
    app,
    client,
    identity: identity(),
    ended: connection.ended,
    async stop() {
      const patience = setTimeout(connection.abort, STOP_PATIENCE_MS);
      clearInterval(erasing);
      watchdog.stop();
      listening.stop();
      watching.close();
      const closed = quietClosing.stop();
      await Promise.all([catchUp.stop(), reconcile.stop()]);
      await Promise.allSettled([resumed, scheduler.stop(), outbox.stop(), mirror.drain(), closed]);
      await attachments.stop();
      await detection.stop();
      await starters.stop();
      clearTimeout(patience);
      await Promise.race([listening.answered(), wait(STOP_PATIENCE_MS, undefined, { ref: false })]);
      await connection.close();
      unfollow?.();
    },
  };
}
