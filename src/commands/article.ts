import { LabelBuilder, ModalBuilder, SlashCommandBuilder, TextInputBuilder } from "@discordjs/builders";
import { TextInputStyle } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { ArticleFields, SourceDocument } from "../domain/article.ts";
import { UserError } from "../errors.ts";
import type { Answering, Command, Request, Route } from "../discord/command.ts";
import { download } from "../discord/download.ts";
import { articleListView, readingView, shortTitle } from "../discord/render/article-view.ts";
import { escapeLine } from "../discord/render/escape.ts";
import { articleLink } from "../discord/render/links.ts";
import { type MessageView, note } from "../discord/render/view.ts";
import { readSource } from "../transfer/read-source.ts";
import { bySubcommand } from "./subcommands.ts";

const ARTICLES_A_PAGE = 8;

const data = new SlashCommandBuilder()
  .setName("article")
  .setDescription("Articles and their threads")
  .addSubcommand((sub) => sub.setName("post").setDescription("Post an article that you type in"))
  .addSubcommand((sub) =>
    sub
      .setName("import")
      .setDescription("Post an article with its old comments, from a file")
      .addAttachmentOption((option) =>
        option.setName("file").setDescription("A text page, Markdown with front matter, or JSON").setRequired(true),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName("adopt")
      .setDescription("Make this thread, opened by hand, an article's comment section")
      .addStringOption((option) =>
        option.setName("url").setDescription("The article's address; else the first link above the thread"),
      )
      .addStringOption((option) =>
        option.setName("title").setDescription("The article's title; else that of the link, or the thread's name"),
      ),
  )
  .addSubcommand((sub) => sub.setName("list").setDescription("The articles of this server"))
  .toJSON();

function openPostModal({ texts }: Pick<Request, "texts">): ReturnType<ModalBuilder["toJSON"]> {
  const input = (id: string, style: TextInputStyle, most: number): TextInputBuilder =>
    new TextInputBuilder().setCustomId(id).setStyle(style).setMaxLength(most);
  const { modal } = texts.article;
  return new ModalBuilder()
    .setCustomId("article-post")
    .setTitle(modal.title)
    .addLabelComponents(
      new LabelBuilder().setLabel(modal.name).setTextInputComponent(input("title", TextInputStyle.Short, 300)),
      new LabelBuilder()
        .setLabel(modal.url)
        .setTextInputComponent(input("url", TextInputStyle.Short, 1_000).setRequired(false)),
      new LabelBuilder()
        .setLabel(modal.text)
        .setTextInputComponent(input("text", TextInputStyle.Paragraph, 4_000).setRequired(false)),
    )
    .toJSON();
}

async function submit(app: App, request: Request, source: SourceDocument): Promise<MessageView> {
  const { texts, guildId, member } = request;
  const channelId = (await app.settings.get(guildId)).articleChannelId;
  if (channelId === null) throw new UserError("notSetUp", {});
  const onProgress = ({ done, total }: { done: number; total: number }): void =>
    request.progress(note(texts.article.progress(done, total)));
  const submission = { guildId, channelId, source, createdBy: member.id };
  const { article, isNew } = await app.articles.submit(submission, { onProgress });
  const [title, link] = [escapeLine(shortTitle(article.title)), articleLink(article)];
  if (!isNew) return note(texts.article.importedBefore(title, link));
  const found = article.importedCommentCount;
  const lines = [found > 0 ? texts.article.imported(title, link, found) : texts.article.posted(title, link)];
  const stated = article.statedCommentCount;
  if (stated !== null && stated !== found) lines.push(texts.article.stated(stated, found));
  return note(lines.join("\n"));
}

function typedUrl(text: unknown): string | null {
  const url = typeof text === "string" ? text.trim() : "";
  if (url === "") return null;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new UserError("articleUrlInvalid", { url: url.slice(0, 200) });
}

function typedArticle(fields: Request["fields"]): ArticleFields {
  const url = typedUrl(fields["url"]);
  const said = { url, title: fields["title"]?.trim() || "?", body: fields["text"]?.trim() || null };
  const unsaid = { author: null, publishedAt: null, publishedZone: null, lengthSeconds: null, summary: null };
  return { ...said, ...unsaid, statedCommentCount: null, tags: [] };
}

async function listArticles(app: App, request: Request): Promise<MessageView> {
  const [after] = request.args;
  const page = { limit: ARTICLES_A_PAGE + 1, ...(after ? { after } : {}) };
  const articles = await app.comments.listArticles({ id: request.member.id, guildId: request.guildId }, page);
  const shown = articles.slice(0, ARTICLES_A_PAGE);
  const lines = shown.map((article) => ({ article, commentCount: app.comments.countVisible(article.id) }));
  const next = articles.length > ARTICLES_A_PAGE ? (articles[ARTICLES_A_PAGE - 1]?.id ?? null) : null;
  return articleListView(request.texts, lines, next);
}

async function readOn(app: App, request: Request): Promise<MessageView> {
  const [articleId = "", page = "0"] = request.args;
  const article = await app.comments.article({ id: request.member.id, guildId: request.guildId }, articleId);
  return readingView(request.texts, article, Number(page) || 0);
}

const subcommands: Record<string, Answering["run"]> = {
  list: listArticles,
  async adopt(app, { texts, guildId, channelId, member, options }) {
    const title = typeof options["title"] === "string" ? options["title"].trim().slice(0, 1_000) : "";
    const adopted = await app.adoption.adopt({
      guildId,
      threadId: channelId,
      actorId: member.id,
      url: typedUrl(options["url"]),
      title: title || null,
    });
    const count = app.comments.countVisible(adopted.id);
    return note(texts.article.adopted(escapeLine(shortTitle(adopted.title)), articleLink(adopted), count));
  },
  async import(app, request) {
    const file = request.files["file"];
    if (!file) throw new UserError("fileUnreachable", { name: "?" });
    return submit(app, request, readSource({ name: file.name, data: await download(file) }));
  },
};

export const article: Command = {
  data,
  access: { post: "moderator", import: "moderator", adopt: "moderator", list: "everyone" },
  opens: ["post"],
  open: (_app, request) => openPostModal(request),
  run: bySubcommand(subcommands),
  routes: {
    "article-post": {
      access: "moderator",
      answers: "reply",
      run: (app, request) => submit(app, request, { article: typedArticle(request.fields), comments: [] }),
    },
    "article-list": { access: "everyone", answers: "update", run: listArticles },
    "article-read": { access: "everyone", answers: "update", run: readOn },
  } satisfies Record<string, Route>,
};
