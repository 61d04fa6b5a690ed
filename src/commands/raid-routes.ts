import type { Route } from "../discord/command.ts";
import { previewRaidPurge } from "./mod-purge.ts";
import { endRaid } from "./raid.ts";

/** The buttons of a raid's card. */
export const raidRoutes: Record<string, Route> = {
  "raid-end": { access: "moderator", answers: "reply", run: endRaid },
  "raid-purge": { access: "moderator", answers: "reply", run: previewRaidPurge },
};
