import { h } from "preact";
import type { Client } from "../client.ts";
import { PERMISSION, permissionsIn } from "../model/permissions.ts";
import { FLAG } from "../model/discord.ts";
import { findPlace, hasFlag } from "../model/world.ts";
import { ConfirmDelete } from "./confirm-delete.ts";
import { editMessage, pickReaction, replyTo } from "./message-menu.ts";

/** Arrow keys, Home and End walk through the messages; R, E, + and Delete act on the one that has the focus. */
export function moveBetweenMessages(event: KeyboardEvent, client: Client): void {
  const list = event.currentTarget as HTMLElement;
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = target.closest<HTMLElement>("[data-message-id]");
  if (row && target === row && actOn(event.key, row, client)) return event.preventDefault();
  const step = stepOf(event.key);
  if (step === null || (target !== row && target !== list)) return;
  const rows = [...list.querySelectorAll<HTMLElement>("[data-message-id]")];
  const at = row ? rows.indexOf(row) : rows.length;
  const next = step === "first" ? rows[0] : step === "last" ? rows.at(-1) : rows[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function stepOf(key: string): number | "first" | "last" | null {
  if (key === "ArrowUp") return -1;
  if (key === "ArrowDown") return 1;
  if (key === "Home") return "first";
  return key === "End" ? "last" : null;
}

function actOn(key: string, row: HTMLElement, client: Client): boolean {
  const { world, person } = client.session.store.get();
  const id = row.dataset.messageId ?? "";
  const message = Object.values(world?.windows ?? {})
    .flatMap((window) => window.messages)
    .find((message) => message.id === id);
  const found = message && world ? findPlace(world, message.channel_id) : null;
  if (!message || !found || !world || hasFlag(message, FLAG.ephemeral)) return false;
  const isMine = message.author.id === person.id;
  const mayDelete = isMine || (permissionsIn(world, found.guild, found.place) & PERMISSION.manageMessages) !== 0n;
  const box = row.getBoundingClientRect();
  if (key === "r") replyTo(client, message);
  else if (key === "e" && isMine) editMessage(client, message);
  else if (key === "+") pickReaction(client, message, { x: box.left + 60, y: box.bottom });
  else if (key === "Delete" && mayDelete)
    client.overlay.set((now) => ({ ...now, dialog: h(ConfirmDelete, { message }) }));
  else return false;
  return true;
}
