import { readFileSync } from "node:fs";
import { parse } from "dotenv";
import { describe, expect, it } from "vitest";
import { environmentSchema, readConfig } from "#src/config.ts";
import { StartupError } from "#src/errors.ts";

const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
const TOKEN = `${"A".repeat(24)}.${"b".repeat(6)}.${"c-_".repeat(10)}`;

describe(".env.example", () => {
  it("names every setting and no other", () => {
    expect(Object.keys(parse(example)).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  it("says what holds anyway", () => {
    expect(readConfig(parse(example))).toEqual(readConfig({}));
  });
});

describe("the configuration", () => {
  it("runs on the sandbox without a token, also when the line is there and empty", () => {
    expect(readConfig({ DISCORD_TOKEN: "  " }).token).toBeNull();
    expect(readConfig({ DISCORD_TOKEN: TOKEN }).token).toBe(TOKEN);
  });

  it("names every setting that does not fit, and never prints the token", () => {
    const read = () => readConfig({ DISCORD_TOKEN: "not-a-token", SANDBOX_PORT: "eighty", LOG_LEVEL: "loud" });
    expect(read).toThrow(StartupError);
    expect(read).toThrow(/DISCORD_TOKEN[\s\S]*SANDBOX_PORT[\s\S]*LOG_LEVEL/);
    expect(read).not.toThrow(/not-a-token/);
  });

  it("sends the token to nobody but Discord and this machine", () => {
    for (const api of [
      "https://discord.com.example.org/api",
      "http://192.0.2.1/api",
      "https://example.org",
      "nonsense",
    ]) {
      expect(() => readConfig({ DISCORD_API: api }), api).toThrow(/DISCORD_API/);
    }
    for (const api of [
      "https://discord.com/api",
      "http://127.0.0.1:4650/api",
      "http://localhost:1/api",
      "http://[::1]:1/api",
    ]) {
      expect(readConfig({ DISCORD_API: api }).api).toBe(api);
    }
  });
});
