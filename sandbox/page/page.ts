import { getRequestListener } from "@hono/node-server";
import { SandboxRefusal } from "../refusal.ts";
import type { Sandbox } from "../sandbox.ts";
import { createPageServer } from "./page-server.ts";
import { listPeople } from "./people.ts";
import type { Person, Refusal } from "./protocol.ts";

/**
 * Serves the chat page under `/` of the sandbox's own origin. `people` are those whose place a visitor can take; by
 * default everyone who is no app.
 */
export function mountPage(
  sandbox: Pick<Sandbox, "origin" | "world" | "actor" | "mount" | "violations">,
  options: { people?: () => Person[] } = {},
): void {
  const page = createPageServer({
    port: new URL(sandbox.origin).port,
    people: options.people ?? (() => listPeople(sandbox.world)),
    actor: (personId) => sandbox.actor(personId),
    refusalOf,
  });
  const listen = getRequestListener((request) => page.handle(request), {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      sandbox.violations.push({ side: "answer", what: "the chat page", problems: [String(error)] });
      return Response.json({ code: 0, message: `The sandbox made a mistake: ${String(error)}` }, { status: 500 });
    },
  });
  sandbox.mount(async (incoming, outgoing) => {
    if (!page.owns(new URL(incoming.url ?? "", sandbox.origin).pathname)) return false;
    await listen(incoming, outgoing);
    return true;
  });
}

/** Discord's own code and text; for a form that does not fit, what is wrong in it too. */
function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof SandboxRefusal)) return null;
  const details = Object.values(error.errors ?? {}).map((field) => field.message);
  return { code: error.code, message: [error.message, ...details].join(": ") };
}
