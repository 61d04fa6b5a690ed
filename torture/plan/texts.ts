import type { Draw } from "./draw.ts";

const WORDS =
  "bread oven library bench river lamp window Tuesday harvest letter garden 本 図書館 café naïve Straße мост 🙂 🥖 @everyone **bold** _quiet_ `code` ||hidden|| <b>tag</b> https://example.org/a?b=1 0 -- ' \" \\ 'or'1'='1'".split(
    " ",
  );
const LINE_BREAKS = 0.1;
const LONG = 0.03;

/** Words that no other text of the history has: what is found of it later can be told apart. */
export function writeText(draw: Draw, mark: string): string {
  const length = draw.chance(LONG) ? draw.between(120, 180) : draw.between(1, 14);
  const words = Array.from({ length }, () => draw.pick(WORDS) ?? "");
  return `${mark} ${words.join(draw.chance(LINE_BREAKS) ? "\n" : " ")}`;
}
