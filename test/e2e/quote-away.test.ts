import { type APIOverwrite, PermissionFlagsBits as P } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDirect } from "#sandbox/world/direct.ts";
import { installForUser } from "#sandbox/world/installs.ts";
import { joinGuild } from "#sandbox/world/members.ts";
import { buttonsOf, type House, importPage, openHouse, textOf } from "../support/bot.ts";
import { until } from "../support/sandbox.ts";

const MEMBERS = P.ViewChannel | P.SendMessages | P.ReadMessageHistory | P.UseApplicationCommands;

let house: House;
let threadId: string;
/** A channel of a server that Talkback is no member of. */
let elsewhere: string;
let comment: string;

beforeEach(async () => {
  house = await openHouse();
  threadId = await importPage(house, "Page", [{ author: "wren", text: "Old marmalade" }]);
  elsewhere = openServer(MEMBERS | P.UseExternalApps);
  installForUser(house.sandbox.world, house.members[0].user.id);
  comment = (await house.members[1].post(threadId, "I like @everyone **plain** marmalade best")).id;
  await until("the comment", () => house.store.get("comment", comment));
});
afterEach(() => house.close());

function openServer(permissions: bigint): string {
  const { world } = house.sandbox;
  const [guildId, channelId] = [world.nextId(), world.nextId()];
  const [first, second] = house.members;
  world.tables.put("guild", guildId, { ...world.guild(house.world.guildId), id: guildId, name: "Elsewhere" });
  const role = world.role(house.world.guildId, house.world.guildId);
  world.tables.put("role", guildId, {
    ...role,
    id: guildId,
    guild_id: guildId,
    permissions: permissions.toString(),
  });
  world.tables.put("channel", channelId, {
    ...world.channel(house.world.channels.general),
    id: channelId,
    guild_id: guildId,
    last_message_id: null,
  });
  for (const { user } of [first, second]) joinGuild(world, guildId, user.id);
  return channelId;
}

const link = (id: string): string => `https://discord.com/channels/${house.world.guildId}/${threadId}/${id}`;
const quote = (options: Record<string, string>, where = elsewhere) =>
  house.members[0].runCommand(where, "quote", options);
const shown = () => house.members[1].messages(elsewhere);

/** What everybody sees comes after what the quoter is told. */
async function quoted(options: Record<string, string>): Promise<void> {
  const before = shown().length;
  await quote(options);
  await until("the quote", () => shown().length > before);
}

/** Changes a channel of the server that Talkback is a member of. */
function overwrite(channelId: string, ...permission_overwrites: APIOverwrite[]): void {
  const known = house.sandbox.world.channel(channelId);
  const channel = { ...known, permission_overwrites };
  house.sandbox.world.tables.put("channel", channelId, channel);
  house.sandbox.world.dispatch({ t: "CHANNEL_UPDATE", d: channel, guildId: channel.guild_id, channelId });
}

describe("/quote where Talkback is no member", () => {
  it("shows a comment to all by its link or id, with its author and the way there, pinging nobody", async () => {
    for (const query of [link(comment), comment]) {
      await quoted({ comment: query });
      const [message] = shown();
      const text = textOf({ message: message ?? null });
      expect(text).toContain("> I like @everyone \\*\\*plain\\*\\* marmalade best");
      expect(text).toContain(link(comment));
      expect(text).toContain("edits and removals do not show here");
      expect(message).toMatchObject({ mentions: [], mention_everyone: false });
    }
    expect(shown()).toHaveLength(2);
  });

  it("tells whoever asked alone that the quote stays as it is, and why something is refused", async () => {
    expect(textOf(await quote({ comment }))).toContain("Here I am no member");
    await until("the quote", () => shown().length === 1);
    expect(textOf(await quote({ comment: "😀".repeat(2_000) }))).toContain("⚠️");
    expect(textOf(await quote({ comment, passage: "jam" }))).toContain("does not say that");
    expect(textOf(await quote({ comment: link("1") }))).toContain("⚠️");
    expect(shown()).toHaveLength(1);
    await quoted({ comment, passage: "marmalade best" });
    expect(textOf({ message: shown()[0] ?? null })).toContain("> … marmalade best");
  });

  it("quotes nothing that its quoter or some member of its server may not read", async () => {
    const { articles } = house.world.channels;
    const [quoter, , other] = house.members.map(({ user }) => user.id);
    const deny = (id = "", type: 0 | 1): APIOverwrite => ({ id, type, allow: "0", deny: P.ViewChannel.toString() });
    overwrite(articles, deny(other, 1));
    installForUser(house.sandbox.world, house.members[2].user.id);
    joinGuild(house.sandbox.world, house.sandbox.world.channel(elsewhere).guild_id, house.members[2].user.id);
    const asked = () => house.members[2].runCommand(elsewhere, "quote", { comment });
    await until("it is known", async () => textOf(await asked()).includes("I know no comment"));
    expect(shown()).toHaveLength(0);
    const allow = {
      id: quoter ?? "",
      type: 1 as const,
      allow: (P.ViewChannel | P.ReadMessageHistory).toString(),
      deny: "0",
    };
    overwrite(articles, deny(house.world.guildId, 0), allow);
    await until("it is known", async () => textOf(await quote({ comment })).includes("Not every member"));
  });

  it("quotes nothing for whoever left its server", async () => {
    house.sandbox.world.tables.drop("member", `${house.world.guildId}-${house.members[0].user.id}`);
    expect(textOf(await quote({ comment }))).toContain("I know no comment");
    expect(shown()).toHaveLength(0);
  });

  it("is taken back by its quoter with its button, also after a restart, and by nobody else", async () => {
    await quoted({ comment });
    await house.restart();
    const [message] = shown();
    const button = buttonsOf({ message: message ?? null }).get("Take back") ?? "";
    const refused = await house.members[1].click(elsewhere, message?.id ?? "", button);
    expect(textOf(refused)).toContain("Only whoever quoted it");
    expect(shown()).toHaveLength(1);
    await house.members[0].click(elsewhere, message?.id ?? "", button);
    await until("it is gone", () => shown().length === 0);
  });

  it("is there only for those who have Talkback for themselves, and no other command is", async () => {
    await expect(house.members[1].runCommand(elsewhere, "quote", { comment })).rejects.toThrow(
      "Unknown application command",
    );
    await expect(house.members[0].runCommand(elsewhere, "comments list")).rejects.toThrow(
      "Unknown application command",
    );
  });

  it("works in direct messages, too", async () => {
    const { id } = openDirect(house.sandbox.world, house.members[0].user.id);
    await quote({ comment }, id);
    const text = () => textOf({ message: house.members[0].messages(id)[0] ?? null });
    await until("the quote", () => text().includes("marmalade best"));
  });

  it("is for its quoter's eyes where they may not use other applications for all", async () => {
    elsewhere = openServer(MEMBERS);
    const told: unknown[] = [];
    const stop = house.members[0].onEvent(({ t, d }) => void (t === "MESSAGE_CREATE" && told.push(d)));
    await quote({ comment });
    await until("the quote, for their eyes", () => JSON.stringify(told).includes("marmalade best"));
    stop();
    expect(shown()).toHaveLength(0);
  });
});

describe("Quote comment where Talkback is no member", () => {
  it("quotes the comment that a message links to, and says so where it links to none", async () => {
    const linking = await house.members[1].post(elsewhere, `Look at ${link(comment)}!`);
    await house.members[0].runContextMenu(elsewhere, "Quote comment", linking.id);
    await until("the quote", () => textOf({ message: shown()[0] ?? null }).includes("marmalade best"));
    const bare = await house.members[1].post(elsewhere, "Nothing");
    expect(textOf(await house.members[0].runContextMenu(elsewhere, "Quote comment", bare.id))).toContain("⚠️");
  });
});
