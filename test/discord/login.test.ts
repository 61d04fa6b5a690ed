import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { SandboxOptions } from "#sandbox/types.ts";
import { createClient } from "#src/discord/client.ts";
import { login } from "#src/discord/login.ts";
import { inviteLink } from "#src/discord/permissions.ts";
import { StartupError } from "#src/errors.ts";
import { openSandbox } from "../support/sandbox.ts";

let sandbox: Sandbox | null = null;

afterEach(async () => {
  await sandbox?.close();
  sandbox = null;
});

async function logIn(options: SandboxOptions, token?: string): Promise<unknown> {
  ({ sandbox } = await openSandbox(options));
  const client = createClient(sandbox.apiUrl);
  try {
    return await login(client, token ?? sandbox.token);
  } finally {
    await client.destroy();
  }
}

describe("logging in", () => {
  it("succeeds with the right token and intents", async () => {
    await expect(logIn({})).resolves.toBeUndefined();
  });

  it("says in plain words that the token is wrong, without showing it", async () => {
    const token = "AAAAAAAAAAAAAAAAAAAAAAAA.bbbbbb.cccccccccccccccccccccccccccc";
    const failure = await logIn({}, token).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartupError);
    expect(String(failure)).toMatch(/does not accept this token.*Reset Token/);
    expect(String(failure)).not.toContain(token);
  });

  it("says which intent is missing and where to switch it on", async () => {
    await expect(logIn({ privilegedIntents: [] })).rejects.toThrow(/Message Content Intent/);
  });

  it("gives up on a Discord that takes the request and never answers", async () => {
    ({ sandbox } = await openSandbox());
    sandbox.faults.add({ kind: "hang", path: /^\/gateway\/bot$/ });
    const client = createClient(sandbox.apiUrl);
    await expect(login(client, sandbox.token, { readyTimeoutMs: 200 })).rejects.toThrow(/cannot be reached/);
    await client.destroy();
  });

  it("says for how long Discord answers no more", async () => {
    ({ sandbox } = await openSandbox());
    sandbox.faults.add({ kind: "rateLimit", scope: "cloudflare", retryAfterSeconds: 3_600, path: /^\/gateway\/bot$/ });
    const client = createClient(sandbox.apiUrl);
    await expect(login(client, sandbox.token)).rejects.toThrow(/no more for about 6[01] minutes/);
    await client.destroy();
  });

  it("says that there is no network", async () => {
    const client = createClient("http://127.0.0.1:9/api");
    await expect(login(client, "AAAA.bbbb.cccc")).rejects.toThrow(/cannot be reached/);
    await client.destroy();
  });
});

describe("the invite link", () => {
  it("asks for exactly the permissions that are needed, and the commands", () => {
    const query = new URL(inviteLink("123")).searchParams;
    expect(query.get("client_id")).toBe("123");
    expect(query.get("scope")).toBe("bot applications.commands");
    const names = {
      view: 10n,
      send: 11n,
      manageMessages: 13n,
      embed: 14n,
      history: 16n,
      webhooks: 29n,
      manageThreads: 34n,
      publicThreads: 35n,
      inThreads: 38n,
      kick: 1n,
      ban: 2n,
      timeOut: 40n,
    };
    expect(BigInt(query.get("permissions") ?? 0)).toBe(
      Object.values(names).reduce((bits, bit) => bits | (1n << bit), 0n),
    );
  });
});
