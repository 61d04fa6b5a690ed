import type { Sandbox } from "#sandbox/sandbox.ts";

const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** Events that are handed over between two looks at the rest of the world, as a busy socket would. */
const BURST = 200;

/** So many events and no more. */
export function counted(events: number): { next: () => boolean } {
  let left = events;
  return { next: () => left-- > 0 };
}

/** Sends ready-made events for as long as `next` says so: what is measured is the client's side. */
export async function pour(
  sandbox: Sandbox,
  channelId: string,
  authorId: string,
  { next }: { next: () => Promise<boolean> | boolean },
): Promise<void> {
  const { world } = sandbox;
  const channel = world.channel(channelId);
  const author = world.user(authorId);
  const base = BigInt(Date.now() - DISCORD_EPOCH_MS) << 22n;
  for (let number = 0; ; number++) {
    if (number % BURST === 0) await new Promise(setImmediate);
    const isMore = next();
    if (!(typeof isMore === "boolean" ? isMore : await isMore)) return;
    const message = {
      id: (base + BigInt(number)).toString(),
      channel_id: channelId,
      guild_id: channel.guild_id,
      channel_type: channel.type,
      author,
      content: `Comment number ${number}: a sentence or two, as people write them under an article they have read.`,
      timestamp: "2026-11-23T12:00:00.000000+00:00",
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      flags: 0,
      type: 0,
    };
    world.dispatch({ t: "MESSAGE_CREATE", d: message, guildId: channel.guild_id, channelId });
  }
}
