import { SlashCommandBuilder, type SlashCommandStringOption } from "@discordjs/builders";
import { ChannelType } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Answering, Command, DirectRequest, Request } from "../discord/command.ts";
import { digestLabel, digestListView, digestText } from "../discord/render/digest-list-view.ts";
import { digestAnswerView } from "../discord/render/digest-view.ts";
import { timestamp } from "../discord/render/time.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import { hasAccess } from "../domain/access.ts";
import { DEFAULT_HOUR, DEFAULT_ZONE, readZone } from "../domain/digest-schedule.ts";
import { isSnowflake } from "../domain/snowflake.ts";
import { UserError } from "../errors.ts";
import type { DigestOwner, DigestPeriod } from "../services/digests.ts";
import { suggestArticles, suggestZones } from "./suggest.ts";
import { bySubcommand } from "./subcommands.ts";
import { zoneOption } from "./options.ts";

const MOST_CHOICES = 25;
const DAY_MS = 86_400_000;
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };
const WEEKDAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const articleOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option.setName("article").setDescription("Of one article; of all of them, if you choose none").setAutocomplete(true);

const data = new SlashCommandBuilder()
  .setName("digest")
  .setDescription("The best comments of an article or of the week")
  .addSubcommand((sub) =>
    sub
      .setName("now")
      .setDescription("The best comments, for you alone or for everybody here")
      .addStringOption(articleOption)
      .addStringOption((option) =>
        option
          .setName("period")
          .setDescription("Of what time; else the last week, or all of an article")
          .addChoices(
            { name: "The last day", value: "day" },
            { name: "The last week", value: "week" },
            { name: "The last 30 days", value: "month" },
          ),
      )
      .addBooleanOption((option) =>
        option.setName("post").setDescription("Post it in this channel, where everybody sees it"),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName("on")
      .setDescription("Get one every day or week: by direct message, or, for moderators, into a channel")
      .addStringOption((option) =>
        option
          .setName("every")
          .setDescription("How often")
          .setRequired(true)
          .addChoices({ name: "Every day", value: "day" }, { name: "Every week", value: "week" }),
      )
      .addIntegerOption((option) =>
        option
          .setName("weekday")
          .setDescription("On which day of the week; Monday, if you choose none")
          .addChoices(...WEEKDAY_NAMES.map((name, index) => ({ name, value: index + 1 }))),
      )
      .addIntegerOption((option) =>
        option.setName("hour").setDescription("At what hour, from 0 to 23; else 9").setMinValue(0).setMaxValue(23),
      )
      .addStringOption(zoneOption)
      .addStringOption(articleOption)
      .addChannelOption((option) =>
        option
          .setName("channel")
          .setDescription("Moderators: into this channel; else by direct message to you")
          .addChannelTypes(ChannelType.GuildText, ChannelType.GuildAnnouncement),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName("off")
      .setDescription("End a digest that comes again and again")
      .addStringOption((option) =>
        option.setName("digest").setDescription("Which; needed where there are several").setAutocomplete(true),
      ),
  )
  .addSubcommand((sub) => sub.setName("status").setDescription("The digests that come, and when"))
  .toJSON();

const ownerOf = ({ guildId, member, access }: Request): DigestOwner => ({
  guildId,
  memberId: member.id,
  isModerator: hasAccess(access, "moderator"),
});

async function articleOf(app: App, request: Request): Promise<{ id: string; title: string } | null> {
  const { article } = request.options;
  if (article === undefined) return null;
  const { id, title } = await app.comments.article(
    { id: request.member.id, guildId: request.guildId },
    String(article),
  );
  return { id, title };
}

async function now(app: App, request: Request): Promise<MessageView> {
  const { texts, options, guildId, member, channelId } = request;
  const article = await articleOf(app, request);
  const days = DAYS[String(options["period"] ?? (article ? "" : "week"))];
  const nowMs = app.now();
  const period: DigestPeriod = {
    articleId: article?.id ?? null,
    from: days === undefined ? null : new Date(nowMs - days * DAY_MS).toISOString(),
    until: new Date(nowMs).toISOString(),
  };
  if (options["post"] === true) {
    const isPosted = await app.digests.post({ ...ownerOf(request), name: member.name }, channelId, period);
    return note(isPosted ? texts.digest.posted : texts.digest.postedNothing);
  }
  const content = await app.digests.compose({ guildId, id: member.id }, period);
  return content ? digestAnswerView(texts, content) : note(texts.digest.nothing);
}

async function on(app: App, request: Request): Promise<MessageView> {
  const { options, texts, locale } = request;
  const typed = String(options["zone"] ?? DEFAULT_ZONE);
  const zone = readZone(typed);
  if (zone === null) throw new UserError("zoneUnknown", { text: typed.slice(0, 100) });
  const weekday = options["every"] === "week" ? Number(options["weekday"] ?? 1) : null;
  const { channel } = options;
  const digest = await app.digests.begin({
    owner: ownerOf(request),
    channelId: channel === undefined ? null : String(channel),
    article: await articleOf(app, request),
    schedule: { weekday, hour: Number(options["hour"] ?? DEFAULT_HOUR), zone },
    locale,
  });
  const { begun, how } = texts.digest;
  return note(`${begun(digestText(texts, digest))}\n-# ${how(timestamp(digest.nextAt, "f"))}`);
}

/** Also says what ended by itself, so that nobody has to be told once more. */
async function status(app: App, request: Request): Promise<MessageView> {
  const owner = ownerOf(request);
  const view = digestListView(request.texts, app.digests.of(owner));
  await app.digests.noteTold(app.digests.untoldEnds(owner));
  return view;
}

async function end(app: App, { texts }: Pick<Request, "texts">, owner: DigestOwner, id: string): Promise<MessageView> {
  if (!isSnowflake(id)) throw new UserError("digestUnknown", {});
  const digest = await app.digests.end(owner, id);
  return note(texts.digest.off(digestText(texts, digest)));
}

async function off(app: App, request: Request): Promise<MessageView> {
  const owner = ownerOf(request);
  const { digest } = request.options;
  if (digest !== undefined) return end(app, request, owner, String(digest));
  const [only, ...others] = app.digests.of(owner);
  return only && others.length === 0 ? end(app, request, owner, only.id) : status(app, request);
}

/** `guild:digest`, on a direct message: pressed there, it comes from nowhere in particular. */
async function endFromMessage(app: App, { args, texts, userId }: DirectRequest): Promise<MessageView> {
  const [guildId = "", id = ""] = args;
  return end(app, { texts }, { guildId, memberId: userId, isModerator: false }, id);
}

const subcommands: Record<string, Answering["run"]> = { now, on, off, status };

export const digest: Command = {
  data,
  access: { now: "everyone", on: "everyone", off: "everyone", status: "everyone" },
  run: bySubcommand(subcommands),
  async suggest(app, request, focused) {
    const typed = String(request.options[focused] ?? "");
    if (focused === "article") return suggestArticles(app, request, focused);
    if (focused === "zone") return suggestZones(request);
    return app.digests
      .of(ownerOf(request))
      .map((one) => ({ name: digestLabel(request.texts, one), value: one.id }))
      .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
      .slice(0, MOST_CHOICES);
  },
  routes: {
    "digest-end": {
      access: "everyone",
      answers: "reply",
      run: (app, { args, texts, member }) => endFromMessage(app, { args, texts, userId: member.id }),
      runDirect: endFromMessage,
    },
    "digest-end-one": {
      access: "everyone",
      answers: "update",
      async run(app, request) {
        await end(app, request, ownerOf(request), request.values[0] ?? "");
        return status(app, request);
      },
    },
  },
};
