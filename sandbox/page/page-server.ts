import { readFile } from "node:fs/promises";
import { ZodError } from "zod";
import type { Actor } from "../types.ts";
import { performAct, readAct, UnknownModalError } from "./act.ts";
import type { OpenModals } from "./act.ts";
import { createAssets, loadDocument } from "./assets.ts";
import { createEventFeed, streamEvents } from "./event-feed.ts";
import type { EventFeed } from "./event-feed.ts";
import { rejectRequest } from "./guard.ts";
import type { Person, Refusal, Snapshot } from "./protocol.ts";

export type PageOptions = {
  /** The port of the page's address, for the check of the Host header. */
  port: string;
  /** Whose places a visitor can take, in the order they are offered. */
  people: () => Person[];
  actor: (personId: string) => Actor;
  /** Discord's own code and text of an error that means "refused"; null for any other error. */
  refusalOf: (error: unknown) => Refusal | null;
};

export type PageServer = {
  /** Whether the page answers under this path. */
  owns(pathname: string): boolean;
  handle(request: Request): Promise<Response>;
  /** Ends every event stream. */
  close(): void;
};

type Desk = { actor: Actor; feed: EventFeed; modals: OpenModals };

const PERSON_PATH = /^\/page\/people\/(\d{1,20})\/(snapshot|events|act|channels\/(\d{1,20})\/messages)$/;

/** The page's documents, and under `/page/` what its scripts ask for. */
export function createPageServer(options: PageOptions): PageServer {
  const assets = createAssets();
  const page = loadDocument();
  const desks = new Map<string, Desk>();
  const streams = new Set<() => void>();

  function deskOf(personId: string): Desk | null {
    if (!options.people().some((person) => person.id === personId)) return null;
    const known = desks.get(personId);
    if (known) return known;
    const actor = options.actor(personId);
    const desk = { actor, feed: createEventFeed(actor), modals: new Map() };
    desks.set(personId, desk);
    return desk;
  }

  function follow(desk: Desk, request: Request, query: URLSearchParams): Response {
    const cursor = request.headers.get("last-event-id") ?? query.get("after") ?? "";
    return streamEvents(
      desk.feed,
      cursor,
      (close) => streams.add(close),
      (close) => streams.delete(close),
    );
  }

  async function answerPerson(request: Request, match: RegExpExecArray, query: URLSearchParams): Promise<Response> {
    const [, personId = "", what, channelId = ""] = match;
    const desk = deskOf(personId);
    if (!desk) return refuse({ code: 10013, message: "There is no such person in the sandbox." }, 404);
    if (what === "act") {
      if (request.method !== "POST") return refuse({ code: 0, message: "Use POST." }, 405);
      return Response.json((await performAct(desk.actor, readAct(await request.json()), desk.modals)) ?? {});
    }
    if (request.method !== "GET") return refuse({ code: 0, message: "Use GET." }, 405);
    if (what === "events") return follow(desk, request, query);
    if (what === "snapshot") {
      // The feed is listening by now, so nothing can fall between the snapshot and the events after it.
      return Response.json({ ...desk.actor.snapshot(), cursor: desk.feed.cursor() } satisfies Snapshot);
    }
    return Response.json(desk.actor.messages(channelId, pageQuery(query)));
  }

  async function answer(request: Request): Promise<Response | null> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/") {
      const { html, policy } = await page;
      return new Response(html, {
        headers: {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": policy,
          "cache-control": "no-cache",
        },
      });
    }
    if (pathname === "/page/people") return Response.json(options.people());
    if (pathname === "/page/icon.svg") return icon();
    const person = PERSON_PATH.exec(pathname);
    return person ? answerPerson(request, person, searchParams) : assets.find(pathname);
  }

  return {
    owns: (pathname) => pathname === "/" || pathname.startsWith("/page/"),
    handle: async (request) => {
      const rejection = rejectRequest(request, options.port);
      if (rejection) return harden(refuse({ code: 0, message: rejection.message }, rejection.status));
      try {
        return harden((await answer(request)) ?? refuse({ code: 0, message: "There is nothing here." }, 404));
      } catch (error) {
        const refusal = options.refusalOf(error) ?? refusalOfInput(error);
        if (!refusal) throw error;
        return harden(refuse(refusal, 400));
      }
    },
    close: () => {
      for (const close of streams) close();
      for (const desk of desks.values()) desk.feed.close();
    },
  };
}

function refuse(refusal: Refusal, status: number): Response {
  return Response.json(refusal, { status });
}

function refusalOfInput(error: unknown): Refusal | null {
  if (error instanceof ZodError)
    return { code: 50035, message: `This is no act of the page's: ${error.issues[0]?.message ?? ""}` };
  if (error instanceof SyntaxError) return { code: 50109, message: "The body is not JSON." };
  return error instanceof UnknownModalError ? { code: 0, message: error.message } : null;
}

function harden(response: Response): Response {
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("cross-origin-resource-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  return response;
}

async function icon(): Promise<Response> {
  const body = await readFile(new URL("./icon.svg", import.meta.url), "utf8");
  return new Response(body, {
    headers: { "content-type": "image/svg+xml", "content-security-policy": "default-src 'none'" },
  });
}

const MAX_PAGE = 100;

function pageQuery(query: URLSearchParams): { before?: string; after?: string; limit: number } {
  const before = query.get("before");
  const after = query.get("after");
  const limit = Math.trunc(Number(query.get("limit") ?? 50));
  return {
    limit: Number.isFinite(limit) ? Math.min(MAX_PAGE, Math.max(1, limit)) : 50,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  };
}
