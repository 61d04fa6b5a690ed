import type { Deed, FaultName } from "./deeds.ts";
import type { Draw } from "./draw.ts";

/** In steps. */
const BETWEEN_KILLS = [100, 520] as const;
const DOWN = [0, 120] as const;
const LONG_DOWN = [200, 500] as const;
const IS_LONG_DOWN = 0.15;
const IS_CLEAN_STOP = 0.2;
const BETWEEN_FAULTS = [20, 160] as const;
const FAULT_LASTS = [10, 160] as const;

const FAULTS: Record<FaultName, number> = {
  socketCut: 4,
  socketClosed: 2,
  reconnect: 3,
  invalidResumable: 2,
  invalidSession: 3,
  zombie: 1,
  duplicate: 3,
  reorder: 4,
  delay: 4,
  rateLimitUser: 2,
  rateLimitShared: 1,
  rateLimitGlobal: 1,
  rateLimitBare: 1,
  rateLimitCloudflare: 1,
  serverErrors: 3,
  badGateway: 2,
  hang: 2,
  reset: 3,
  closedKeepAlive: 2,
  lostAnswer: 3,
  missingPermission: 1,
  missingAccess: 1,
  expiredInteraction: 1,
  lostSight: 1,
  kicked: 0.5,
};

/** When the bot is killed and started, and what goes wrong between it and Discord. */
export type Trouble = { at(step: number): Deed[] };

export function createTrouble(draw: Draw): Trouble {
  let isDown = false;
  let nextChange = draw.between(...BETWEEN_KILLS);
  let nextFault = draw.between(...BETWEEN_FAULTS);

  function changeBot(step: number): Deed {
    isDown = !isDown;
    if (!isDown) {
      nextChange = step + draw.between(...BETWEEN_KILLS);
      return { kind: "start" };
    }
    nextChange = step + (draw.chance(IS_LONG_DOWN) ? draw.between(...LONG_DOWN) : draw.between(...DOWN));
    return { kind: draw.chance(IS_CLEAN_STOP) ? "stop" : "kill" };
  }

  function strike(step: number): Deed {
    nextFault = step + draw.between(...BETWEEN_FAULTS);
    return { kind: "fault", fault: draw.weighted(FAULTS), steps: draw.between(...FAULT_LASTS) };
  }

  return {
    at(step) {
      const deeds: Deed[] = [];
      if (step >= nextFault) deeds.push(strike(step));
      if (step >= nextChange) deeds.push(changeBot(step));
      return deeds;
    },
  };
}
