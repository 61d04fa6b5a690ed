import { writeSync } from "node:fs";
import { startSandbox } from "#sandbox/sandbox.ts";
import { seedWorld } from "#sandbox/seed.ts";

/** Fills a world that is kept in a file until it is killed, and says on stdout what people were told is done. */
const [file = ""] = process.argv.slice(2);
const sandbox = await startSandbox({ file });
const world = seedWorld(sandbox);
const aiko = sandbox.actor(world.people.members[0]);

for (let turn = 0; ; turn++) {
  const { id } = await aiko.post(world.channels.general, `message ${turn}`);
  if (turn % 3 === 1) await aiko.edit(world.channels.general, id, `message ${turn}, edited`);
  if (turn % 3 === 2) await aiko.delete(world.channels.general, id);
  writeSync(1, `${turn} ${id}\n`);
}
