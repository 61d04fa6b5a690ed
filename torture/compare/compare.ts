import { openStore } from "#src/store/store.ts";
import type { Performance } from "../drive/run.ts";
import { compareCatalog } from "./catalog.ts";
import { compareComments } from "./comments.ts";
import { collectFindings, type Findings } from "./findings.ts";
import { compareHistories } from "./history.ts";
import { comparePosts } from "./posts.ts";
import { readRecords } from "./records.ts";
import { compareRemovals } from "./removals.ts";
import { type Scene, setScene } from "./scene.ts";
import { compareThreads } from "./threads.ts";

/**
 * Opens the store again and compares it, field by field, with the world that the bot was to mirror. Written apart from the code it
 * checks: from Discord's own objects and the stored documents, with rules of its own.
 */
export async function compareWorlds({
  storeUrl,
  lives,
  world,
}: Pick<Performance, "storeUrl" | "lives" | "world">): Promise<{ findings: Findings; scene: Scene }> {
  const findings = collectFindings();
  const store = await openStore({ url: storeUrl });
  try {
    const scene = setScene(world, readRecords(storeUrl.slice("sqlite://".length)), lives);
    compareComments(scene, findings);
    compareHistories(scene, findings);
    compareRemovals(scene, findings);
    compareThreads(scene, findings);
    comparePosts(scene, findings);
    await compareCatalog(store, scene, findings);
    for (const { how, lastWords } of lives.filter((life) => life.how === "crashed"))
      findings.add("crashes", { threadId: null, id: null, expected: "a bot that goes on", found: { how, lastWords } });
    for (const violation of world.violations)
      findings.add("violations", { threadId: null, id: null, expected: "what Discord describes", found: violation });
    return { findings, scene };
  } finally {
    await store.close();
  }
}
