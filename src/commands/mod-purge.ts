import { setTimeout as wait } from "node:timers/promises";
import type { SlashCommandStringOption, SlashCommandSubcommandBuilder } from "@discordjs/builders";
import type { App } from "../app.ts";
import type { Case } from "../domain/case.ts";
import type { PurgeRun } from "../domain/purge.ts";
import { isSnowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { Request, Route } from "../discord/command.ts";
import { lookingView, previewView, purgeDoneView, purgeProgressView } from "../discord/render/purge-view.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import type { PurgeActor, Purges } from "../services/purge.ts";
import type { TypedCriteria } from "../services/purge-criteria.ts";
import { inputOf } from "./mod-actions.ts";
import { reasonOption } from "./mod-options.ts";

/** An answer can be changed for a quarter of an hour; what takes longer is told by its case. */
const ANSWERABLE_MS = 13 * 60_000;
const TYPED_LENGTH = 200;

const texts: [
  name: Exclude<keyof TypedCriteria, "memberId" | "article" | "like" | "raidThreadId">,
  description: string,
][] = [
  ["from", "Written since: last 2 hours, 3 days, 2026-11-23 14:30 (UTC)"],
  ["until", "Written before: 30 min, yesterday, 2026-11-23"],
  ["words", 'Words that are all in it, "a phrase", or begin*'],
  ["pattern", "A regular expression; capital or small does not matter"],
  ["host", "It links to this host or one below it: shop.example.com"],
];

export function purgeSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  sub
    .setName("purge")
    .setDescription("Remove many comments at once. First you see which; you can undo it for 30 days")
    .addUserOption((option) => option.setName("member").setDescription("Written by"));
  for (const [name, description] of texts) sub.addStringOption(typed(name, description));
  return sub
    .addStringOption((option) =>
      typed("like", "Like this comment: a link, an id, or some words")(option).setAutocomplete(true),
    )
    .addStringOption((option) =>
      typed("article", "On this article; on all, if you do not say")(option).setAutocomplete(true),
    )
    .addStringOption(reasonOption);
}

export function purgeCancelSubcommand(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub.setName("purge-cancel").setDescription("Stop the purge, or the undoing of one, that is at work");
}

function typed(name: string, description: string) {
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    option.setName(name).setDescription(description).setMaxLength(TYPED_LENGTH);
}

/** What was given. What is only spaces is a slip, and without it more would be taken than was meant. */
function criteriaOf({ options }: Request): TypedCriteria {
  const given: TypedCriteria = {};
  for (const name of ["from", "until", "words", "pattern", "host", "like", "article"] as const) {
    const value = options[name];
    if (value === undefined) continue;
    if (String(value).trim() === "") throw new UserError("purgeBlank", { option: name });
    given[name] = String(value);
  }
  if (options["member"] !== undefined) given.memberId = String(options["member"]);
  return given;
}

const actorOf = ({ guildId, channelId, member }: Request): PurgeActor => ({
  guildId,
  channelId,
  actorId: member.id,
  actorName: member.name,
});

export function previewPurge(app: App, request: Request): Promise<MessageView> {
  return previewSelection(app, request, criteriaOf(request), inputOf(request.options).reason);
}

/** A selection that can be looked at and confirmed. */
export async function previewSelection(
  app: App,
  request: Request,
  typed: TypedCriteria,
  reason: string,
): Promise<MessageView> {
  const found = await app.purges.preview(actorOf(request), { typed, reason }, (looked) =>
    request.progress(lookingView(request.texts, looked)),
  );
  const { articleId } = found.criteria;
  const reader = { id: request.member.id, guildId: request.guildId };
  return previewView(
    request.texts,
    found,
    articleId === null ? undefined : await app.comments.article(reader, articleId),
  );
}

export async function stopPurge(app: App, { guildId, texts: { purge } }: Request): Promise<MessageView> {
  await app.purges.stop(guildId);
  return note(purge.stopping);
}

/** What a purge removed comes back, as far as its words are still there. */
export function undoPurge(app: App, request: Request, record: Case): Promise<MessageView> {
  const { reason } = inputOf(request.options);
  return follow(request, true, (onProgress) => app.purges.undo(record, actorOf(request), reason, onProgress));
}

type Work = (onProgress: Parameters<Purges["confirm"]>[2]) => Promise<PurgeRun>;

/** Shows how far the work is, and what it came to; what takes longer than an answer lives goes on without. */
async function follow(request: Request, isReturn: boolean, work: Work): Promise<MessageView> {
  const { texts: said } = request;
  let latest = { done: 0, total: 0 };
  const running = work((progress) => {
    latest = progress;
    request.progress(purgeProgressView(said, progress, isReturn));
  });
  const over = new AbortController();
  const patience = wait(ANSWERABLE_MS, null, { ref: false, signal: over.signal }).catch(() => null);
  const run = await Promise.race([running, patience]).finally(() => over.abort());
  if (run === null) return purgeProgressView(said, latest, isReturn);
  return purgeDoneView(said, run, { caseNumber: run.caseNumber, isReturn });
}

const forModerators = { access: "moderator", answers: "update" } as const;

function idIn({ args }: Request): string {
  const [id = ""] = args;
  if (!isSnowflake(id)) throw new UserError("outdated", {});
  return id;
}

export const purgeRoutes: Record<string, Route> = {
  "purge-confirm": {
    ...forModerators,
    run: (app, request) =>
      follow(request, false, (onProgress) => app.purges.confirm(idIn(request), actorOf(request), onProgress)),
  },
  "purge-discard": {
    ...forModerators,
    run: async (app, request) => {
      await app.purges.discard(idIn(request), actorOf(request));
      return note(request.texts.purge.discarded);
    },
  },
  "purge-stop": { ...forModerators, run: stopPurge },
};
