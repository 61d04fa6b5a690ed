import { LabelBuilder, ModalBuilder, TextInputBuilder } from "@discordjs/builders";
import {
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
  TextInputStyle,
} from "discord-api-types/v10";
import type { App } from "../app.ts";
import { allowedHostSchema, MOST_PHRASE, watchedPhraseSchema } from "../domain/detector-settings.ts";
import { UserError } from "../errors.ts";
import type { Request } from "../discord/command.ts";
import { detectorListView, phrasePreviewView } from "../discord/render/detector-view.ts";
import { escapeLine } from "../discord/render/escape.ts";
import { type MessageView, note } from "../discord/render/view.ts";

const MOST_CHOICES = 25;

/** A phrase as it is watched: on one line, with something to look for. Throws phraseUnfit. */
function readPhrase(text: string): string {
  const parsed = watchedPhraseSchema.safeParse(text.replace(/\s+/g, " "));
  const words = parsed.success ? parsed.data.replace(/[^\p{L}\p{N}]/gu, "") : "";
  // A star alone, or signs, would match everything or nothing.
  if (!parsed.success || words.length < 2) throw new UserError("phraseUnfit", { most: MOST_PHRASE });
  return parsed.data;
}

/** A host as it is typed, or as a link to it says. Throws hostUnreadable. */
function readHost(text: string): string {
  const typed = text.trim();
  const url = typed.includes("://") ? typed : `https://${typed}`;
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : "";
  const parsed = allowedHostSchema.safeParse(host);
  if (!parsed.success) throw new UserError("hostUnreadable", { text: typed.slice(0, 100) });
  return parsed.data;
}

const actorOf = ({ guildId, member }: Request): { guildId: string; id: string } => ({ guildId, id: member.id });

/** Shows what a phrase would have matched, before it is watched. */
export async function previewPhrase(app: App, request: Request, text: string): Promise<MessageView> {
  const phrase = readPhrase(text);
  const { watchList } = await app.detectorSettings.get(request.guildId);
  if (watchList.some((one) => one.toLowerCase() === phrase.toLowerCase()))
    throw new UserError("phraseWatched", { phrase });
  return phrasePreviewView(request.texts, phrase, await app.backtests.preview(request.guildId, phrase));
}

/** The button on a card: `comment:suggestion`. The suggestion is there to be changed. */
export function openPhraseForm(_app: App, { texts, args }: Request): APIModalInteractionResponseCallbackData {
  const { detector } = texts;
  const suggestion = args.slice(1).join(":").slice(0, MOST_PHRASE);
  const input = new TextInputBuilder()
    .setCustomId("phrase")
    .setStyle(TextInputStyle.Short)
    .setMinLength(2)
    .setMaxLength(MOST_PHRASE)
    .setRequired(true);
  if (suggestion !== "") input.setValue(suggestion);
  return new ModalBuilder()
    .setCustomId("detector-form")
    .setTitle(detector.watchTitle)
    .addLabelComponents(
      new LabelBuilder().setLabel(detector.phrase).setDescription(detector.phraseHint).setTextInputComponent(input),
    )
    .toJSON();
}

export function submitPhrase(app: App, request: Request): Promise<MessageView> {
  return previewPhrase(app, request, request.fields["phrase"] ?? "");
}

/** Under a preview. The phrase is all that stands behind the route's name. */
export async function watchPhrase(app: App, request: Request): Promise<MessageView> {
  const phrase = readPhrase(request.args.join(":"));
  await app.detectorSettings.watch(actorOf(request), phrase);
  return note(request.texts.detector.watched(escapeLine(phrase)));
}

export async function unwatchPhrase(app: App, request: Request): Promise<MessageView> {
  const phrase = String(request.options["phrase"] ?? "").trim();
  await app.detectorSettings.unwatch(actorOf(request), phrase);
  return note(request.texts.detector.unwatched(escapeLine(phrase)));
}

export async function allowHost(app: App, request: Request): Promise<MessageView> {
  const host = readHost(String(request.options["host"] ?? ""));
  await app.detectorSettings.allow(actorOf(request), host);
  return note(request.texts.detector.allowed(host));
}

export async function disallowHost(app: App, request: Request): Promise<MessageView> {
  const host = readHost(String(request.options["host"] ?? ""));
  await app.detectorSettings.disallow(actorOf(request), host);
  return note(request.texts.detector.disallowed(host));
}

export async function listEntries(app: App, { guildId, texts }: Request): Promise<MessageView> {
  return detectorListView(texts, await app.detectorSettings.get(guildId));
}

/** What is watched or allowed, by what is typed of it. */
export async function suggestEntries(
  app: App,
  { guildId, options }: Request,
  focused: string,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  const { watchList, allowedHosts } = await app.detectorSettings.get(guildId);
  const typed = String(options[focused] ?? "")
    .trim()
    .toLowerCase();
  return (focused === "host" ? allowedHosts : watchList)
    .filter((entry) => entry.toLowerCase().includes(typed))
    .slice(0, MOST_CHOICES)
    .map((entry) => ({ name: entry.slice(0, 100), value: entry.slice(0, 100) }));
}
