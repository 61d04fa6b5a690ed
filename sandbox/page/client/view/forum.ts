import { h } from "preact";
import type { APIGuildForumChannel, APIThreadChannel } from "discord-api-types/v10";
import { useState } from "preact/hooks";
import { useClient } from "../client.ts";
import { PERMISSION, permissionsIn } from "../model/permissions.ts";
import { isUnread } from "../model/read-marks.ts";
import { hashOf } from "../model/route.ts";
import { compareIds } from "../model/snowflake.ts";
import type { Guild } from "../model/world.ts";
import type { SessionState } from "../session.ts";
import { formatAge } from "../text/time.ts";
import type { View } from "../view.ts";
import { Icon } from "./icon.ts";
import { NewThreadDialog } from "./new-thread.ts";

const DISCORD_EPOCH_MS = 1_420_070_400_000;
const timeOfId = (id: string): number => Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;

/** A forum channel: its posts, those with the newest message first. */
export function Forum(props: { state: SessionState; guild: Guild; forum: APIGuildForumChannel }): View | null {
  const { state, guild, forum } = props;
  const { overlay } = useClient();
  const [showsArchived, setShowsArchived] = useState(false);
  if (!state.world) return null;
  const { newest } = state.world;
  const posts = guild.threads
    .filter((thread) => thread.parent_id === forum.id)
    .toSorted((a, b) => compareIds(newest[b.id] ?? b.id, newest[a.id] ?? a.id));
  const archived = posts.filter((post) => post.thread_metadata?.archived);
  const active = posts.filter((post) => !post.thread_metadata?.archived);
  const mayPost = (permissionsIn(state.world, guild, forum) & PERMISSION.sendMessages) !== 0n;
  const dialog = h(NewThreadDialog, { channelId: forum.id, forum });
  const card = (post: APIThreadChannel): View => h("li", { key: post.id }, h(PostCard, { post, state, guild, forum }));
  return h(
    "section",
    { class: "forum", id: "messages", tabIndex: -1, "aria-label": `Posts in ${forum.name}` },
    h(
      "div",
      { class: "forum-bar" },
      mayPost
        ? h(
            "button",
            { type: "button", class: "button primary", onClick: () => overlay.set((now) => ({ ...now, dialog })) },
            h(Icon, { name: "plus", size: 16 }),
            "New post",
          )
        : null,
    ),
    active.length === 0
      ? h("p", { class: "empty dim" }, "No posts yet. The first one could be yours.")
      : h("ul", { class: "posts" }, active.map(card)),
    archived.length === 0
      ? null
      : h(
          "button",
          {
            type: "button",
            class: "link archived-toggle",
            "aria-expanded": showsArchived,
            onClick: () => setShowsArchived(!showsArchived),
          },
          `${showsArchived ? "Hide" : "Show"} older posts (${archived.length})`,
        ),
    showsArchived ? h("ul", { class: "posts" }, archived.map(card)) : null,
  );
}

function PostCard(props: {
  post: APIThreadChannel;
  state: SessionState;
  guild: Guild;
  forum: APIGuildForumChannel;
}): View {
  const { post, state, guild, forum } = props;
  const { jump, directory } = useClient();
  const newest = state.world?.newest ?? {};
  const hasNews = isUnread(state.marks, newest, post.id);
  const tags = forum.available_tags.filter((tag) => post.applied_tags?.includes(tag.id));
  const hash = hashOf(guild.id, post.id);
  const count = post.message_count ?? 0;
  return h(
    "a",
    {
      class: hasNews ? "post-card unread" : "post-card",
      href: hash,
      onClick: (event: MouseEvent) => {
        event.preventDefault();
        jump(hash);
      },
    },
    tags.length > 0
      ? h(
          "span",
          { class: "tags" },
          tags.map((tag) => h("span", { key: tag.id, class: "tag" }, tag.name)),
        )
      : null,
    h("span", { class: "post-title" }, post.name, hasNews ? h("span", { class: "new-badge" }, "New") : null),
    h(
      "span",
      { class: "dim post-about" },
      post.owner_id ? `${directory.userName(post.owner_id)} · ` : "",
      `${count} ${count === 1 ? "message" : "messages"} · ${formatAge(timeOfId(newest[post.id] ?? post.id), Date.now())}`,
      post.thread_metadata?.locked ? " · locked" : "",
      post.thread_metadata?.archived ? " · archived" : "",
    ),
  );
}
