import { h } from "preact";
import type { APIApplicationCommand, APIMessage, ApplicationCommandType } from "discord-api-types/v10";
import type { Client, MenuItem } from "../client.ts";
import { PERMISSION, permissionsIn } from "../model/permissions.ts";
import { messageLink } from "../model/route.ts";
import { COMMAND, FLAG } from "../model/discord.ts";
import { findPlace, hasFlag, isThread } from "../model/world.ts";
import { ConfirmDelete } from "./confirm-delete.ts";
import { isSystemMessage } from "./system-message.ts";
import { NewThreadDialog } from "./new-thread.ts";

type Point = { x: number; y: number };

export function replyTo(client: Client, message: APIMessage): void {
  client.session.store.set((state) => ({ ...state, replyTo: message, editing: null }));
}

export function editMessage(client: Client, message: APIMessage): void {
  client.session.store.set((state) => ({ ...state, editing: message.id, replyTo: null }));
}

export function pickReaction(client: Client, message: APIMessage, at: Point): void {
  const onPick = (name: string): void => void client.actions.toggleReaction(message, { id: null, name });
  client.overlay.set((now) => ({ ...now, menu: null, picker: { ...at, onPick } }));
}

async function copy(client: Client, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    client.session.tell(`${what} copied`, false);
  } catch (error) {
    // Browsers refuse the clipboard without a permission or a focus; the person can still select the text.
    client.session.tell(`Not copied: ${error instanceof Error ? error.message : "the browser refused"}`);
  }
}

/** The application's commands of one kind as menu entries that this person may use. */
export function appItems(
  commands: readonly APIApplicationCommand[],
  kind: ApplicationCommandType,
  permissions: bigint,
  run: (name: string) => void,
): MenuItem[] {
  const own = commands.filter((command) => command.type === kind && mayUse(command, permissions));
  if (own.length === 0) return [];
  return ["line", { heading: "Apps" }, ...own.map(({ name }): MenuItem => ({ label: name, run: () => run(name) }))];
}

export function mayUse(command: APIApplicationCommand, permissions: bigint): boolean {
  const needed = command.default_member_permissions;
  return needed === null || needed === undefined || (permissions & BigInt(needed)) === BigInt(needed);
}

export function openMessageMenu(client: Client, message: APIMessage, at: Point): void {
  const { world, person } = client.session.store.get();
  const found = world && findPlace(world, message.channel_id);
  if (!world || !found) return;
  const permissions = permissionsIn(world, found.guild, found.place);
  const isMine = message.author.id === person.id;
  const isPlain = !isSystemMessage(message) && !hasFlag(message, FLAG.ephemeral);
  const items: (MenuItem | false)[] = [
    isPlain && { label: "Reply", hint: "R", run: () => replyTo(client, message) },
    isPlain && { label: "React…", hint: "+", run: () => pickReaction(client, message, at) },
    isPlain && isMine && { label: "Edit", hint: "E", run: () => editMessage(client, message) },
    isPlain &&
      !isThread(found.place) &&
      !message.thread && { label: "Create thread…", run: () => askForThread(client, message) },
    isPlain && "line",
    message.content !== "" && { label: "Copy text", run: () => void copy(client, message.content, "Text") },
    {
      label: "Copy link",
      run: () => void copy(client, messageLink(found.guild.id, message.channel_id, message.id), "Link"),
    },
    { label: "Copy ID", run: () => void copy(client, message.id, "ID") },
    ...(isPlain
      ? appItems(
          world.commands,
          COMMAND.message,
          permissions,
          (name) => void client.actions.runContextMenu(message.channel_id, name, message.id),
        )
      : []),
    ...deleteItems(client, message, isMine || (permissions & PERMISSION.manageMessages) !== 0n),
  ];
  client.overlay.set((now) => ({
    ...now,
    menu: { ...at, label: "Message", items: items.filter((item) => item !== false) },
  }));
}

function deleteItems(client: Client, message: APIMessage, mayDelete: boolean): MenuItem[] {
  if (!mayDelete || hasFlag(message, FLAG.ephemeral)) return [];
  const ask = (): void => client.overlay.set((now) => ({ ...now, dialog: h(ConfirmDelete, { message }) }));
  return ["line", { label: "Delete message…", hint: "Del", isDanger: true, run: ask }];
}

function askForThread(client: Client, message: APIMessage): void {
  const dialog = h(NewThreadDialog, { channelId: message.channel_id, messageId: message.id });
  client.overlay.set((now) => ({ ...now, dialog }));
}

export function openUserMenu(client: Client, message: APIMessage, at: Point): void {
  openMemberMenu(client, message.channel_id, { id: message.author.id, name: client.directory.authorName(message) }, at);
}

export function openMemberMenu(client: Client, channelId: string, user: { id: string; name: string }, at: Point): void {
  const { world } = client.session.store.get();
  const found = world && findPlace(world, channelId);
  if (!world || !found) return;
  const permissions = permissionsIn(world, found.guild, found.place);
  const isMember = client.directory.member(user.id) !== null;
  const items: MenuItem[] = [
    { heading: user.name },
    { label: "Copy user ID", run: () => void copy(client, user.id, "User ID") },
    ...(isMember
      ? appItems(
          world.commands,
          COMMAND.user,
          permissions,
          (name) => void client.actions.runContextMenu(channelId, name, user.id),
        )
      : []),
  ];
  client.overlay.set((now) => ({ ...now, menu: { ...at, label: user.name, items } }));
}
