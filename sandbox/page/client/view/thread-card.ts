import { h } from "preact";
import type { APIThreadChannel } from "discord-api-types/v10";
import { useClient } from "../client.ts";
import { hashOf } from "../model/route.ts";
import type { View } from "../view.ts";
import { Icon } from "./icon.ts";

/** The door to a thread, under the message it hangs on. */
export function ThreadCard({ thread }: { thread: APIThreadChannel }): View {
  const { jump } = useClient();
  const count = thread.message_count ?? 0;
  return h(
    "button",
    { type: "button", class: "thread-card", onClick: () => jump(hashOf(thread.guild_id ?? "0", thread.id)) },
    h(Icon, { name: thread.thread_metadata?.locked ? "lock" : "thread", size: 18 }),
    h("span", { class: "thread-name" }, thread.name),
    h("span", { class: "thread-count" }, `${count} ${count === 1 ? "message" : "messages"} ›`),
    thread.thread_metadata?.archived ? h("span", { class: "dim" }, "archived") : null,
  );
}
