import { h } from "preact";
import type { View } from "../view.ts";

/** A picture drawn from the name: nothing is fetched, and the same name always looks the same. */
export function Avatar(props: { name: string; isApp?: boolean; size?: number }): View {
  const size = props.size ?? 40;
  const hue = hueOf(props.name);
  return h(
    "svg",
    {
      class: props.isApp ? "avatar of-app" : "avatar",
      width: size,
      height: size,
      viewBox: "0 0 40 40",
      "aria-hidden": "true",
      focusable: "false",
    },
    h("rect", { width: 40, height: 40, fill: `hsl(${hue} 42% 38%)` }),
    h("path", { d: "M0 40V33Q20 24 40 33V40Z", fill: `hsl(${(hue + 40) % 360} 50% 46% / 45%)` }),
    h("text", { x: 20, y: 21, class: "avatar-letters" }, initials(props.name)),
  );
}

const letters = new Intl.Segmenter();

function firstLetter(word: string): string {
  return letters.segment(word).containing(0)?.segment ?? "?";
}

export function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = "?", last] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return `${firstLetter(first)}${last ? firstLetter(last) : ""}`.toUpperCase();
}

function hueOf(name: string): number {
  let sum = 7;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9_973;
  return (sum * 47) % 360;
}
