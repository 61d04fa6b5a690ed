import { expect, it } from "vitest";
import { createRequestGuard } from "#src/discord/guard-requests.ts";
import { UserError } from "#src/errors.ts";

const URL = "https://discord.com/api/v10/channels/1/messages";
const AUTHORIZED = { headers: { Authorization: "Bot x" } };

/** A guard before a Discord that answers with `answer`. */
function openGuard() {
  const state = { answer: { status: 403, headers: {} as Record<string, string> }, nowMs: 0, sent: 0 };
  const errors: string[] = [];
  const guard = createRequestGuard({
    log: { error: (_: unknown, text?: string) => void errors.push(text ?? "") } as never,
    nowMs: () => state.nowMs,
    mostRefusals: 10,
    async send() {
      state.sent++;
      return new Response(null, state.answer) as never;
    },
  });
  const ask = (init: object = AUTHORIZED): Promise<number> => guard.makeRequest(URL, init).then(({ status }) => status);
  return { guard, state, errors, ask };
}

it.each([401, 403, 429])(
  "after very many answers %i nothing more is asked until ten minutes are over",
  async (status) => {
    const { state, errors, ask } = openGuard();
    state.answer = { status, headers: {} };
    for (let count = 0; count < 10; count++) expect(await ask()).toBe(status);
    for (let count = 0; count < 3; count++) await expect(ask()).rejects.toThrow(UserError);
    expect([state.sent, errors.length]).toEqual([10, 1]);
    state.nowMs = 600_001;
    expect(await ask()).toBe(status);
  },
);

it("answers to people go out all the same", async () => {
  const { ask } = openGuard();
  for (let count = 0; count < 12; count++) expect(await ask({ headers: {} })).toBe(403);
});

it("limits of what many bots share are nobody's fault, and neither is success", async () => {
  const { state, ask } = openGuard();
  state.answer = { status: 429, headers: { "x-ratelimit-scope": "shared" } };
  for (let count = 0; count < 20; count++) await ask();
  state.answer = { status: 200, headers: {} };
  for (let count = 0; count < 20; count++) await ask();
  expect(state.sent).toBe(40);
});

it("a token that Discord does not know any more is told of, a webhook's is not", async () => {
  const { guard, state, ask } = openGuard();
  let told = 0;
  guard.onTokenRefused(() => told++);
  state.answer = { status: 401, headers: {} };
  await ask({ headers: {} });
  expect(told).toBe(0);
  await ask();
  expect(told).toBe(1);
});
