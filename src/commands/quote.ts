import {
  ContextMenuCommandBuilder,
  LabelBuilder,
  ModalBuilder,
  SlashCommandBuilder,
  type SlashCommandStringOption,
  TextInputBuilder,
} from "@discordjs/builders";
import { ApplicationCommandType, ChannelType, TextInputStyle } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Command, Request, Route } from "../discord/command.ts";
import { messageLink } from "../discord/render/links.ts";
import { passageView } from "../discord/render/quote-view.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import { hasAccess } from "../domain/access.ts";
import { longId } from "../domain/short-id.ts";
import { UserError } from "../errors.ts";
import { commentOption } from "./options.ts";
import { suggestComments } from "./suggest.ts";

/** Discord's limit for what is typed in a form. */
const MOST_TYPED = 4_000;
const MORE = ["second", "third"] as const;

const anotherOption =
  (name: (typeof MORE)[number]) =>
  (option: SlashCommandStringOption): SlashCommandStringOption =>
    option.setName(name).setDescription("Another comment, in the same quote").setAutocomplete(true);

const data = new SlashCommandBuilder()
  .setName("quote")
  .setDescription("Post a comment as a quote, here or in another channel")
  .addStringOption(commentOption)
  .addStringOption((option) =>
    option.setName("passage").setDescription("Only these words of it; […] for what you leave out in between"),
  )
  .addStringOption(anotherOption("second"))
  .addStringOption(anotherOption("third"))
  .addChannelOption((option) =>
    option
      .setName("channel")
      .setDescription("Where to post it; here, if you choose none")
      .addChannelTypes(ChannelType.GuildText, ChannelType.PublicThread, ChannelType.GuildAnnouncement),
  )
  .toJSON();

type What = { comments: readonly string[]; passage?: string | undefined; channelId: string };

async function postQuote(app: App, request: Request, what: What): Promise<MessageView> {
  const { guildId, member, texts } = request;
  const { comments, passage = null, channelId } = what;
  try {
    const posted = await app.quotes.post({ member, guildId, channelId, comments, passage });
    return note(texts.quote.done(messageLink(guildId, channelId, posted.messageId)));
  } catch (error) {
    const isUnknown = error instanceof UserError && error.code === "passageNotFound";
    if (!isUnknown || passage === null) throw error;
    return passageView(texts, passage);
  }
}

const passageForm: Route = {
  access: "everyone",
  answers: "reply",
  run: (app, request) => {
    const [messageId = ""] = request.args;
    const { channelId } = request;
    return postQuote(app, request, { comments: [messageId], passage: request.fields["passage"] ?? "", channelId });
  },
};

const takeBack: Route = {
  access: "everyone",
  answers: "reply",
  async run(app, { args, guildId, member, access, texts }) {
    const quoteId = longId(args[0] ?? "");
    if (quoteId === null) throw new UserError("outdated", {});
    await app.quotes.withdraw(quoteId, { guildId, id: member.id, isModerator: hasAccess(access, "moderator") });
    return note(texts.quote.takenBack);
  },
};

export const quote: Command = {
  data,
  access: "everyone",
  run: (app, request) => {
    const { comment = "", passage, channel } = request.options;
    const others = MORE.map((name) => request.options[name]).filter((other) => other !== undefined);
    return postQuote(app, request, {
      comments: [comment, ...others].map(String),
      passage: passage === undefined ? undefined : String(passage),
      channelId: String(channel ?? request.channelId),
    });
  },
  suggest: (app, request, focused) => suggestComments(app, request, focused, ["visible"]),
  routes: { "quote-passage": passageForm, "quote-undo": takeBack },
};

/** The same from a right-click, into the same channel. */
export const quoteMessage: Command = {
  data: new ContextMenuCommandBuilder().setName("Quote comment").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  run: (app, request) => {
    const { channelId, targetMessageId } = request;
    return postQuote(app, request, { comments: [targetMessageId ?? ""], channelId });
  },
};

/** Opens a form with what the message says, of which a passage is to stay. */
export const quotePassage: Command = {
  data: new ContextMenuCommandBuilder().setName("Quote passage").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  open(_app, { texts, targetMessageId, targetText }) {
    const input = new TextInputBuilder()
      .setCustomId("passage")
      .setStyle(TextInputStyle.Paragraph)
      .setMaxLength(MOST_TYPED)
      .setRequired(true);
    if (targetText) input.setValue(targetText.slice(0, MOST_TYPED));
    const label = new LabelBuilder()
      .setLabel(texts.quote.passage)
      .setDescription(texts.quote.passageHint)
      .setTextInputComponent(input);
    return new ModalBuilder()
      .setCustomId(`quote-passage:${targetMessageId ?? ""}`)
      .setTitle(texts.quote.passageTitle)
      .addLabelComponents(label)
      .toJSON();
  },
};
