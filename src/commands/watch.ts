import { ContextMenuCommandBuilder, SlashCommandBuilder } from "@discordjs/builders";
import { ApplicationCommandType } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { isWatchable, LONGEST_WATCHED_WORD, SLOWEST_PACE_MINUTES, type WatchTarget } from "../domain/watching.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, DirectRequest, Request } from "../discord/command.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import { watchListView } from "../discord/render/watch-list-view.ts";
import { watchTargetLabel, watchTargetText } from "../discord/render/watch-target.ts";
import type { Texts } from "../i18n/en/index.ts";
import type { Watcher } from "../services/watching.ts";
import { suggestArticles } from "./suggest.ts";
import { bySubcommand } from "./subcommands.ts";
import { articleOption } from "./options.ts";

const CHOICE_LENGTH = 100;
const MOST_CHOICES = 25;

const data = new SlashCommandBuilder()
  .setName("watch")
  .setDescription("Be told by direct message of new comments")
  .addSubcommand((sub) =>
    sub
      .setName("article")
      .setDescription("New comments on this thread's article, or on another")
      .addStringOption(articleOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName("member")
      .setDescription("What a member writes under articles")
      .addUserOption((option) => option.setName("member").setDescription("Whose comments").setRequired(true)),
  )
  .addSubcommand((sub) =>
    sub
      .setName("word")
      .setDescription("Comments with a word, or with words next to each other")
      .addStringOption((option) =>
        option
          .setName("text")
          .setDescription("For example: sour dough")
          .setRequired(true)
          .setMaxLength(LONGEST_WATCHED_WORD),
      ),
  )
  .addSubcommand((sub) => sub.setName("replies").setDescription("Replies to your own comments"))
  .addSubcommand((sub) => sub.setName("list").setDescription("What you watch here"))
  .addSubcommand((sub) =>
    sub
      .setName("stop")
      .setDescription("Watch something no longer")
      .addStringOption((option) =>
        option.setName("watch").setDescription("What you watch").setRequired(true).setAutocomplete(true),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName("pace")
      .setDescription("How often you are told at most")
      .addIntegerOption((option) =>
        option
          .setName("minutes")
          .setDescription("At most once in so many minutes")
          .setRequired(true)
          .setMinValue(1)
          .setMaxValue(SLOWEST_PACE_MINUTES),
      ),
  )
  .toJSON();

const watcherOf = ({ guildId, member }: Request): Watcher => ({ guildId, memberId: member.id });

async function begin(app: App, request: Request, target: WatchTarget): Promise<MessageView> {
  const { texts, locale } = request;
  const { paceMinutes } = await app.watching.add({ ...watcherOf(request), locale }, target);
  const { begun, how } = texts.watching;
  return note(`${begun(watchTargetText(texts, target))}\n-# ${how(paceMinutes)}`);
}

async function watchArticle(app: App, request: Request): Promise<MessageView> {
  const reader = { id: request.member.id, guildId: request.guildId };
  const { article: named } = request.options;
  const article =
    named === undefined
      ? await app.comments.articleOfThread(reader, request.channelId)
      : await app.comments.article(reader, String(named));
  return begin(app, request, { kind: "article", articleId: article.id, name: article.title });
}

async function watchMember(app: App, request: Request): Promise<MessageView> {
  const memberId = String(request.options["member"]);
  if (memberId === request.member.id) throw new UserError("yourselfWatched", {});
  const member = await app.port.describeMember(request.guildId, memberId);
  if (!member) throw new UserError("memberUnknown", { member: memberId });
  return begin(app, request, { kind: "member", memberId, name: member.name });
}

async function watchWord(app: App, request: Request): Promise<MessageView> {
  const text = String(request.options["text"]).toWellFormed().replace(/\s+/g, " ").trim();
  if (!isWatchable(text)) throw new UserError("wordTooShort", {});
  return begin(app, request, { kind: "word", text: text.slice(0, LONGEST_WATCHED_WORD) });
}

/** Also says that it is paused, so that nobody has to be told once more. */
async function list(app: App, request: Request): Promise<MessageView> {
  const watching = app.watching.of(watcherOf(request));
  if (app.watching.hasUntoldPause(watcherOf(request))) await app.watching.noteTold(watcherOf(request));
  return watchListView(request.texts, watching);
}

async function stopOne(app: App, texts: Texts, watcher: Watcher, number: number): Promise<MessageView> {
  const watch = Number.isSafeInteger(number) ? await app.watching.stop(watcher, number) : null;
  const { stopped, stoppedBefore } = texts.watching;
  return note(watch ? stopped(watchTargetText(texts, watch.target)) : stoppedBefore);
}

/** `guild:member:number`, on a direct message: pressed there, it comes from nowhere in particular. */
async function stopFromMessage(app: App, { args, texts, userId }: DirectRequest): Promise<MessageView> {
  const [guildId = "", memberId = "", number] = args;
  if (memberId !== userId) throw new UserError("notYourWatch", {});
  return stopOne(app, texts, { guildId, memberId }, Number(number));
}

async function stopFromList(app: App, request: Request): Promise<MessageView> {
  await app.watching.stop(watcherOf(request), Number(request.values[0]));
  return list(app, request);
}

const subcommands: Record<string, Answering["run"]> = {
  article: watchArticle,
  member: watchMember,
  word: watchWord,
  replies: (app, request) => begin(app, request, { kind: "replies" }),
  list,
  stop: (app, request) => stopOne(app, request.texts, watcherOf(request), Number(request.options["watch"])),
  async pace(app, request) {
    const { paceMinutes } = await app.watching.setPace(watcherOf(request), Number(request.options["minutes"]));
    return note(request.texts.watching.paceSet(paceMinutes));
  },
};

export const watch: Command = {
  data,
  access: "everyone",
  run: bySubcommand(subcommands),
  async suggest(app, request, focused) {
    if (focused === "article") return suggestArticles(app, request, focused);
    const typed = String(request.options[focused] ?? "").toLowerCase();
    return (app.watching.of(watcherOf(request))?.watches ?? [])
      .map(({ number, target }) => ({
        name: watchTargetLabel(request.texts, target, CHOICE_LENGTH),
        value: String(number),
      }))
      .filter(({ name }) => name.toLowerCase().includes(typed))
      .slice(0, MOST_CHOICES);
  },
  routes: {
    "watch-stop": {
      access: "everyone",
      answers: "reply",
      run: (app, { args, texts, member }) => stopFromMessage(app, { args, texts, userId: member.id }),
      runDirect: stopFromMessage,
    },
    "watch-stop-one": { access: "everyone", answers: "update", run: stopFromList },
    "watch-stop-all": {
      access: "everyone",
      answers: "update",
      run: async (app, request) =>
        note(request.texts.watching.stoppedAll(await app.watching.stopAll(watcherOf(request)))),
    },
    "watch-resume": {
      access: "everyone",
      answers: "update",
      async run(app, request) {
        await app.watching.resume(watcherOf(request));
        return note(request.texts.watching.resumed);
      },
    },
  },
};

/** From a right-click: replies to one comment. */
export const watchMessage: Command = {
  data: new ContextMenuCommandBuilder().setName("Watch replies").setType(ApplicationCommandType.Message).toJSON(),
  access: "everyone",
  async run(app, request) {
    const reader = { id: request.member.id, guildId: request.guildId };
    const { comment } = await app.comments.find(reader, request.targetMessageId ?? "");
    if (comment.state !== "visible") throw new UserError("commentGone", {});
    return begin(app, request, { kind: "comment", commentId: comment.id, name: comment.author.name });
  },
};
