import { once } from "node:events";
import { parseArgs } from "node:util";
import { StartupError } from "./errors.ts";
import { textsFor } from "./i18n/texts.ts";
import { createLog } from "./log.ts";
import { createLogReading, type LogReading } from "./services/log-reading.ts";
import { openStore, type Store } from "./store/store.ts";
import { loadConfig } from "./talkback.ts";
import { LOG_CSV_HEAD, logCsvLine } from "./transfer/log-csv.ts";

const USAGE = `Usage: npm run --silent log -- verify [--guild ID]
       npm run --silent log -- export --csv|--json [--guild ID] > FILE

verify says whether every row of the log of who did what is as it was written, or which is the first that is not: then the exit code
is 1. export writes all rows, oldest first: as CSV for spreadsheets, or as one JSON object a line. Stop a running Talkback first.`;

type Asked = { store: Store; logs: LogReading; guildIds: string[] };

/** Waits while whoever reads is slower than we write. */
async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

async function verify({ logs, guildIds }: Asked): Promise<boolean> {
  const { cli } = textsFor("en").log;
  if (guildIds.length === 0) await print(`${cli.noLogs}\n`);
  let isWhole = true;
  for (const guildId of guildIds) {
    const { rows, fault, hash } = await logs.verify(guildId);
    await print(`${fault ? cli.broken(guildId, fault, hash) : cli.whole(guildId, rows, hash)}\n`);
    isWhole &&= fault === null;
  }
  return isWhole;
}

async function exportRows({ logs, guildIds }: Asked, format: "csv" | "json"): Promise<void> {
  if (format === "csv") await print(LOG_CSV_HEAD);
  const lineOf = format === "csv" ? logCsvLine : (row: object): string => `${JSON.stringify(row)}\n`;
  for (const guildId of guildIds)
    for await (const rows of logs.read({ guildId })) await print(rows.map(lineOf).join(""));
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { guild: { type: "string" }, csv: { type: "boolean" }, json: { type: "boolean" } },
  });
  const [task, ...more] = positionals;
  const isExport = task === "export" && values.csv !== values.json;
  if ((task !== "verify" && !isExport) || more.length > 0) throw new StartupError(USAGE);
  const config = loadConfig();
  const log = createLog(config.logLevel === "info" ? "warn" : config.logLevel);
  const store = await openStore({ url: config.storeUrl, catalogFile: config.catalogFile, log });
  try {
    const known = store.catalog.listLogs();
    if (values.guild !== undefined && !known.includes(values.guild))
      throw new StartupError(textsFor("en").log.cli.unknown(values.guild, known));
    const guildIds = values.guild === undefined ? known : [values.guild];
    const asked = { store, logs: createLogReading({ store }), guildIds };
    if (isExport) await exportRows(asked, values.csv ? "csv" : "json");
    else if (!(await verify(asked))) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

try {
  await run();
} catch (error) {
  if (!(error instanceof StartupError || error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
