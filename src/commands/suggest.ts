import type { APIApplicationCommandOptionChoice } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { cutAtSentence } from "../domain/cut-text.ts";
import type { CommentState } from "../domain/comment.ts";
import { findZones } from "../domain/digest-schedule.ts";
import type { Request } from "../discord/command.ts";

/** Discord shows at most 25 choices of at most 100 characters each. */
const MOST_CHOICES = 25;
const CHOICE_LENGTH = 100;

type Choice = APIApplicationCommandOptionChoice<string>;

/** Articles by what is typed of their titles, else the newest. */
export async function suggestArticles(app: App, request: Request, focused: string): Promise<Choice[]> {
  const reader = { id: request.member.id, guildId: request.guildId };
  const found = await app.comments.suggestArticles(reader, { text: typed(request, focused), limit: MOST_CHOICES });
  return found.map((article) => ({ name: choiceName(article.title), value: article.id }));
}

/** Comments by what is typed of their words, else the newest. */
export async function suggestComments(
  app: App,
  request: Request,
  focused: string,
  states: CommentState[],
): Promise<Choice[]> {
  const reader = { id: request.member.id, guildId: request.guildId };
  const query = { text: typed(request, focused), states, limit: MOST_CHOICES };
  const found = await app.comments.suggest(reader, query);
  return Promise.all(
    found.map(async (comment) => {
      const words = comment.text || (await app.comments.sealed(comment.id))?.comment.text || comment.id;
      return { name: choiceName(`${comment.author.name}: ${words}`), value: comment.id };
    }),
  );
}

function typed(request: Request, focused: string): string {
  return String(request.options[focused] ?? "").slice(0, 200);
}

function choiceName(text: string): string {
  return cutAtSentence(text.replace(/\s+/g, " ").trim(), CHOICE_LENGTH).text || "…";
}

/** Time zones by what is typed of their names. */
export function suggestZones(request: Request): Choice[] {
  return findZones(typed(request, "zone"), MOST_CHOICES).map((zone) => ({ name: zone, value: zone }));
}
