import { h } from "preact";
import { useState } from "preact/hooks";
import { useClient } from "../client.ts";
import type { CommandEntry } from "../model/commands.ts";
import { PERMISSION, permissionsIn, whyNotPost } from "../model/permissions.ts";
import { isThread, placeName } from "../model/world.ts";
import type { Guild, Place } from "../model/world.ts";
import type { SessionState } from "../session.ts";
import type { View } from "../view.ts";
import { CommandForm } from "./command-form.ts";
import { Dots, Icon, IconButton } from "./icon.ts";
import { MessageForm } from "./message-form.ts";

/** Where the person writes: a message, or a command once one was chosen after `/`. */
export function Composer(props: { state: SessionState; guild: Guild; place: Place }): View | null {
  const { state, guild, place } = props;
  const [command, setCommand] = useState<CommandEntry | null>(null);
  if (!state.world) return null;
  const permissions = permissionsIn(state.world, guild, place);
  const obstacle = whyNotPost(permissions, place);
  const mayRun = (permissions & PERMISSION.useApplicationCommands) !== 0n;
  return h(
    "div",
    { class: "composer" },
    h(Waiting, { waiting: state.waiting }),
    isThread(place) ? h(ThreadNotice, { place, permissions }) : null,
    obstacle ? null : h(ReplyBar, { state }),
    command
      ? h(CommandForm, { key: command.name, entry: command, guild, place, onClose: () => setCommand(null) })
      : obstacle
        ? h(
            "div",
            { class: "composer-box closed", id: "composer", tabIndex: -1 },
            h(Icon, { name: "lock", size: 18 }),
            obstacle,
          )
        : h(MessageForm, {
            key: place.id,
            place,
            guild,
            label: labelOf(place),
            permissions,
            commands: mayRun ? state.world.commands : [],
            replyTo: state.replyTo,
            onCommand: setCommand,
          }),
  );
}

function labelOf(place: Place): string {
  return `Message ${isThread(place) ? "" : "#"}${placeName(place)}`;
}

function Waiting({ waiting }: { waiting: SessionState["waiting"] }): View {
  const labels = Object.values(waiting);
  return h("div", { class: "waiting", role: "status" }, labels.length > 0 ? [h(Dots, null), labels.join(", ")] : null);
}

function ReplyBar({ state }: { state: SessionState }): View | null {
  const { session, directory } = useClient();
  if (!state.replyTo) return null;
  const stop = (): void => session.store.set((now) => ({ ...now, replyTo: null }));
  return h(
    "div",
    { class: "reply-bar" },
    h("span", null, "Replying to ", h("b", null, directory.authorName(state.replyTo))),
    h(IconButton, { icon: "close", label: "Do not reply", onClick: stop, size: 16 }),
  );
}

function ThreadNotice({ place, permissions }: { place: Place; permissions: bigint }): View | null {
  const { actions } = useClient();
  if (!isThread(place) || !place.thread_metadata?.archived) return null;
  const isLocked = place.thread_metadata.locked;
  const mayOpen = !isLocked || (permissions & PERMISSION.manageThreads) !== 0n;
  return h(
    "div",
    { class: "notice" },
    h(Icon, { name: isLocked ? "lock" : "archive", size: 18 }),
    h(
      "span",
      null,
      isLocked ? "This thread is archived and locked." : "This thread is archived. A new message opens it again.",
    ),
    mayOpen
      ? h(
          "button",
          {
            type: "button",
            class: "button secondary small",
            onClick: () => void actions.changeThread(place.id, { archived: false }),
          },
          "Open it again",
        )
      : null,
  );
}
