import { cutAtSentence } from "../../domain/cut-text.ts";
import type { WatchTarget } from "../../domain/watching.ts";
import type { Texts } from "../../i18n/en/index.ts";
import { escapeLine } from "./escape.ts";

const NAME_LENGTH = 60;

/** What is watched, within a sentence, as Discord Markdown. */
export function watchTargetText(texts: Texts, target: WatchTarget, length: number = NAME_LENGTH): string {
  return nameTarget(texts, target, (name) => escapeLine(cut(name, length)));
}

/** The same for a button or a menu, which show what they are given. `nameLength`: of what people wrote in it. */
export function watchTargetLabel(
  texts: Texts,
  target: WatchTarget,
  length: number,
  nameLength: number = length,
): string {
  return cut(
    nameTarget(texts, target, (name) => cut(name, nameLength)),
    length,
  );
}

const cut = (text: string, length: number): string => cutAtSentence(text.replace(/\s+/g, " ").trim(), length).text;

function nameTarget({ watching }: Texts, target: WatchTarget, show: (name: string) => string): string {
  const { targets } = watching;
  switch (target.kind) {
    case "article":
      return targets.article(show(target.name));
    case "member":
      return targets.member(show(target.name));
    case "comment":
      return targets.comment(show(target.name));
    case "replies":
      return targets.replies();
    case "word":
      return targets.word(show(target.text));
  }
}
