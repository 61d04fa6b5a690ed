import { h } from "preact";
import type { APIGuildMember } from "discord-api-types/v10";
import { placeOf, useClient } from "../client.ts";
import { titleOf } from "../model/directory.ts";
import type { Guild } from "../model/world.ts";
import type { View } from "../view.ts";
import { Avatar } from "./avatar.ts";
import { openMemberMenu } from "./message-menu.ts";

/** Who is on the server, by what they are. */
export function MemberList({ guild, channelId }: { guild: Guild; channelId: string }): View {
  const groups = Map.groupBy(guild.members, (member) => titleOf(guild, member));
  const order = [...groups].toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
  return h(
    "aside",
    { class: "members", "aria-label": "Members" },
    order.map(([title, members]) =>
      h(
        "section",
        { key: title },
        h("h3", null, `${title} — ${members.length}`),
        h(
          "ul",
          null,
          members.map((member) => h("li", { key: member.user.id }, h(MemberButton, { member, channelId }))),
        ),
      ),
    ),
  );
}

function rank(title: string): number {
  return { Owner: 0, Member: 2, App: 3 }[title] ?? 1;
}

function MemberButton({ member, channelId }: { member: APIGuildMember; channelId: string }): View {
  const client = useClient();
  const { user } = member;
  const name = member.nick ?? user.global_name ?? user.username;
  const color = client.directory.colorOf(user.id);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    openMemberMenu(client, channelId, { id: user.id, name }, placeOf(event));
  };
  return h(
    "button",
    { type: "button", class: "member", "aria-haspopup": "menu", onClick: open, onContextMenu: open },
    h(Avatar, { name, isApp: Boolean(user.bot), size: 32 }),
    h("span", { class: "author", style: color ? { "--name": color } : {} }, name),
    user.bot ? h("span", { class: "badge" }, "APP") : null,
  );
}
