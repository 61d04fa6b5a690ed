import { ContextMenuCommandBuilder, SlashCommandBuilder } from "@discordjs/builders";
import { ApplicationCommandType, ChannelType } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { UserError } from "../errors.ts";
import type { Command, Request } from "../discord/command.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import { commentOption } from "./options.ts";
import { suggestComments } from "./suggest.ts";

const data = new SlashCommandBuilder()
  .setName("quote")
  .setDescription("Post a comment as a quote, here or in another channel")
  .addStringOption(commentOption)
  .addChannelOption((option) =>
    option
      .setName("channel")
      .setDescription("Where to post it; here, if you choose none")
      .addChannelTypes(ChannelType.GuildText, ChannelType.PublicThread, ChannelType.GuildAnnouncement),
  )
  .toJSON();

async function postQuote(app: App, request: Request, query: string, channelId: string): Promise<MessageView> {
  const { guildId, member, texts } = request;
  const { comment, article } = await app.comments.find({ id: member.id, guildId }, query);
  if (comment.state !== "visible") throw new UserError("commentGone", {});
  if (!(await app.port.mayPost(guildId, member.id, channelId))) throw new UserError("mayNotPostThere", { channelId });
  const link = await app.port.postQuote(channelId, { comment, article, quotedBy: member.name });
  return note(texts.quote.done(link));
}

export const quote: Command = {
  data,
  access: "everyone",
  run: (app, request) => {
    const { comment = "", channel } = request.options;
    return postQuote(app, request, String(comment), String(channel ?? request.channelId));
  },
  suggest: (app, request, focused) => suggestComments(app, request, focused, ["visible"]),
};

/** The same from a right-click, into the same channel. */
export const quoteMessage: Command = {
  data: new ContextMenuCommandBuilder().setName("Quote comment").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  run: (app, request) => postQuote(app, request, request.targetMessageId ?? "", request.channelId),
};
