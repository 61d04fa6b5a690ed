import { describe, expect, it } from "vitest";
import { createLog } from "#src/log.ts";

const TOKEN = "MTIz.abc.secret-token";

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  write(createLog("info", { write: (line) => void (text += line) }));
  return text;
}

describe("the log", () => {
  it("has a constant message and its values beside it", () => {
    expect(JSON.parse(written((log) => log.info({ threads: 3 }, "caught up")))).toMatchObject({
      msg: "caught up",
      threads: 3,
    });
  });

  it("never shows a token, wherever discord.js puts one", () => {
    const error = Object.assign(new Error("Missing Permissions"), {
      url: `https://discord.com/api/v10/webhooks/1/${TOKEN}`,
      requestBody: { json: { token: TOKEN } },
    });
    const text = written((log) => {
      log.error({ err: error }, "a command failed");
      log.warn(
        { token: TOKEN, client: { token: TOKEN }, request: { headers: { authorization: `Bot ${TOKEN}` } } },
        "x",
      );
    });
    expect(text).toContain("Missing Permissions");
    expect(text).not.toContain("secret-token");
  });
});
