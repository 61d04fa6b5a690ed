import { SandboxRefusal } from "../refusal.ts";
import type { Actor } from "../types.ts";
import type { World } from "../world/world.ts";
import { createPageServer } from "./page-server.ts";
import { listPeople } from "./people.ts";
import type { Person, Refusal } from "./protocol.ts";

/** What the page needs of a sandbox. */
export type PageHost = {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly world: World;
  actor(userId: string): Actor;
  /** Answers what the handler answers; what it answers with null is left to the sandbox. */
  mount(handler: (request: Request) => Promise<Response | null>): void;
};

/**
 * Serves the chat page under `/` of the sandbox's own origin. `people` are those whose place a visitor can take; by
 * default everyone who is no app. Returns the way to end its event streams.
 */
export function mountPage(sandbox: PageHost, options: { people?: () => Person[] } = {}): { close(): void } {
  const page = createPageServer({
    port: new URL(sandbox.origin).port,
    people: options.people ?? (() => listPeople(sandbox.world)),
    actor: (personId) => sandbox.actor(personId),
    refusalOf,
  });
  sandbox.mount((request) => page.handle(request));
  return { close: () => page.close() };
}

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof SandboxRefusal)) return null;
  const details = Object.values(error.errors ?? {}).map((field) => field.message);
  return { code: error.code, message: [error.message, ...details].join(": ") };
}
