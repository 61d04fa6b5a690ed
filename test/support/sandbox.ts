import { createChecker } from "#sandbox/check/checker.ts";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { type SeededWorld, seedWorld } from "#sandbox/seed.ts";
import type { SandboxOptions } from "#sandbox/types.ts";

const checker = createChecker();

/** A sandbox with its little world in it, which checks everything that is said against Discord's descriptions. */
export async function openSandbox(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; world: SeededWorld }> {
  const sandbox = await startSandbox({ rateLimits: false, ...options, checker: await checker });
  return { sandbox, world: seedWorld(sandbox) };
}

/** Waits for a condition, asked again on every turn of the event loop. Fails after a while with what was waited for. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  timeoutMs: number = 10_000,
): Promise<NonNullable<T>> {
  const deadlineMs = Date.now() + timeoutMs;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > deadlineMs) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
