import { it } from "vitest";
import { mountPage } from "#sandbox/page/page.ts";
import { importPage, openHouse, succeed } from "./support/bot.ts";
import { findChromium, openBrowser } from "./sandbox/support/browser.ts";
import { until } from "./support/sandbox.ts";
it("shots", async () => {
  const house = await openHouse();
  mountPage(house.sandbox);
  const names = ["wren", "kenji", "yuna"];
  const thread = await importPage(house, "Why the bakery closes on Mondays", Array.from({ length: 32 }, (_, i) => ({ author: names[i % 3] ?? "", text: i === 3 ? "昨日、黒猫を見ました。パン屋の前で。" : `Comment number ${i}: the bread was *very* good, and the sour dough better than any bread I know. See https://example.org/bread/${i}` })));
  const [aiko, sam, priya] = house.members;
  const q = await sam.post(thread, "Does anybody know why they close on Mondays?");
  for (const [i, t] of ["Because they bake all Sunday night.", "I asked: the flour comes on Tuesdays.", "They always did.", "Nobody knows."].entries()) {
    const a = await priya.post(thread, { content: t, replyTo: q.id });
    if (i === 0) { const b = await aiko.post(thread, { content: "That is not true: they bake at four in the morning.", replyTo: a.id }); await sam.post(thread, { content: "Right, I hear them.", replyTo: b.id }); }
  }
  await house.members[0].react(thread, q.id, "👍"); await house.members[2].react(thread, q.id, "🥐");
  await sam.edit(thread, q.id, "Does anyone here know why they close on Mondays and Tuesdays?");
  await until("x", async () => (await house.store.get("comment", q.id))?.edits.length === 1);
  const browser = await openBrowser(findChromium() ?? "");
  for (const scheme of ["dark", "light"] as const) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 1000 }, colorScheme: scheme });
    const page = await context.newPage();
    await page.goto(`${house.sandbox.origin}/#/channels/${house.world.guildId}/${thread}`);
    await page.locator("textarea#composer").waitFor();
    await page.locator(".person-switch > button").click();
    await page.getByRole("menuitemradio", { name: /Jonas/ }).click();
    await page.locator(".person-switch", { hasText: "Jonas" }).waitFor();
    const run = async (name: string, f: () => Promise<unknown>) => { await f(); await new Promise((r) => setTimeout(r, 700)); await page.screenshot({ path: `/tmp/w/browse/x/${name}-${scheme}.png` }); };
    await run("list", () => succeed(house.moderator.runCommand(thread, "comments list", { order: "newest" })));
    await run("search", () => succeed(house.moderator.runCommand(thread, "comments search", { query: "bread -sour 猫" })).then(() => succeed(house.moderator.runCommand(thread, "comments search", { query: "bread has:link colour:x", order: "newest" }))));
    await run("thread", () => succeed(house.moderator.runCommand(thread, "comments thread", { order: "replies" })));
    await run("show", () => succeed(house.moderator.runCommand(thread, "comments show", { comment: q.id })));
    await context.close();
  }
  await browser.close();
  await house.close();
}, 120_000);
