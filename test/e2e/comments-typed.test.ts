import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, importPage, openHouse, textOf } from "../support/bot.ts";

let house: House;
let threadId: string;

beforeAll(async () => {
  house = await openHouse();
  threadId = await importPage(house, "The page", [{ author: "wren", text: "A comment" }]);
});
afterAll(() => house.close());

/** What someone types who means no harm, or who does. */
const TYPED = [
  " ",
  "😀".repeat(2_000),
  "\u202Eأهلا بالعالم\u202C",
  "' OR 1=1; DROP TABLE comment; --",
  '"*" NEAR/2 {author}: ^ AND (',
  "<@123> <@&123> <#123> @everyone",
  "[click](https://evil.example) ||spoiler|| `code` # heading",
  "https://discord.com/channels/42/43/44",
  "https://discord.com/channels/99999999999999999999/1/99999999999999999999",
  "00000000000000000007",
  "18446744073709551615",
  "18446744073709551616",
  "-1",
  "1e9",
  "~AAAAAAAAAAAAAAAAAAAAAA",
  "../../etc/passwd",
  "comments-list:0000....:n.1.1.1",
  "a".repeat(6_000),
];

describe.each([
  ["comments show", "comment", 6_000],
  ["comments list", "article", 6_000],
  ["comments list", "after", 20],
  ["comments search", "query", 300],
  ["comments search", "article", 6_000],
  ["comments thread", "article", 6_000],
] as const)("/%s with something typed as %s", (command, option, most) => {
  it("is answered in plain words, and pings nobody", async () => {
    const [aiko] = house.members;
    for (const text of TYPED) {
      const typed = text.slice(0, most).toWellFormed();
      const options = command === "comments search" && option !== "query" ? { query: "comment" } : {};
      const outcome = await aiko.runCommand(threadId, command, { ...options, [option]: typed });
      expect([typed, outcome.failed]).toEqual([typed, false]);
      const answer = textOf(outcome);
      expect([typed, answer]).toEqual([typed, expect.not.stringContaining("Something went wrong")]);
      expect([typed, answer]).toEqual([typed, expect.stringMatching(/⚠️|Nothing found|1–1 of 1|No comment fits/)]);
      expect(outcome.message).toMatchObject({ mentions: [], mention_everyone: false });
      expect(answer).not.toMatch(/(?<!\\)<@&?123>|(?<!\\)\[click\]\(\S+\)/);
    }
  });
});

describe("while someone is typing", () => {
  it("there are choices, or none, for whatever stands there", async () => {
    const [aiko] = house.members;
    for (const text of TYPED) {
      for (const [command, option] of [
        ["comments show", "comment"],
        ["comments list", "article"],
        ["comments thread", "article"],
      ] as const) {
        const choices = await aiko.autocomplete(threadId, command, { [option]: text.toWellFormed() }, option);
        expect(choices.every(({ name }) => name.length > 0 && name.length <= 100)).toBe(true);
      }
    }
  });
});
