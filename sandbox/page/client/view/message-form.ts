import { h } from "preact";
import type { APIApplicationCommand, APIMessage } from "discord-api-types/v10";
import { useId, useLayoutEffect, useState } from "preact/hooks";
import { placeOf, useClient } from "../client.ts";
import type { Client } from "../client.ts";
import type { CommandEntry } from "../model/commands.ts";
import { readUpload } from "../model/upload.ts";
import type { Guild, Place } from "../model/world.ts";
import type { View } from "../view.ts";
import { AttachButton } from "./attach-button.ts";
import { handleListKey, listCommandsFor, listMentionsFor } from "./completions.ts";
import type { Listing } from "./completions.ts";
import { FileTray } from "./file-tray.ts";
import { IconButton } from "./icon.ts";
import { listAttributes, Suggestions } from "./suggestions.ts";
import { useDraft } from "./use-draft.ts";
import { useFiles } from "./use-files.ts";

const MAX_CHARACTERS = 2_000;

type MessageFormProps = {
  place: Place;
  guild: Guild;
  label: string;
  permissions: bigint;
  commands: readonly APIApplicationCommand[];
  replyTo: APIMessage | null;
  onCommand: (entry: CommandEntry) => void;
};

/** The field for a message, with its files and what is offered while one types. */
export function MessageForm(props: MessageFormProps): View {
  const client = useClient();
  const [active, setActive] = useState(0);
  const [hiddenFor, setHiddenFor] = useState<string | null>(null);
  const draft = useDraft(`${client.session.store.get().person.id}/${props.place.id}`, () => {
    setActive(0);
    setHiddenFor(null);
  });
  const { files, add, remove, replace } = useFiles((text) => client.session.tell(text));
  const listId = useId();
  useLayoutEffect(() => {
    if (props.replyTo) draft.field.current?.focus();
  }, [props.replyTo]);

  const start = (entry: CommandEntry): void => {
    draft.write("");
    props.onCommand(entry);
  };
  const listing = hiddenFor === draft.text ? null : listFor(draft, props, start);
  const send = async (): Promise<void> => {
    const before = { text: draft.text, files };
    if (!isSendable(client, draft.content(), files)) return;
    draft.write("");
    replace([]);
    if (await post(client, props, draft.content(), files)) return;
    draft.write(before.text);
    replace(before.files);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isForList = listing && handleListKey(event, listing, active, setActive, () => setHiddenFor(draft.text));
    const isSend = event.key === "Enter" && !event.shiftKey;
    if (isForList || isSend) event.preventDefault();
    if (isForList) return;
    if (isSend) void send();
    else if (event.key === "Escape" && props.replyTo) stopReplying(client);
    else if (event.key === "ArrowUp" && draft.text === "") editOwnLast(client, props.place.id);
  };
  const insertEmoji = (emoji: string): void => draft.insert(draft.caret, emoji);
  const pickEmoji = (event: MouseEvent): void =>
    client.overlay.set((now) => ({ ...now, picker: { ...placeOf(event), onPick: insertEmoji } }));
  return h(
    "div",
    { class: "composer-box", onDragOver: (event: DragEvent) => event.preventDefault(), onDrop: takeFiles(add) },
    listing
      ? h(Suggestions, { id: listId, label: listing.label, items: listing.items, active, onPick: listing.pick })
      : null,
    h(FileTray, { files, onRemove: remove }),
    h(
      "div",
      { class: "composer-row" },
      h(AttachButton, { onFiles: add }),
      h("textarea", {
        ref: draft.field,
        class: "composer-text",
        id: "composer",
        rows: 1,
        value: draft.text,
        placeholder: props.label,
        "aria-label": props.label,
        ...listAttributes(listId, listing !== null, active),
        onInput: draft.read,
        onSelect: draft.read,
        onPaste: takeFiles(add),
        onKeyDown,
      }),
      h(Remaining, { length: draft.text.length }),
      h(IconButton, { icon: "smile", label: "Insert an emoji", onClick: pickEmoji }),
      h(IconButton, { icon: "send", label: "Send", onClick: () => void send(), class: "send" }),
    ),
  );
}

function listFor(
  draft: ReturnType<typeof useDraft>,
  props: MessageFormProps,
  start: (entry: CommandEntry) => void,
): Listing | null {
  return (
    listCommandsFor(draft.text, props.commands, props.permissions, start) ??
    listMentionsFor(draft.text, draft.caret, props.guild, draft.insertMention)
  );
}

function Remaining({ length }: { length: number }): View | null {
  if (length <= MAX_CHARACTERS * 0.9) return null;
  return h("span", { class: length > MAX_CHARACTERS ? "count over" : "count" }, MAX_CHARACTERS - length);
}

/** Files that are dropped or pasted; a paste of text stays the browser's own. */
const takeFiles =
  (add: (files: FileList) => void) =>
  (event: DragEvent | ClipboardEvent): void => {
    const carried = event instanceof ClipboardEvent ? event.clipboardData : event.dataTransfer;
    if (!carried?.files.length) return;
    event.preventDefault();
    add(carried.files);
  };

function isSendable(client: Client, content: string, files: readonly File[]): boolean {
  if (content.length <= MAX_CHARACTERS) return content !== "" || files.length > 0;
  client.session.tell(`A message has at most ${MAX_CHARACTERS} characters; this one has ${content.length}.`);
  return false;
}

async function post(
  client: Client,
  props: MessageFormProps,
  content: string,
  files: readonly File[],
): Promise<boolean> {
  const uploads = await Promise.all(files.map(readUpload));
  const isSent = await client.actions.post(props.place.id, content, uploads, props.replyTo?.id ?? null);
  if (!isSent) return false;
  stopReplying(client);
  await client.session.jumpToPresentIfAway();
  return true;
}

function stopReplying({ session }: Client): void {
  session.store.set((state) => ({ ...state, replyTo: null }));
}

function editOwnLast({ session }: Client, placeId: string): void {
  const { world, person } = session.store.get();
  const own = world?.windows[placeId]?.messages.findLast((message) => message.author.id === person.id);
  if (own) session.store.set((state) => ({ ...state, editing: own.id }));
}
