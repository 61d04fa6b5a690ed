import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Client } from "discord.js";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mountPage } from "#sandbox/page/page.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SeededWorld } from "#sandbox/seed.ts";
import { openSandbox } from "../support/sandbox.ts";
import { findChromium, openBrowser } from "./support/browser.ts";
import { startPageBot } from "./support/page-bot.ts";

const chromium = findChromium();
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let sandbox: Sandbox;
let world: SeededWorld;
let bot: Client;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What went wrong in the page, and what it asked for elsewhere. */
let complaints: string[];

async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  tab.setDefaultTimeout(8_000);
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  tab.on("request", (request) => {
    if (!request.url().startsWith(sandbox.origin) && !/^(?:blob|data):/.test(request.url()))
      complaints.push(request.url());
  });
  return tab;
}

const general = (): string => `${sandbox.origin}/#/channels/${world.guildId}/${world.channels.general}`;
const composer = (tab = page): Locator => tab.locator("textarea#composer");
const message = (text: string | RegExp, tab = page): Locator => tab.locator(".message", { hasText: text });

/** For what must not have happened in any test. */
function refuteAny(mishaps: readonly unknown[]): void {
  if (mishaps.length > 0) throw new Error(JSON.stringify(mishaps, null, 2));
}

const appears = (locator: Locator): Promise<true> => locator.waitFor().then(() => true);
const vanishes = (locator: Locator): Promise<true> => locator.waitFor({ state: "detached" }).then(() => true);

async function say(text: string, tab = page): Promise<void> {
  await composer(tab).fill(text);
  await composer(tab).press("Enter");
}

async function be(name: string): Promise<void> {
  await page.locator(".person-switch > button").click();
  await page.getByRole("menuitemradio", { name: new RegExp(name) }).click();
  await page.locator(".person-switch", { hasText: name }).waitFor();
}

async function violationsOf(tab: Page): Promise<string[]> {
  await tab.evaluate(AXE);
  return tab.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    // Colours on their way are nobody's colours.
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    const { violations } = await axe.run();
    return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
  });
}

describe.skipIf(chromium === null)("the chat page in a browser (needs a Chromium; CHROMIUM names one)", () => {
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? "");
    ({ sandbox, world } = await openSandbox());
    mountPage(sandbox);
    bot = await startPageBot(sandbox.token, sandbox.apiUrl);
  });

  afterAll(async () => {
    await browser.close();
    await bot.destroy();
    await sandbox.close();
    refuteAny(sandbox.violations);
  });

  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    page = await openTab();
    await page.goto(general());
    await composer().waitFor();
  });

  afterEach(async () => {
    await context.close();
    refuteAny(complaints);
  });

  test("what one person posts, another sees at once, and it is unread where they are not", async () => {
    const other = await openTab();
    await other.goto(general());
    await other.locator(".person-switch > button").click();
    await other.getByRole("menuitemradio", { name: /Jonas/ }).click();
    await other.getByRole("link", { name: "articles" }).click();
    await other.getByRole("textbox", { name: "Message #articles" }).waitFor();
    await say("Good **morning**");
    await message("Good morning").locator("strong", { hasText: "morning" }).waitFor();
    await other.getByRole("link", { name: /general.*unread/ }).click();
    await message("Good morning", other).waitFor();
    expect(await appears(other.locator(".new-line"))).toBe(true);
  });

  test("a reply names what it answers and leads there", async () => {
    await say("A first thought");
    await message("A first thought").hover();
    await message("A first thought").getByRole("button", { name: "Reply" }).click();
    await page.getByText("Replying to").waitFor();
    await say("A second thought");
    const reply = message("A second thought");
    await reply.getByRole("button", { name: /Reply to.*A first thought/ }).click();
    expect(await appears(page.locator(".message.marked", { hasText: "A first thought" }))).toBe(true);
  });

  test("one's own message can be rewritten and deleted, and the others' cannot", async () => {
    await say("A tipo");
    await composer().press("ArrowUp");
    await page.getByRole("textbox", { name: "Edit the message" }).fill("A typo");
    await page.keyboard.press("Enter");
    await message("A typo").getByText("(edited)").waitFor();
    await message("A typo").focus();
    await page.keyboard.press("Delete");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await message("A typo").waitFor({ state: "detached" });
    await sandbox.actor(world.people.publisher).post(world.channels.general, "Not yours");
    await message("Not yours").click({ button: "right" });
    expect(await page.getByRole("menuitem", { name: /Delete|Edit/ }).count()).toBe(0);
  });

  test("a reaction is toggled", async () => {
    const { id } = await sandbox.actor(world.people.publisher).post(world.channels.general, "React to me");
    await message("React to me").hover();
    await message("React to me").getByRole("button", { name: "React" }).click();
    await page.getByRole("searchbox", { name: "Search for an emoji" }).fill("party");
    await page.keyboard.press("Enter");
    const mine = message("React to me").getByRole("button", { name: /🎉, 1 reaction, yours too/ });
    await mine.waitFor();
    expect(
      sandbox
        .actor(world.people.publisher)
        .messages(world.channels.general)
        .find((m) => m.id === id)?.reactions,
    ).toMatchObject([{ count: 1 }]);
    await mine.click();
    await mine.waitFor({ state: "detached" });
  });

  test("a slash command is completed, its option is suggested by the bot, and its answer can be dismissed", async () => {
    await composer().pressSequentially("/lib");
    await page.getByRole("option", { name: /library find/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: /^title/ }).fill("wall");
    await page.getByRole("option", { name: "The garden wall" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "+ shelf" }).click();
    await page.getByRole("option", { name: "Lower shelf" }).click();
    await page.keyboard.press("Enter");
    const answer = message("Found The garden wall on: lower");
    await answer.getByText("Only you can see this").waitFor();
    await answer.getByText("/library find").waitFor();
    await answer.getByRole("button", { name: "Dismiss message" }).click();
    expect(await vanishes(answer)).toBe(true);
  });

  test("a required option that is missing is named, and nothing is sent", async () => {
    await composer().pressSequentially("/library find");
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "The garden wall" }).waitFor();
    await page.getByRole("button", { name: "Run the command" }).click();
    await page.getByText("This option is required.").waitFor();
    await page.getByRole("button", { name: "Put the command away" }).click();
    expect(await appears(composer())).toBe(true);
  });

  test("a button does what the bot answers", async () => {
    await composer().pressSequentially("/library open");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Run the command" }).press("Enter");
    await message("Open from nine to five").getByRole("button", { name: "Holidays" }).click();
    expect(await appears(message("Closed on holidays"))).toBe(true);
  });

  test("a command that nobody answers is told so in plain words", async () => {
    await composer().pressSequentially("/library silent");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Run the command" }).press("Enter");
    expect(await appears(page.getByText("the application did not respond"))).toBe(true);
  });

  test("the keyboard opens the menu of a message, and its command opens a form that checks what is filled in", async () => {
    await say("Questionable");
    await message("Questionable").focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Report to the librarian" }).press("Enter");
    const form = page.getByRole("dialog", { name: "Report: Questionable" });
    await form.getByRole("textbox", { name: "Note" }).fill("bad");
    await form.getByRole("button", { name: "Submit" }).click();
    await form.getByText("This field is required.").waitFor();
    await form.getByText("At least 5 characters.").waitFor();
    await form.getByRole("button", { name: /^Reason/ }).press("Enter");
    await page.getByRole("option", { name: "Off-topic" }).click();
    await form.getByRole("textbox", { name: "Note" }).fill("not about books");
    await form.getByRole("button", { name: "Submit" }).click();
    expect(await appears(message("Reported as off-topic: not about books").getByText("Only you can see this"))).toBe(
      true,
    );
  });

  test("switching to the moderator shows what a moderator may see and do, and the tab remembers it", async () => {
    await say("Of a member");
    await page.getByRole("link", { name: "articles" }).waitFor();
    expect(await page.getByRole("link", { name: "moderators" }).count()).toBe(0);
    await be("Jonas");
    await page.getByRole("link", { name: "moderators" }).waitFor();
    await message("Of a member").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Delete message" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await message("Of a member").waitFor({ state: "detached" });
    await page.reload();
    await page.locator(".person-switch", { hasText: "Jonas" }).waitFor();
  });

  test("a thread is opened over a message, and a locked one says that it is", async () => {
    await say("Worth a thread");
    await message("Worth a thread").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Create thread" }).click();
    await page.getByRole("textbox", { name: "Thread name" }).fill("A side matter");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "A side matter" }).first().waitFor();
    await say("Said aside");
    await message("Said aside").waitFor();
    const threadId = page.url().split("/").at(-1) ?? "";
    await sandbox.actor(world.people.moderator).changeThread(threadId, { locked: true });
    expect(await appears(page.getByText("This thread is locked. Only moderators can write here."))).toBe(true);
  });

  test("a forum post is written with its tag", async () => {
    await page.getByRole("link", { name: "reading-room" }).click();
    await page.getByRole("button", { name: "New post" }).click();
    await page.getByRole("textbox", { name: "Title" }).fill("On maps");
    await page.getByRole("textbox", { name: "Message" }).fill("Do you still read them?");
    await page.getByRole("button", { name: "Essay" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Post" }).click();
    await message("Do you still read them?").waitFor();
    await page.getByRole("link", { name: "reading-room" }).first().click();
    expect(await appears(page.locator(".post-card", { hasText: "On maps" }).getByText("Essay"))).toBe(true);
  });

  test("files are attached, pictures are shown and others offered", async () => {
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    await page.locator(".attach input").setInputFiles([
      { name: "dot.png", mimeType: "image/png", buffer: pixel },
      { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("notes") },
    ]);
    await say("Two files");
    await message("Two files").getByRole("img", { name: "dot.png" }).waitFor();
    const isDrawn = page.waitForFunction(
      () => document.querySelector<HTMLImageElement>("img[alt='dot.png']")?.naturalWidth === 1,
    );
    await isDrawn;
    expect(await appears(message("Two files").getByRole("link", { name: "notes.txt" }))).toBe(true);
  });

  test("what people write never becomes HTML, a script or a dangerous link", async () => {
    const nasty = [
      "<img src=x onerror=\"document.title='broken'\">",
      "<script>document.title='broken'</script>",
      "[click](javascript:document.title='broken')",
      "<javascript:alert(1)>",
      '[masked](https://example.org "x\\" onmouseover=alert(1)")',
      "||<b>spoiler</b>|| `<i>code</i>`",
    ].join("\n");
    await say(nasty);
    const shown = message("<script>");
    await shown.waitFor();
    expect(await shown.locator("img, script, b:not(.reference b), i:not(.dots i)").count()).toBe(0);
    const links = await shown
      .locator(".markdown a")
      .evaluateAll((found) => found.map((link) => link.getAttribute("href")));
    expect(links.every((href) => href?.startsWith("https://example.org"))).toBe(true);
    expect(await shown.locator(".markdown a:not([rel~=noopener])").count()).toBe(0);
    expect(await page.title()).toContain("general");
  });

  test("links of Discord's form lead within the page, to messages far back too", async () => {
    const aiko = sandbox.actor(world.people.members[0]);
    const first = await aiko.post(world.channels.articles, "The very first");
    for (let number = 1; number <= 120; number++) await aiko.post(world.channels.articles, `Line ${number}`);
    await say(`https://discord.com/channels/${world.guildId}/${world.channels.articles}/${first.id}`);
    await page.getByRole("link", { name: "#articles › message" }).click();
    await page.locator(".message.marked", { hasText: "The very first" }).waitFor();
    await page.getByRole("button", { name: /Jump to the newest/ }).click();
    await message(/Line 120/).waitFor();
    await page.locator(".scroller").evaluate((box) => box.scrollTo(0, 0));
    expect(await appears(message(/Line 60(?!\d)/))).toBe(true);
  });

  test("the arrow keys walk through the messages, and Escape closes what is open", async () => {
    await say("One up");
    await message("One up").waitFor();
    await say("One down");
    await message("One down").focus();
    await page.keyboard.press("ArrowUp");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("One up");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("One up");
  });

  test.each(["dark", "light"] as const)(
    "nothing is in the way of people who use a screen reader or need contrast (%s)",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const text = `Readable in the ${colorScheme}`;
      await say(`${text} **for** everyone, <t:60:R> \`code\` https://example.org`);
      await message(text).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await message(text).click({ button: "right" });
      await page.getByRole("menuitem", { name: "Report to the librarian" }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole("menuitem", { name: "Report to the librarian" }).click();
      await page.getByRole("dialog").waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await composer().pressSequentially("/library find");
      await page.keyboard.press("Enter");
      await page.getByRole("combobox", { name: /^title/ }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
    },
  );

  test("on a phone the channels open and close, and nothing is wider than the screen", async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    await page.getByRole("button", { name: "Members" }).click();
    await page.getByRole("button", { name: "Channels" }).click();
    await page.locator(".channels").getByRole("link", { name: "articles" }).click();
    await page.getByRole("textbox", { name: "Message #articles" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  test("the theme follows the system until it is chosen, and is remembered", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html[data-theme=dark]").waitFor();
    await page.getByRole("button", { name: "Switch to light" }).click();
    await page.locator("html[data-theme=light]").waitFor();
    await page.reload();
    expect(await appears(page.locator("html[data-theme=light]"))).toBe(true);
  });
});
