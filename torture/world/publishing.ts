import type { SeededWorld } from "#sandbox/seed.ts";
import type { InteractionOutcome } from "#sandbox/types.ts";
import type { DeedOf } from "../plan/deeds.ts";
import type { Cast } from "./cast.ts";
import { adoptThread, type Commands, importArticle, titleOf, typeArticle } from "./commands.ts";
import type { Places } from "./places.ts";

/** A publisher who was not answered tries again. */
const RETRY_MS = 1_000;

/** Brings articles to the server with the bot's own commands. */
export type Publishing = {
  begin(step: number, deed: DeedOf<"article">): void;
  /** Articles whose thread is not there yet. */
  waiting(): number;
};

export function createPublishing({
  seeded,
  cast,
  places,
  commands,
}: {
  seeded: SeededWorld;
  cast: Cast;
  places: Places;
  commands: Commands;
}): Publishing {
  const { channels, people, roles } = seeded;
  const { publisher } = cast;
  let unposted = 0;
  let isDetectorOff = false;
  /** One after the other: each goes where /setup says at that time. */
  let before: Promise<void> = Promise.resolve();

  async function tryUntil(isDone: () => boolean, attempt: () => Promise<unknown>): Promise<void> {
    while (!isDone()) {
      await attempt();
      if (!isDone()) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** Everybody here is new and writes as fast as a machine: what the detector makes of that is not what is tried. */
  async function turnDetectorOff(step: number): Promise<void> {
    const about = { what: "article", step, messageId: null, by: people.publisher } as const;
    const turnOff = (): Promise<InteractionOutcome> =>
      publisher.runCommand(channels.general, "detector settings", { on: false });
    await tryUntil(
      () => isDetectorOff,
      async () => {
        isDetectorOff = (await commands.use(about, turnOff))?.includes("It is off") === true;
      },
    );
  }

  async function post(step: number, { thread: number, place, how, oldComments }: DeedOf<"article">): Promise<void> {
    const about = { what: "article", step, messageId: null, by: people.publisher } as const;
    const setup = { articles: channels[place], moderators: channels.moderators, role: roles.moderator };
    const isThere = (): boolean => places.threadId(number) !== undefined;
    await tryUntil(isThere, async () => {
      await commands.use(about, () => publisher.runCommand(channels.general, "setup", setup));
      await commands.use(about, () =>
        how === "import"
          ? importArticle(publisher, channels.general, { number, oldComments })
          : typeArticle(publisher, channels.general, number),
      );
    });
  }

  /** A member opens a thread over a message, and people talk; a moderator tries until the bot knows it for its own. */
  async function adopt(step: number, { thread: number }: DeedOf<"article">): Promise<void> {
    const about = { what: "article", step, messageId: null, by: people.publisher } as const;
    const opener = cast.member(number);
    const { id: messageId } = await opener.post(channels.articles, `About article ${number}`);
    const { id } = await opener.openThread(channels.articles, { name: titleOf(number), messageId });
    const isSettled = (): boolean => places.isSettled(number);
    await tryUntil(isSettled, () => commands.use(about, () => adoptThread(publisher, id, number)));
  }

  return {
    begin(step, deed) {
      unposted++;
      before = before.then(async () => {
        await turnDetectorOff(step);
        await (deed.how === "adopt" ? adopt(step, deed) : post(step, deed));
        unposted--;
      });
    },
    waiting: () => unposted,
  };
}
