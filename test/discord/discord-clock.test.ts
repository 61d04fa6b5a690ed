import { beforeEach, describe, expect, it } from "vitest";
import { createClockWatch } from "#src/discord/clock-watch.ts";
import { createDiscordClock, type DiscordClock } from "#src/discord/discord-clock.ts";
import { mintSnowflake } from "#src/domain/snowflake.ts";

const NOON_MS = Date.parse("2026-11-23T12:00:00Z");

let wall: number;
let steady: number;
let clock: DiscordClock;
let warnings: object[];
const log = { warn: (values: object): void => void warnings.push(values) };

beforeEach(() => {
  [wall, steady, warnings] = [NOON_MS, 1_000, []];
  clock = createDiscordClock(log as never, { wallMs: () => wall, steadyMs: () => steady });
});

const pass = (milliseconds: number): void => {
  wall += milliseconds;
  steady += milliseconds;
};

describe("Discord's clock", () => {
  it("is this machine's before anything is known, and while both agree", () => {
    expect(clock.now()).toBe(NOON_MS);
    clock.noteDate("Mon, 23 Nov 2026 12:00:20 GMT");
    pass(500);
    expect(clock.now()).toBe(NOON_MS + 500);
    expect(warnings).toEqual([]);
  });

  it("is Discord's while this machine's is wrong, goes on by itself, and says so once", () => {
    clock.noteDate("Mon, 23 Nov 2026 12:00:00 GMT");
    wall += 7_200_000;
    pass(3_000);
    expect([clock.now(), clock.now()]).toEqual([NOON_MS + 3_000, NOON_MS + 3_000]);
    expect(warnings).toEqual([{ secondsAhead: 7_200 }]);
    wall -= 7_200_000;
    expect(clock.now()).toBe(NOON_MS + 3_000);
  });

  it("learns from ids that time has passed while the machine slept", () => {
    clock.noteDate("Mon, 23 Nov 2026 12:00:00 GMT");
    wall += 7_200_000;
    clock.noteId(mintSnowflake(NOON_MS + 7_200_000, 0));
    clock.noteId(mintSnowflake(NOON_MS, 0));
    expect(clock.now()).toBe(NOON_MS + 7_200_000);
    expect(warnings).toEqual([]);
  });

  it("takes no answer without a readable date", () => {
    clock.noteDate(null);
    clock.noteDate("yesterday");
    expect(clock.now()).toBe(NOON_MS);
  });
});

describe("a step of this machine's clock", () => {
  it("back makes what is known of rate limits forgotten; forward, and drift, do not", () => {
    const rest = { handlers: new Map([["a", 1]]), globalReset: NOON_MS + 1_000 };
    const check = createClockWatch({
      rest: rest as never,
      log: log as never,
      wallMs: () => wall,
      steadyMs: () => steady,
    });
    wall += 2_000;
    check();
    wall += 3_600_000;
    check();
    expect([rest.handlers.size, warnings.length]).toEqual([1, 1]);
    wall -= 3_600_000;
    expect([check(), check()]).toEqual([true, false]);
    expect([rest.handlers.size, rest.globalReset, warnings.length]).toEqual([0, 0, 2]);
  });
});
