import { readFile } from "node:fs/promises";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { scaleBand, scaleLinear } from "d3-scale";
import type { ChartContent } from "./activity-chart.ts";

/** A program that paints one picture: what to draw as JSON on stdin, a PNG file on stdout. */

/** Pixels. Discord shows it at about half of that on a desktop, so that it stays sharp on dense screens. */
const WIDTH = 1_040;
const HEIGHT = 440;
/** The picture brings its own paper: it is as easy to read on Discord's dark theme as on its light one (contrast above 7). */
const PAPER = "#f6f4ef";
const INK = "#44484d";
const LINES = "#dcd8ce";
const COURSE_COLOUR = "#2f7d6b";
const HOURS_COLOUR = "#b3541e";
const FONT = "Figtree";
const FONT_SIZE = 26;
/** Of a digit, at this size. */
const DIGIT_WIDTH = 16;
/** All texts are digits, the same in every language, and this font has them. */
const FONT_FILE = "@fontsource/figtree/files/figtree-latin-500-normal.woff2";
const WASM_FILE = "@resvg/resvg-wasm/index_bg.wasm";

const EDGE = 24;
const GAP = 14;
const ABOUT_LINES = 5;
const CORNER = 4;
const WIDEST_BAR = 48;
/** The share of the width that the course of time gets; the hours get the rest. */
const COURSE_SHARE = 0.6;

type Bars = { labels: readonly string[]; values: readonly number[]; colour: string; left: number; right: number };

function pictureOf({ bars, hours }: ChartContent): string {
  const split = Math.round(WIDTH * COURSE_SHARE);
  const course = { labels: bars.map(({ label }) => label), values: bars.map(({ comments }) => comments) };
  const clock = { labels: hours.map((_, hour) => String(hour).padStart(2, "0")), values: hours };
  const charts = [
    barChart({ ...course, colour: COURSE_COLOUR, left: EDGE, right: split - EDGE / 2 }),
    barChart({ ...clock, colour: HOURS_COLOUR, left: split + EDGE / 2, right: WIDTH - EDGE }),
  ];
  const paper = `<rect width="${WIDTH}" height="${HEIGHT}" rx="16" fill="${PAPER}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${paper}${charts.join("")}</svg>`;
}

function barChart({ labels, values, colour, left, right }: Bars): string {
  const bottom = HEIGHT - EDGE - FONT_SIZE - GAP;
  const y = scaleLinear([0, Math.max(1, ...values)], [bottom, EDGE]).nice(ABOUT_LINES);
  const ticks = y.ticks(ABOUT_LINES).filter(Number.isInteger);
  const widest = Math.max(...ticks.map((tick) => nameOf(tick).length));
  const start = left + widest * DIGIT_WIDTH + GAP;
  const x = scaleBand(labels, [start, right]).padding(0.2);
  const middle = (label: string): number => (x(label) ?? start) + x.bandwidth() / 2;
  const width = Math.min(x.bandwidth(), WIDEST_BAR);
  const bar = (value: number, index: number): string =>
    barPath(middle(labels[index] ?? "") - width / 2, y(value), width, bottom - y(value));
  return [
    ...ticks.map((tick) => `<path d="M${start} ${y(tick)}H${right}" stroke="${LINES}" stroke-width="1.5"/>`),
    ...ticks.map((tick) => text(nameOf(tick), start - GAP, y(tick) + FONT_SIZE / 3, "end")),
    `<path d="${values.map(bar).join("")}" fill="${colour}"/>`,
    ...labelsThatFit(labels, middle, right).map(({ label, at }) => text(label, at, HEIGHT - EDGE, "middle")),
  ].join("");
}

/** Every n-th, so that they stand apart, moved inwards where they would hang over the edge. */
function labelsThatFit(
  labels: readonly string[],
  middle: (label: string) => number,
  right: number,
): { label: string; at: number }[] {
  const half = ((labels[0]?.length ?? 0) * DIGIT_WIDTH) / 2;
  const apart = labels.length > 1 ? middle(labels[1] ?? "") - middle(labels[0] ?? "") : Infinity;
  const each = Math.ceil((2 * half + GAP) / apart) || 1;
  return labels
    .filter((_, index) => index % each === 0)
    .map((label) => ({ label, at: Math.min(middle(label), right - half) }));
}

/** A bar whose upper corners are round. */
function barPath(x: number, y: number, width: number, height: number): string {
  if (height <= 0) return "";
  const r = Math.min(CORNER, width / 2, height);
  return `M${x} ${y + height}v${r - height}q0 ${-r} ${r} ${-r}h${width - 2 * r}q${r} 0 ${r} ${r}v${height - r}z`;
}

/** `12k` for 12,000: short, and the same in every language. */
function nameOf(tick: number): string {
  return tick >= 10_000 && tick % 100 === 0 ? `${tick / 1_000}k` : String(tick);
}

function text(content: string, x: number, y: number, anchor: "middle" | "end"): string {
  const style = `font-family="${FONT}" font-size="${FONT_SIZE}" fill="${INK}" text-anchor="${anchor}"`;
  return `<text x="${x}" y="${y}" ${style}>${content}</text>`;
}

const fileOf = (name: string): Promise<Buffer> => readFile(fileURLToPath(import.meta.resolve(name)));

async function paint(content: ChartContent): Promise<Uint8Array> {
  await initWasm(await fileOf(WASM_FILE));
  const font = { fontBuffers: [new Uint8Array(await fileOf(FONT_FILE))], defaultFontFamily: FONT };
  return new Resvg(pictureOf(content), { font }).render().asPng();
}

// What comes is what `drawActivity` sent.
process.stdout.write(await paint((await json(process.stdin)) as ChartContent));
