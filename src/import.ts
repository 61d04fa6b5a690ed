import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { articleLink } from "./discord/render/links.ts";
import { StartupError, UserError } from "./errors.ts";
import { explain, textsFor } from "./i18n/texts.ts";
import { createLog } from "./log.ts";
import { loadConfig, type Running, startTalkback } from "./talkback.ts";
import { readSource } from "./transfer/read-source.ts";

const USAGE = `Usage: npm run import -- FILE [--guild ID]

Posts an article with its old comments from a file: a text page, Markdown with front matter, or JSON. It goes into the channel that
/setup chose; --guild says in which server, where there are several. Stop a running Talkback first, or use /article import there.`;
const BAR_WIDTH = 30;

/** The server to post in: the one that was named, else the only one that is set up. */
async function chooseGuild(
  { bot, sandbox }: Running,
  named: string | undefined,
): Promise<{ guildId: string; channelId: string }> {
  const ids = named === undefined ? [...bot.client.guilds.cache.keys()] : [named];
  const settings = await Promise.all(ids.map((id) => bot.app.settings.get(id)));
  const ready = settings.flatMap(({ guildId, articleChannelId }) =>
    articleChannelId === null ? [] : [{ guildId, channelId: articleChannelId }],
  );
  const [only, ...others] = ready;
  if (!only && sandbox) return { guildId: sandbox.world.guildId, channelId: sandbox.world.channels.articles };
  if (!only) throw new UserError("notSetUp", {});
  if (others.length > 0)
    throw new StartupError(
      `Several servers are set up. Choose one with --guild: ${ready.map(({ guildId }) => guildId).join(", ")}`,
    );
  return only;
}

/** A bar on a terminal that fills while comments are posted; on anything else, nothing. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const filled = Math.round((done / total) * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  process.stderr.write(`\r${bar} ${done} of ${total} comments${done === total ? "\n" : ""}`);
}

function readFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartupError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function importFile(file: string, guild: string | undefined): Promise<string> {
  // Read before anything is started: a file that is none is refused at once.
  const source = readSource({ name: path.basename(file), data: readFile(file) });
  const config = loadConfig();
  const running = await startTalkback(
    // Over in a moment: nobody watches it, and the port may be that of a bot that runs.
    { ...config, metricsPort: null },
    {
      log: createLog(config.logLevel === "info" ? "warn" : config.logLevel),
      hasPage: false,
    },
  );
  try {
    const place = await chooseGuild(running, guild);
    const submission = { ...place, source, createdBy: null };
    const onProgress = ({ done, total }: { done: number; total: number }): void => showProgress(done, total);
    const { article, isNew } = await running.bot.app.articles.submit(submission, { onProgress });
    const texts = textsFor("en");
    const [found, stated, link] = [article.importedCommentCount, article.statedCommentCount, articleLink(article)];
    if (!isNew) return texts.cli.importedBefore(article.title, link);
    const lines = [texts.cli.imported(article.title, found, link)];
    if (stated !== null && stated !== found) lines.push(texts.article.stated(stated, found));
    return lines.join("\n");
  } finally {
    await running.stop();
  }
}

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { guild: { type: "string" } } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new StartupError(USAGE);
  process.stdout.write(`${await importFile(file, values.guild)}\n`);
} catch (error) {
  if (!(error instanceof StartupError || error instanceof UserError || error instanceof TypeError)) throw error;
  const text = error instanceof UserError ? explain(textsFor("en"), error) : error.message;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
