import type { APIMessage } from "discord-api-types/v10";
import type { Act, Person, Refusal, Snapshot } from "../protocol.ts";

/** The sandbox turned something down; `message` is for the person to read. */
export class RefusalError extends Error {
  readonly code: number;
  constructor(refusal: Refusal) {
    super(PLAIN_WORDS[refusal.code] ?? refusal.message);
    this.code = refusal.code;
  }
}

const PLAIN_WORDS: Readonly<Record<number, string>> = {
  10003: "This channel is no longer there.",
  10008: "This message is no longer there.",
  30010: "This message has all the reactions it can have.",
  40005: "That file is too large.",
  50001: "You cannot see this channel.",
  50005: "Only its author can edit a message.",
  50006: "An empty message cannot be sent.",
  50013: "You do not have permission to do that.",
  50083: "This thread is archived. Open it again first.",
  160004: "This message already has a thread.",
};

async function call<Result>(path: string, body?: unknown): Promise<Result> {
  const init =
    body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(`/page${path}`, init).catch(() => null);
  if (!response) throw new RefusalError({ code: 0, message: "The sandbox does not answer. Is it still running?" });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new RefusalError(refusalOf(answer, response.status));
  return answer as Result;
}

function refusalOf(answer: unknown, status: number): Refusal {
  const isRefusal = typeof answer === "object" && answer !== null && "message" in answer && "code" in answer;
  return isRefusal ? (answer as Refusal) : { code: 0, message: `The sandbox answered with an error (${status}).` };
}

export const listPeople = (): Promise<Person[]> => call("/people");

export const readSnapshot = (personId: string): Promise<Snapshot> => call(`/people/${personId}/snapshot`);

export type PageQuery = { before?: string; after?: string; limit: number };

/** Newest first. */
export function readMessages(personId: string, channelId: string, query: PageQuery): Promise<APIMessage[]> {
  const params = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  return call(`/people/${personId}/channels/${channelId}/messages?${params}`);
}

export function act<Result = unknown>(personId: string, what: Act): Promise<Result> {
  return call(`/people/${personId}/act`, what);
}
