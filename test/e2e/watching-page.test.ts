import type { Browser } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountPage } from "#sandbox/page/page.ts";
import { watchingId } from "#src/domain/watching.ts";
import { findChromium, openBrowser } from "../sandbox/support/browser.ts";
import { type House, importPage, openHouse, succeed } from "../support/bot.ts";

const chromium = findChromium();

describe.skipIf(chromium === null)("watching, in a browser (needs a Chromium; CHROMIUM names one)", () => {
  let house: House;
  let browser: Browser;

  beforeEach(async () => {
    house = await openHouse({ bot: { tellingPace: { gatherMs: 20, minuteMs: 1_000 } } });
    mountPage(house.sandbox);
    browser = await openBrowser(chromium ?? "");
  });

  afterEach(async () => {
    await browser.close();
    await house.close();
  });

  it("shows the first direct message as it comes, where one click ends the watch", { timeout: 60_000 }, async () => {
    const [aiko, sam] = house.members;
    const threadId = await importPage(house, "A bench with a view", [{ author: "wren", text: "An old comment." }]);
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(house.sandbox.origin);
    await page.locator(".person-switch > button").click();
    await page.getByRole("menuitemradio", { name: /Aiko/ }).click();
    await page.locator(".person-switch", { hasText: "Aiko" }).waitFor();
    expect(await page.getByText("Direct messages").count()).toBe(0);

    await succeed(aiko.runCommand(threadId, "watch article"));
    await sam.post(threadId, "The view is worth the climb.");
    await page.getByRole("navigation", { name: "Direct messages" }).getByText("talkback").click();
    const message = page.locator(".message", { hasText: "The view is worth the climb." });
    await message.getByRole("button", { name: "Stop watching" }).click();
    await page.locator(".message", { hasText: "You no longer watch comments on" }).waitFor();
    expect(await house.store.get("watching", watchingId(house.world.guildId, aiko.user.id))).toBeUndefined();
  });
});
