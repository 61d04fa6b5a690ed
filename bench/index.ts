import { parseArgs } from "node:util";
import { benchCatchUp } from "./catch-up.ts";
import { benchMirror } from "./mirror.ts";
import { benchProgram } from "./program.ts";
import { type Row, toText } from "./row.ts";
import { benchStore } from "./store.ts";
import { benchWatching } from "./watching.ts";

const SIZES = [100_000, 1_000_000];
const QUICK_SIZES = [20_000];

const { values } = parseArgs({ options: { json: { type: "boolean" }, quick: { type: "boolean" } } });
const options = { quick: values.quick ?? false, sizes: values.quick ? QUICK_SIZES : SIZES };
const rows: Row[] = [];
for (const bench of [benchMirror, benchCatchUp, benchStore, benchProgram, benchWatching]) {
  const found = await bench(options);
  rows.push(...found);
  if (!values.json) process.stdout.write(`${toText(found)}\n`);
}
if (values.json)
  process.stdout.write(`${JSON.stringify({ quick: options.quick, node: process.version, rows }, null, 2)}\n`);
