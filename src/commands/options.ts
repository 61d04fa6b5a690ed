import type { SlashCommandStringOption } from "@discordjs/builders";
import type { App } from "../app.ts";
import type { Request } from "../discord/command.ts";
import type { Snowflake } from "../domain/snowflake.ts";

/** The comment that a command is about; what is typed of it is completed. */
export function commentOption(option: SlashCommandStringOption): SlashCommandStringOption {
  return option
    .setName("comment")
    .setDescription("A message link, an id, or some of its words")
    .setRequired(true)
    .setAutocomplete(true);
}

/** The article that a command is about; without it the one whose thread it is used in. */
export function articleOption(option: SlashCommandStringOption): SlashCommandStringOption {
  return option.setName("article").setDescription("Another article than this thread's").setAutocomplete(true);
}

/** Whether a thread is meant, or the whole server. */
export function ofOption(option: SlashCommandStringOption): SlashCommandStringOption {
  return option
    .setName("of")
    .setDescription("This thread's comments, or those of the whole server")
    .addChoices({ name: "This thread", value: "thread" }, { name: "The whole server", value: "server" });
}

export function zoneOption(option: SlashCommandStringOption): SlashCommandStringOption {
  return option.setName("zone").setDescription("Your time zone, such as Europe/Berlin; else UTC").setAutocomplete(true);
}

/**
 * The article that `article` and `of` mean; null for the whole server.
 * @throws UserError articleUnknown, notAnArticleThread
 */
export async function chosenArticle(
  app: App,
  { options, guildId, member, channelId }: Request,
): Promise<Snowflake | null> {
  if (options["article"] !== undefined) return String(options["article"]);
  if (options["of"] === "server") return null;
  // Outside of a thread nothing else can be meant.
  if (options["of"] === undefined && app.threads.get(channelId) === undefined) return null;
  return (await app.comments.articleOfThread({ id: member.id, guildId }, channelId)).id;
}
