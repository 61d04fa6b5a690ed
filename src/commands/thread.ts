import { SlashCommandBuilder, type SlashCommandSubcommandBuilder } from "@discordjs/builders";
import { type APIApplicationCommandOptionChoice, PermissionFlagsBits } from "discord-api-types/v10";
import type { App } from "../app.ts";
import { MOST_QUIET_DAYS, readSlowTime, SLOW_STEPS } from "../domain/thread-care.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, Request } from "../discord/command.ts";
import { shortTitle } from "../discord/render/article-view.ts";
import { caseDoneView } from "../discord/render/case-view.ts";
import { escapeLine } from "../discord/render/escape.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import type { ThreadOrder, ThreadWish } from "../services/thread-care.ts";
import { inputOf } from "./mod-actions.ts";
import { reasonOption, suggestReasons } from "./mod-options.ts";
import { suggestArticles } from "./suggest.ts";
import { bySubcommand } from "./subcommands.ts";
import { articleOption } from "./options.ts";

const TYPED_LENGTH = 60;
const MOST_CHOICES = 25;

type Sub = SlashCommandSubcommandBuilder;

/** What every subcommand ends with. */
function withCommon(sub: Sub): Sub {
  return sub.addStringOption(articleOption).addStringOption(reasonOption);
}

const onThread =
  (name: string, description: string, more: (sub: Sub) => Sub = (sub) => sub) =>
  (sub: Sub) =>
    withCommon(more(sub.setName(name).setDescription(description))).addBooleanOption((option) =>
      option.setName("announce").setDescription("Whether the thread is told; it is, if you do not say"),
    );

const timeOption = (sub: Sub): Sub =>
  sub.addStringOption((option) =>
    option
      .setName("time")
      .setDescription("How long each person waits between two comments: 30s, 5m, 2h, off")
      .setRequired(true)
      .setAutocomplete(true),
  );

const data = new SlashCommandBuilder()
  .setName("thread")
  .setDescription("For moderators: lock, slow down and close an article's thread")
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageThreads)
  .addSubcommand(onThread("lock", "Let nobody but moderators write in a thread"))
  .addSubcommand(onThread("unlock", "Let everybody write in a thread again"))
  .addSubcommand(onThread("slowmode", "Let people write in a thread only so often", timeOption))
  .addSubcommand(onThread("close", "Lock a thread and put it away: archive it"))
  .addSubcommand(onThread("open", "Open a closed thread again"))
  .addSubcommand((sub) =>
    withCommon(
      sub
        .setName("close-after")
        .setDescription("Close a thread once nobody has written in it for some days")
        .addIntegerOption((option) =>
          option
            .setName("days")
            .setDescription("How many; 0: never; leave it out: as the server says")
            .setMinValue(0)
            .setMaxValue(MOST_QUIET_DAYS),
        ),
    ),
  )
  .toJSON();

/** The thread that is meant: an article's, if one was chosen, or the one where the command was used. */
async function orderOf(app: App, { guildId, channelId, member, options }: Request): Promise<ThreadOrder> {
  const { article: query, announce } = options;
  const by = { actorId: member.id, actorName: member.name, reason: inputOf(options).reason };
  const common = { guildId, ...by, announces: announce !== false };
  if (query === undefined) return { ...common, threadId: channelId };
  const article = await app.comments.article({ id: member.id, guildId }, String(query));
  if (article.threadId === null) throw new UserError("articleNotPosted", { title: article.title });
  return { ...common, threadId: article.threadId };
}

const doing =
  (wishOf: (request: Request) => ThreadWish): Answering["run"] =>
  async (app, request) => {
    const wish = wishOf(request);
    return caseDoneView(request.texts, await app.threadCare.act(await orderOf(app, request), wish));
  };

function slowWish({ options }: Request): ThreadWish {
  const typed = String(options["time"] ?? "");
  const seconds = readSlowTime(typed);
  if (seconds === null) throw new UserError("slowTimeUnreadable", { text: typed.slice(0, TYPED_LENGTH) });
  return { action: "slow", seconds };
}

async function closeAfter(app: App, request: Request): Promise<MessageView> {
  const { options, texts, guildId } = request;
  const order = await orderOf(app, request);
  const days = options["days"] === undefined ? null : Number(options["days"]);
  await app.threadCare.setQuietDays(order, days);
  const { articleId = "" } = app.threads.get(order.threadId) ?? {};
  const article = await app.comments.article({ id: order.actorId, guildId }, articleId);
  const { quietDays = null } = await app.settings.get(guildId);
  return note(texts.threads.quietSet(escapeLine(shortTitle(article.title)), days, quietDays));
}

const subcommands: Record<string, Answering["run"]> = {
  lock: doing(() => ({ action: "lock" })),
  unlock: doing(() => ({ action: "unlock" })),
  slowmode: doing(slowWish),
  close: doing(() => ({ action: "close" })),
  open: doing(() => ({ action: "open" })),
  "close-after": closeAfter,
};

/** What Discord's own menu has, narrowed by what is typed; a time of one's own comes first. */
function suggestTimes({ texts, options }: Request): APIApplicationCommandOptionChoice<string>[] {
  const typed = String(options["time"] ?? "").trim();
  const own = typed === "" ? null : readSlowTime(typed);
  const name = texts.threads.duration;
  const fitting = SLOW_STEPS.filter((seconds) => name(seconds).toLowerCase().includes(typed.toLowerCase()));
  const seconds = [...new Set([...(own === null ? [] : [own]), ...fitting])];
  return seconds.slice(0, MOST_CHOICES).map((one) => ({ name: name(one), value: String(one) }));
}

export const thread: Command = {
  data,
  access: "moderator",
  run: bySubcommand(subcommands),
  suggest: async (app, request, focused) => {
    if (focused === "time") return suggestTimes(request);
    if (focused === "reason") return suggestReasons(request);
    return suggestArticles(app, request, focused);
  },
};
