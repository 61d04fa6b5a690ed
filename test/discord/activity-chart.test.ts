import { expect, it } from "vitest";
import { drawActivity } from "#src/discord/render/activity-chart.ts";

it("draws at most eight charts at a time, and goes on when they are done", async () => {
  const content: Parameters<typeof drawActivity>[0] = { bars: [], hours: Array.from({ length: 24 }, () => 0) };
  const asked = Array.from({ length: 10 }, () => drawActivity(content));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual([...Array(8).fill("fulfilled"), "rejected", "rejected"]);
  expect((await drawActivity(content)).subarray(1, 4).toString()).toBe("PNG");
});
