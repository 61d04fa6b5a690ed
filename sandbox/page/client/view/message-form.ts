import { h } from "preact";
import type { APIApplicationCommand, APIMessage } from "discord-api-types/v10";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { placeOf, useClient } from "../client.ts";
import { listCommands, matchCommands } from "../model/commands.ts";
import type { CommandEntry } from "../model/commands.ts";
import { mentionAt, sendMentions, suggestMentions } from "../model/mentions.ts";
import type { Mentionable } from "../model/mentions.ts";
import { MAX_FILES, MAX_UPLOAD_BYTES, readUpload } from "../model/upload.ts";
import type { Guild, Place } from "../model/world.ts";
import type { View } from "../view.ts";
import { IconButton } from "./icon.ts";
import { mayUse } from "./message-menu.ts";
import { listAttributes, Suggestions } from "./suggestions.ts";
import type { Suggestion } from "./suggestions.ts";
import { FileTray } from "./file-tray.ts";

const MAX_CHARACTERS = 2_000;

/** What was typed and not sent, by person and channel, for as long as the page is open. */
const drafts = new Map<string, string>();

type MessageFormProps = {
  place: Place;
  guild: Guild;
  label: string;
  permissions: bigint;
  commands: readonly APIApplicationCommand[];
  replyTo: APIMessage | null;
  onCommand: (entry: CommandEntry) => void;
};

type Listing = { label: string; items: Suggestion[]; pick: (index: number) => void };

export function MessageForm(props: MessageFormProps): View {
  const { session, actions, overlay } = useClient();
  const draftKey = `${session.store.get().person.id}/${props.place.id}`;
  const [text, setText] = useState(drafts.get(draftKey) ?? "");
  const [caret, setCaret] = useState(0);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [active, setActive] = useState(0);
  const [hiddenFor, setHiddenFor] = useState<string | null>(null);
  const picked = useRef<Mentionable[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();

  useLayoutEffect(() => {
    if (props.replyTo) field.current?.focus();
  }, [props.replyTo]);

  const write = (next: string): void => {
    drafts.set(draftKey, next);
    setText(next);
    setActive(0);
    setHiddenFor(null);
  };
  const listing =
    hiddenFor === text
      ? null
      : (listCommandsFor(text, props, startCommand) ?? listMentionsFor(text, caret, props, insertMention));

  /** Puts text in place of what stands between `start` and the caret, and the caret behind it. */
  function insert(start: number, added: string): void {
    const element = field.current;
    if (!element) return;
    element.focus();
    element.setRangeText(added, start, caret, "end");
    write(element.value);
    setCaret(element.selectionStart);
  }

  function startCommand(entry: CommandEntry): void {
    write("");
    props.onCommand(entry);
  }

  function insertMention(start: number, item: Mentionable): void {
    picked.current.push(item);
    insert(start, `${item.shown} `);
  }

  const addFiles = (list: Iterable<File> | null | undefined): void => {
    const added = [...(list ?? [])];
    const next = [...files, ...added].slice(0, MAX_FILES);
    const isTooLarge = next.reduce((sum, file) => sum + file.size, 0) > MAX_UPLOAD_BYTES;
    if (isTooLarge) session.tell("That is more than 25 MB in one message.");
    else setFiles(next);
  };

  const send = async (): Promise<void> => {
    const content = sendMentions(text, picked.current).trim();
    if (content === "" && files.length === 0) return;
    if (content.length > MAX_CHARACTERS)
      return session.tell(`A message has at most ${MAX_CHARACTERS} characters; this one has ${content.length}.`);
    const before = { text, files };
    write("");
    setFiles([]);
    const uploads = await Promise.all(files.map(readUpload));
    const isSent = await actions.post(props.place.id, content, uploads, props.replyTo?.id ?? null);
    if (!isSent) {
      write(before.text);
      setFiles(before.files);
      return;
    }
    session.store.set((state) => ({ ...state, replyTo: null }));
    await session.jumpToPresentIfAway();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (listing && handleListKey(event, listing, active, setActive, () => setHiddenFor(text)))
      return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && props.replyTo) {
      session.store.set((state) => ({ ...state, replyTo: null }));
    } else if (event.key === "ArrowUp" && text === "") editOwnLast();
  };

  function editOwnLast(): void {
    const { world, person } = session.store.get();
    const own = world?.windows[props.place.id]?.messages.findLast((message) => message.author.id === person.id);
    if (own) session.store.set((state) => ({ ...state, editing: own.id }));
  }

  const insertEmoji = (emoji: string): void => insert(caret, emoji);
  const pickEmoji = (event: MouseEvent): void =>
    overlay.set((now) => ({ ...now, picker: { ...placeOf(event), onPick: insertEmoji } }));

  return h(
    "div",
    {
      class: "composer-box",
      onDragOver: (event: DragEvent) => event.preventDefault(),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        addFiles(event.dataTransfer?.files);
      },
    },
    listing
      ? h(Suggestions, { id: listId, label: listing.label, items: listing.items, active, onPick: listing.pick })
      : null,
    h(FileTray, { files, onRemove: (file) => setFiles(files.filter((other) => other !== file)) }),
    h(
      "div",
      { class: "composer-row" },
      h(AttachButton, { onFiles: addFiles }),
      h("textarea", {
        ref: field,
        class: "composer-text",
        id: "composer",
        rows: 1,
        value: text,
        placeholder: props.label,
        "aria-label": props.label,
        ...listAttributes(listId, listing !== null, active),
        onInput: (event: InputEvent) => {
          const element = event.currentTarget as HTMLTextAreaElement;
          setCaret(element.selectionStart);
          write(element.value);
        },
        onSelect: (event: Event) => setCaret((event.currentTarget as HTMLTextAreaElement).selectionStart),
        onPaste: (event: ClipboardEvent) => {
          const pasted = event.clipboardData?.files;
          if (!pasted?.length) return;
          event.preventDefault();
          addFiles(pasted);
        },
        onKeyDown,
      }),
      text.length > MAX_CHARACTERS * 0.9
        ? h("span", { class: text.length > MAX_CHARACTERS ? "count over" : "count" }, MAX_CHARACTERS - text.length)
        : null,
      h(IconButton, { icon: "smile", label: "Insert an emoji", onClick: pickEmoji }),
      h(IconButton, { icon: "send", label: "Send", onClick: () => void send(), class: "send" }),
    ),
  );
}

function AttachButton(props: { onFiles: (files: FileList | null) => void }): View {
  const input = useRef<HTMLInputElement>(null);
  return h(
    "span",
    { class: "attach" },
    h(IconButton, { icon: "plus", label: "Attach files", onClick: () => input.current?.click() }),
    h("input", {
      ref: input,
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": "Files to attach",
      onChange: (event: Event) => {
        const element = event.currentTarget as HTMLInputElement;
        props.onFiles(element.files);
        element.value = "";
      },
    }),
  );
}

function listCommandsFor(text: string, props: MessageFormProps, start: (entry: CommandEntry) => void): Listing | null {
  if (!/^\/[^\n]*$/.test(text) || text.startsWith("//")) return null;
  const allowed = props.commands.filter((command) => mayUse(command, props.permissions));
  const entries = matchCommands(listCommands(allowed), text.slice(1));
  if (entries.length === 0) return null;
  const items = entries.map((entry) => ({
    key: entry.name,
    label: `/${entry.name}`,
    description: entry.description,
    hint: entry.options.map((option) => (option.required ? option.name : `${option.name}?`)).join("  "),
  }));
  return { label: "Commands", items, pick: (index) => pickAt(entries, index, start) };
}

function listMentionsFor(
  text: string,
  caret: number,
  props: MessageFormProps,
  insert: (start: number, item: Mentionable) => void,
): Listing | null {
  const at = mentionAt(text, caret);
  const found = at ? suggestMentions(props.guild, at.mark, at.typed) : [];
  if (!at || found.length === 0) return null;
  const items = found.map((item) => ({ key: item.sent, label: item.shown, description: item.detail }));
  return {
    label: at.mark === "@" ? "Members" : "Channels",
    items,
    pick: (index) => pickAt(found, index, (item) => insert(at.start, item)),
  };
}

function pickAt<Item>(items: readonly Item[], index: number, use: (item: Item) => void): void {
  const item = items[index];
  if (item !== undefined) use(item);
}

/** True when the key was for the list. */
export function handleListKey(
  event: KeyboardEvent,
  listing: { items: readonly unknown[]; pick: (index: number) => void },
  active: number,
  setActive: (index: number) => void,
  hide: () => void,
): boolean {
  const { length } = listing.items;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) setActive((active + step + length) % length);
  else if ((event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey)) listing.pick(active);
  else if (event.key === "Escape") hide();
  else return false;
  return true;
}
