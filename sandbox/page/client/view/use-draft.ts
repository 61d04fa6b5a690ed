import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { sendMentions } from "../model/mentions.ts";
import type { Mentionable } from "../model/mentions.ts";

/** What was typed and not sent, by person and channel, for as long as the page is open. */
const drafts = new Map<string, string>();

export type Draft = {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  caret: number;
  write: (text: string) => void;
  /** Takes over what stands in the field. */
  read: () => void;
  /** Puts text in place of what stands between `start` and the caret, and the caret behind it. */
  insert: (start: number, added: string) => void;
  insertMention: (start: number, item: Mentionable) => void;
  /** The text with ids for the names that were picked. */
  content: () => string;
};

export function useDraft(key: string, onChange: () => void): Draft {
  const [text, setText] = useState(drafts.get(key) ?? "");
  const [caret, setCaret] = useState(text.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const picked = useRef<Mentionable[]>([]);
  const write = (next: string): void => {
    drafts.set(key, next);
    setText(next);
    onChange();
  };
  const read = (): void => {
    const element = field.current;
    if (!element) return;
    setCaret(element.selectionStart);
    if (element.value !== text) write(element.value);
  };
  const insert = (start: number, added: string): void => {
    field.current?.focus();
    field.current?.setRangeText(added, start, caret, "end");
    read();
  };
  const insertMention = (start: number, item: Mentionable): void => {
    picked.current.push(item);
    insert(start, `${item.shown} `);
  };
  return {
    field,
    text,
    caret,
    write,
    read,
    insert,
    insertMention,
    content: () => sendMentions(text, picked.current).trim(),
  };
}
