import { startSandbox } from "#sandbox/sandbox.ts";
import { seedWorld } from "#sandbox/seed.ts";
import { assemble } from "./cast.ts";
import { createCommands } from "./commands.ts";
import { keepDiary } from "./diary.ts";
import { createTroublemaker } from "./faults.ts";
import { findPlaces } from "./places.ts";
import type { CallArgs, CallName, CallResult, Status, WorldReport } from "./protocol.ts";
import { createStage } from "./stage.ts";

/** The process that plays Discord and everybody on it. It does what its parent asks over the channel between them. */

/** Short, so that a connection that died is noticed within a history of seconds. */
const HEARTBEAT_MS = 2_000;
/** Edits of starter messages come when they are due, whether anything is left to do or not. */
const IS_WORK: readonly [method: string, path: RegExp][] = [
  ["GET", /^\/channels\/\d+\/messages/],
  ["POST", /./],
  ["DELETE", /./],
];

async function openWorld(seed: number) {
  const sandbox = await startSandbox({ heartbeatMs: HEARTBEAT_MS, faultSeed: seed });
  const seeded = seedWorld(sandbox);
  const cast = assemble(sandbox, seeded);
  const commands = createCommands();
  const places = findPlaces(sandbox);
  const diary = keepDiary(sandbox);
  const troublemaker = createTroublemaker(sandbox, seeded);
  const stage = createStage({ sandbox, seeded, cast, places, commands, troublemaker });
  let lastWorkAtMs = 0;
  sandbox.onRequest(({ method, path }) => {
    if (IS_WORK.some(([of, to]) => of === method && to.test(path))) lastWorkAtMs = Date.now();
  });

  function status(): Status {
    return {
      isConnected: sandbox.isConnected(),
      sessions: sandbox.sessionStarts(),
      waiting: stage.waiting() + commands.waiting(),
      openedThreads: places.openedCount(),
      lastWorkAtMs,
    };
  }

  function report(): WorldReport {
    const { world } = sandbox;
    const threads = places.diaries();
    const ids = new Set(threads.map(({ id }) => id));
    const all = [...world.tables.message.values()];
    const { articles, forum } = seeded.channels;
    const isStarter = (channelId: string, id: string): boolean =>
      channelId === articles || (channelId === id && world.tables.channel.get(id)?.parent_id === forum);
    const ofBot = all.filter(({ message }) => message.author.id === world.botId);
    return {
      botId: world.botId,
      guildId: seeded.guildId,
      threads,
      messages: all.filter(({ message }) => ids.has(message.channel_id)),
      diaries: diary.all(),
      starters: ofBot.filter(({ message }) => isStarter(message.channel_id, message.id)),
      elsewhere: ofBot.filter(({ message }) => !isStarter(message.channel_id, message.id)),
      commands: commands.records(),
      faults: troublemaker.counts(),
      done: stage.done,
      refused: stage.refused,
      events: diary.events(),
      violations: sandbox.violations,
    };
  }

  return { sandbox, seeded, cast, diary, troublemaker, stage, status, report };
}

type Opened = Awaited<ReturnType<typeof openWorld>>;
let opened: Opened | null = null;
const world = (): Opened => {
  if (!opened) throw new Error("the world is not open yet");
  return opened;
};

const calls: { [N in CallName]: (args: CallArgs<N>) => CallResult<N> | Promise<CallResult<N>> } = {
  async open({ seed }) {
    opened = await openWorld(seed);
    return { token: opened.sandbox.token, api: opened.sandbox.apiUrl };
  },
  async perform({ step, deeds }) {
    const { diary, troublemaker, stage } = world();
    diary.atStep(step);
    troublemaker.atStep(step);
    await stage.perform(step, deeds);
    return null;
  },
  status: () => world().status(),
  calm() {
    world().troublemaker.endAll();
    world().sandbox.faults.clear();
    return null;
  },
  report: () => world().report(),
  async close() {
    await world().sandbox.close();
    return null;
  },
};

/** One call after the other: the history has one order. */
let before: Promise<unknown> = Promise.resolve();
process.on("message", ({ id, name, args }: { id: number; name: CallName; args: never }) => {
  before = before
    .then(() => (calls[name] as (args: never) => unknown)(args))
    .then(
      (result) => process.send?.({ id, result }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
    );
});
process.once("disconnect", () => process.exit());
