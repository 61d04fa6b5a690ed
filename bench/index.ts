import { parseArgs } from "node:util";
import { benchMirror } from "./mirror.ts";
import { benchStore } from "./store.ts";

/** One figure. Absolute values belong to the machine; a ratio compares two things measured in this run. */
export type Row = { name: string; value: number; unit: string; ratio?: number; note?: string };

const { values } = parseArgs({ options: { json: { type: "boolean" }, quick: { type: "boolean" } } });
const quick = values.quick ?? false;
const rows: Row[] = [...(await benchMirror({ quick })), ...(await benchStore({ quick }))];

if (values.json) {
  process.stdout.write(`${JSON.stringify({ quick, rows }, null, 2)}\n`);
} else {
  for (const { name, value, unit, ratio, note } of rows) {
    const figure = `${value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 3 : 0 })} ${unit}`;
    const compared = ratio === undefined ? "" : `  ratio ${ratio.toFixed(2)}`;
    process.stdout.write(
      `${name.padEnd(48)} ${figure.padStart(20)}${compared}${note === undefined ? "" : `  (${note})`}\n`,
    );
  }
}
