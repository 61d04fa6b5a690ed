import { randomBytes } from "node:crypto";
import { type AutocompleteInteraction, type Interaction, MessageFlags } from "discord.js";
import type { App } from "../app.ts";
import { type Access, hasAccess } from "../domain/access.ts";
import { UserError } from "../errors.ts";
import { explain, textsFor } from "../i18n/texts.ts";
import { UncertainOutcome } from "../services/ports.ts";
import { storeFailureOf } from "../store/explain-failure.ts";
import type { Answering, Command, Opening, Request, Route } from "./command.ts";
import { createAwayDispatch } from "./dispatch-away.ts";
import { accessTo } from "./command-entries.ts";
import { isUncertain, toRefusal } from "./refusals.ts";
import { escapeForDiscord } from "./render/escape.ts";
import { tellOfPause } from "./pause-notice.ts";
import { type MessageView, note } from "./render/view.ts";
import { routeNameOf, toRequest } from "./request.ts";

/** How often an answer in progress is edited at most. */
const PROGRESS_INTERVAL_MS = 1_000;

type Cached = Interaction<"cached">;
type Answerable = Exclude<Cached, AutocompleteInteraction<"cached">>;

type Handler = { part: Answering | Opening; opens: boolean; access: Access; answers: Route["answers"] };

/** Hears how interactions go. Must not throw. */
export type InteractionWatch = {
  /** Call what it returns when Discord has taken the first answer. */
  arrived(kind: "command" | "component" | "modal" | "suggestion"): () => void;
  /** `refused`: the person was told why; `failed`: a bug; `unanswered`: Discord took no answer. */
  wentWrong(how: "refused" | "failed" | "unanswered"): void;
};

/**
 * The one place that acknowledges, checks access, replies and explains errors. Every answer is private: what everybody should see,
 * a command posts through a service.
 */
export function createDispatch(
  app: App,
  commands: readonly Command[],
  watch?: InteractionWatch,
): (interaction: Interaction) => Promise<void> {
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const routes = new Map(commands.flatMap((command) => Object.entries(command.routes ?? {})));

  const away = createAwayDispatch({ app, byName, routes, explainError });

  async function dispatch(interaction: Interaction): Promise<void> {
    const noteAnswer = watch?.arrived(kindOf(interaction));
    if (await away.takeAway(interaction)) return noteAnswer?.();
    if (!interaction.inCachedGuild()) await away.answer(interaction);
    else if (interaction.isAutocomplete()) await suggest(interaction);
    else return answer(interaction, noteAnswer);
    noteAnswer?.();
  }

  async function answer(interaction: Answerable, noteAnswer?: () => void): Promise<void> {
    const handler = findHandler(interaction);
    if (handler?.opens) {
      await openModal(interaction, handler);
      noteAnswer?.();
      return;
    }
    await acknowledge(interaction, handler?.answers ?? "reply");
    noteAnswer?.();
    const answer = await makeAnswer(interaction, handler);
    const watcher = { guildId: interaction.guildId, memberId: interaction.user.id };
    const { view, noteShown } = tellOfPause(app, textsFor(interaction.locale), watcher, answer);
    await interaction.editReply(view);
    await noteShown();
  }

  async function makeAnswer(interaction: Answerable, handler: Handler | undefined): Promise<MessageView> {
    try {
      if (!handler) throw new UserError("outdated", {});
      const settings = await app.settings.get(interaction.guildId);
      const progress = throttledProgress(interaction);
      const request = toRequest(interaction, settings, progress);
      checkAccess(request, handler.access);
      return await (handler.part as Answering).run(app, request);
    } catch (error) {
      return explainError(interaction, error);
    }
  }

  /** Opening must come first, so it looks at nothing but what is in memory; submitting is checked again like any other. */
  async function openModal(interaction: Answerable, handler: Handler): Promise<void> {
    try {
      const request = toRequest(interaction, app.settings.peek(interaction.guildId), () => undefined);
      checkAccess(request, handler.access);
      const modal = (handler.part as Opening).open(app, request);
      if (!interaction.isModalSubmit()) await interaction.showModal(modal);
    } catch (error) {
      if (interaction.replied || interaction.deferred) throw error;
      const { components } = explainError(interaction, error);
      await interaction.reply({ components, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral });
    }
  }

  function findHandler(interaction: Answerable): Handler | undefined {
    if (!interaction.isCommand()) {
      const route = routes.get(routeNameOf(interaction));
      return route && { part: route, opens: "open" in route, access: route.access, answers: route.answers };
    }
    const command = byName.get(interaction.commandName);
    if (!command) return undefined;
    const subcommand = interaction.isChatInputCommand() ? interaction.options.getSubcommand(false) : null;
    const opens = "opens" in command ? command.opens.includes(subcommand ?? "") : "open" in command;
    return { part: command, opens, access: accessTo(command, subcommand), answers: "reply" };
  }

  async function suggest(interaction: AutocompleteInteraction<"cached">): Promise<void> {
    const command = byName.get(interaction.commandName);
    const settings = app.settings.peek(interaction.guildId);
    const request = toRequest(interaction, settings, () => undefined);
    const isAllowed = command && hasAccess(request.access, accessTo(command, request.subcommand));
    const focused = interaction.options.getFocused(true).name;
    // Someone in the middle of typing is not interrupted: no choices, and the command itself will say why.
    const choices = isAllowed
      ? await command.suggest?.(app, request, focused).catch((error: unknown) => {
          if (!(error instanceof UserError))
            app.log.error({ err: error, command: interaction.commandName }, "no suggestions");
          return [];
        })
      : [];
    await interaction.respond(choices ?? []);
  }

  function explainError(interaction: Interaction, error: unknown): MessageView {
    const texts = textsFor(interaction.locale);
    const needs = { channelId: interaction.channelId ?? "", permissions: "?" };
    const refusal = toRefusal(knownTrouble(error), needs);
    const failure = storeFailureOf(error);
    if (failure) app.log.error({ err: failure, interaction: describe(interaction) }, "a command could not be stored");
    watch?.wentWrong(refusal instanceof UserError ? "refused" : "failed");
    if (refusal instanceof UserError) return note(`⚠️ ${explain(texts, escaped(refusal))}`);
    const incident = randomBytes(4).toString("hex");
    app.log.error({ err: error, incident, interaction: describe(interaction) }, "a command failed");
    return note(`⚠️ ${texts.incident(incident)}`);
  }

  function throttledProgress(interaction: Answerable): (view: MessageView) => void {
    let shownAtMs = performance.now();
    return (view) => {
      if (performance.now() - shownAtMs < PROGRESS_INTERVAL_MS) return;
      shownAtMs = performance.now();
      interaction.editReply(view).catch((error: unknown) => {
        app.log.warn({ err: error }, "progress could not be shown");
      });
    };
  }

  return (interaction) =>
    dispatch(interaction).catch((error: unknown) => {
      watch?.wentWrong("unanswered");
      app.log.error({ err: error, interaction: describe(interaction) }, "an interaction could not be answered");
    });
}

function kindOf(interaction: Interaction): Parameters<InteractionWatch["arrived"]>[0] {
  if (interaction.isAutocomplete()) return "suggestion";
  if (interaction.isModalSubmit()) return "modal";
  return interaction.isMessageComponent() ? "component" : "command";
}

/** What is nobody's fault here. */
function knownTrouble(error: unknown): unknown {
  if (isUncertain(error) || error instanceof UncertainOutcome) return new UserError("discordUnavailable", {});
  const failure = storeFailureOf(error);
  return failure ? new UserError("storeFailing", { reason: failure.reason }) : error;
}

/** What is repeated of what people typed must not become markup. */
function escaped({ code, context }: UserError): UserError {
  const values = Object.entries(context).map(([name, value]) => [
    name,
    typeof value === "string" ? escapeForDiscord(value) : value,
  ]);
  return new UserError(code, Object.fromEntries(values) as UserError["context"]);
}

function checkAccess(request: Request, needed: Access): void {
  if (!hasAccess(request.access, needed)) throw new UserError("notAllowed", { access: needed });
}

/** Before any other work: Discord gives three seconds. A button on a public message must not overwrite it. */
async function acknowledge(interaction: Answerable, answers: Route["answers"]): Promise<void> {
  const isOnMessage = interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage());
  const isOnPrivate = isOnMessage && interaction.message.flags.has(MessageFlags.Ephemeral);
  if (answers === "update" && isOnPrivate) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
}

/** For the log: what was used, never what was typed. */
function describe(interaction: Interaction): Record<string, string | null> {
  const name = interaction.isCommand()
    ? interaction.commandName
    : "customId" in interaction
      ? interaction.customId
      : "";
  return {
    id: interaction.id,
    type: String(interaction.type),
    name,
    guildId: interaction.guildId,
    userId: interaction.user.id,
  };
}
