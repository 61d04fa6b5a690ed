import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "#src/config.ts";
import { createLog } from "#src/log.ts";
import { openStore } from "#src/store/store.ts";
import { type Running, startTalkback } from "#src/talkback.ts";
import { findChromium, openBrowser } from "../sandbox/support/browser.ts";
import { until } from "../support/sandbox.ts";

const chromium = findChromium();
const folder = mkdtempSync(path.join(tmpdir(), "talkback-newcomer-"));
const storeUrl = `sqlite://${path.join(folder, "talkback.sqlite")}`;
const config = readConfig({
  STORE_URL: storeUrl,
  SANDBOX_FILE: path.join(folder, "sandbox.sqlite"),
  SANDBOX_PORT: "0",
});
const WORDS = "My neighbour reads the sign aloud.";

describe.skipIf(chromium === null)("a newcomer, in a browser (needs a Chromium; CHROMIUM names one)", () => {
  let running: Running;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    running = await startTalkback(config, { log: createLog("silent"), hasPage: true });
    browser = await openBrowser(chromium ?? "");
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(running.sandbox?.server.origin ?? "");
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const message = (text: string): Locator => page.locator(".message", { hasText: text });
  const composer = (): Locator => page.locator("textarea#composer");
  const be = async (name: string): Promise<void> => {
    await page.locator(".person-switch > button").click();
    await page.getByRole("menuitemradio", { name: new RegExp(name) }).click();
    await page.locator(".person-switch", { hasText: name }).waitFor();
  };
  const useApp = async (text: string, command: string): Promise<void> => {
    await message(text).last().click({ button: "right" });
    await page.getByRole("menuitem", { name: command }).click();
  };

  it(
    "finds the sample article, replies, lists, reports, and as the moderator removes and restores",
    { timeout: 60_000 },
    async () => {
      await page.getByText("Why the bakery closes on Mondays").first().click();
      await message("Shoes are a perfectly good reason.").waitFor();
      await message("hanne_k").first().waitFor();

      await composer().fill(WORDS);
      await composer().press("Enter");
      await message(WORDS).waitFor();
      await composer().fill("/comments list");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Run the command" }).press("Enter");
      await message("Comments on Why the bakery").getByRole("button", { name: /Next/ }).click();
      await message("6–10 of 10").waitFor();

      await be("Sam");
      await useApp(WORDS, "Report comment");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^What is wrong/ })
        .press("Enter");
      await page.getByRole("option", { name: "Spam" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
      await message("The moderators have your report").waitFor();

      await be("Jonas");
      await useApp(WORDS, "Remove comment");
      await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
      await message("Case 1").getByRole("button", { name: "Restore" }).waitFor();
      await until("the message to be gone", async () => (await message(WORDS).count()) === 0);
      await message("Case 1").getByRole("button", { name: "Restore" }).click();
      await message("Case 2").waitFor();
      await until("the message to be back", async () => (await message(WORDS).count()) === 1);
    },
  );

  it("finds every step in the store afterwards", async () => {
    const { world } = running.sandbox ?? { world: null };
    const guildId = world?.guildId ?? "";
    await running.stop();
    const store = await openStore({ url: storeUrl });
    const [id = ""] = store.catalog.searchComments({ guildId, text: "neighbour aloud", states: ["visible"], limit: 5 });
    expect(await store.get("comment", id)).toMatchObject({ text: WORDS, state: "visible", author: { name: "Aiko" } });
    expect(await store.get("report", `${id}-${world?.people.members[1]}`)).toMatchObject({
      reason: "spam",
      state: "upheld",
    });
    const cases = await store.getMany("case", store.catalog.listCases({ guildId, limit: 5 }));
    expect(cases.map((one) => one?.action)).toEqual(["restore", "remove"]);
    await store.close();
  });
});
