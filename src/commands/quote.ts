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
import type { AwayAnswer, AwayRequest, Command, Request, Route } from "../discord/command.ts";
import { messageLink } from "../discord/render/links.ts";
import { awayQuoteView, passageView } from "../discord/render/quote-view.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import { hasAccess } from "../domain/access.ts";
import { longId } from "../domain/short-id.ts";
import { UserError } from "../errors.ts";
import { findLink } from "../services/message-links.ts";
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

/** Where Talkback is no member: what the interaction answers is all that can be done. */
async function quoteAway(app: App, { user, texts, publicTexts }: AwayRequest, what: What): Promise<AwayAnswer> {
  const { comments, passage = null } = what;
  const items = await app.awayQuotes.read(user.id, comments, passage);
  return {
    shared: awayQuoteView(publicTexts, items, { quoter: user, at: new Date(app.now()).toISOString() }),
    told: note(texts.quote.doneAway),
  };
}

function wishOf({ options, channelId }: Pick<Request, "options" | "channelId">): What {
  const { comment = "", passage, channel } = options;
  const others = MORE.map((name) => options[name]).filter((other) => other !== undefined);
  return {
    comments: [comment, ...others].map(String),
    passage: passage === undefined ? undefined : String(passage),
    channelId: String(channel ?? channelId),
  };
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

/** `user`: on a quote that only its button can take away, whoever quoted. */
const dropAway: Route = {
  access: "everyone",
  answers: "reply",
  run: () => Promise.reject(new UserError("outdated", {})),
  mayTakeAway: ({ args, userId }) => args[0] === userId,
};

export const quote: Command = {
  data,
  access: "everyone",
  run: (app, request) => postQuote(app, request, wishOf(request)),
  runAway: (app, request) => {
    const wish = wishOf(request);
    const { channelId } = wish;
    if (channelId !== request.channelId) throw new UserError("mayNotPostThere", { channelId });
    return quoteAway(app, request, wish);
  },
  suggest: (app, request, focused) => suggestComments(app, request, focused, ["visible"]),
  routes: { "quote-passage": passageForm, "quote-undo": takeBack, "quote-drop": dropAway },
};

/** The same from a right-click, into the same channel. */
export const quoteMessage: Command = {
  data: new ContextMenuCommandBuilder().setName("Quote comment").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  run: (app, request) => {
    const { channelId, targetMessageId } = request;
    return postQuote(app, request, { comments: [targetMessageId ?? ""], channelId });
  },
  /** Elsewhere no message is a comment, but it may hold the link to one. */
  runAway: (app, request) => {
    const { channelId, targetText } = request;
    const link = findLink(targetText ?? "");
    if (link === null) throw new UserError("commentUnknown", { query: (targetText ?? "").slice(0, 100) });
    return quoteAway(app, request, { comments: [link], channelId });
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
