import { describe, expect, test } from "vitest";
import { createEventFeed } from "#sandbox/page/event-feed.ts";
import { createPageServer } from "#sandbox/page/page-server.ts";
import type { PageServer } from "#sandbox/page/page-server.ts";
import { refuse, SandboxRefusal } from "#sandbox/refusal.ts";
import type { Actor, ActorEvent, OpenModal } from "#sandbox/types.ts";

const PORT = "4000";
const ORIGIN = `http://127.0.0.1:${PORT}`;
const MIRA = "100000000000000001";
const mira = { id: MIRA, username: "mira", discriminator: "0", global_name: "Mira", avatar: null };

type Call = { name: string; args: unknown[] };

/** A person whose client notes what it is asked to do. */
function notingActor(): { actor: Actor; calls: Call[]; emit: (event: ActorEvent) => void } {
  const calls: Call[] = [];
  const listeners = new Set<(event: ActorEvent) => void>();
  const modal: OpenModal = { interactionId: "7", channelId: "5", custom_id: "m", title: "A form", components: [] };
  const note =
    (name: string, answer?: unknown) =>
    (...args: unknown[]): never => {
      calls.push({ name, args });
      return (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)) as never;
    };
  const answered = { interactionId: "6", message: null, modal: null, failed: false };
  const actor: Actor = {
    user: mira,
    snapshot: () => ({ me: mira, guilds: [], commands: [] }),
    messages: (...args) => {
      calls.push({ name: "messages", args });
      return [];
    },
    post: note("post", {}),
    edit: note("edit", refuse("notYourMessage")),
    delete: note("delete"),
    react: note("react"),
    unreact: note("unreact"),
    openThread: note("openThread", {}),
    changeThread: note("changeThread", {}),
    runCommand: note("runCommand", { ...answered, modal }),
    runContextMenu: note("runContextMenu", answered),
    click: note("click", answered),
    select: note("select", answered),
    submitModal: note("submitModal", answered),
    autocomplete: note("autocomplete", [{ name: "One", value: "1" }]),
    dismissEphemeral: (...args) => void calls.push({ name: "dismissEphemeral", args }),
    speak: () => undefined,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const emit = (event: ActorEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return { actor, calls, emit };
}

function openPage(): { page: PageServer; calls: Call[]; emit: (event: ActorEvent) => void } {
  const { actor, calls, emit } = notingActor();
  const page = createPageServer({
    port: PORT,
    people: () => [{ id: MIRA, name: "Mira", title: "Member" }],
    actor: () => actor,
    refusalOf: (error) => (error instanceof SandboxRefusal ? { code: error.code, message: error.message } : null),
  });
  return { page, calls, emit };
}

const own = { host: `127.0.0.1:${PORT}`, "sec-fetch-site": "same-origin" };

function get(path: string, headers: Record<string, string> = own): Request {
  return new Request(ORIGIN + path, { headers });
}

function post(act: unknown, headers: Record<string, string> = {}): Request {
  const body = JSON.stringify(act);
  const length = String(Buffer.byteLength(body));
  return new Request(`${ORIGIN}/page/people/${MIRA}/act`, {
    method: "POST",
    body,
    headers: { ...own, "content-type": "application/json", "content-length": length, ...headers },
  });
}

async function statusOf(page: PageServer, request: Request): Promise<number | undefined> {
  return (await page.handle(request))?.status;
}

const CLICK = { do: "click", channelId: "5", messageId: "6", customId: "more" };

describe("who may talk to the page's server", () => {
  test("a foreign name that leads to this machine is turned away", async () => {
    const { page } = openPage();
    expect(await statusOf(page, get("/", { host: "evil.example:4000" }))).toBe(421);
    expect(await statusOf(page, get("/", { host: "127.0.0.1:9" }))).toBe(421);
    expect(await statusOf(page, get("/", { host: "127.0.0.1" }))).toBe(421);
    expect(await statusOf(page, get("/", { host: "localhost:4000" }))).toBe(200);
  });

  test.each([
    ["of another site", { "sec-fetch-site": "cross-site" }],
    ["of another port of this machine", { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:5000" }],
    ["of a sandboxed frame", { "sec-fetch-site": "cross-site", origin: "null" }],
    ["typed into the address bar", { "sec-fetch-site": "none" }],
  ])("a request %s is refused, to read as well as to act", async (_, headers) => {
    const { page, calls } = openPage();
    expect(await statusOf(page, post(CLICK, headers))).toBe(403);
    expect(await statusOf(page, get(`/page/people/${MIRA}/snapshot`, { ...own, ...headers }))).toBe(403);
    expect(await statusOf(page, get(`/page/people/${MIRA}/events`, { ...own, ...headers }))).toBe(403);
    expect(calls).toEqual([]);
  });

  test("who acts or follows has to show where the request comes from", async () => {
    const { page } = openPage();
    const bare = { host: own.host };
    expect(await statusOf(page, get(`/page/people/${MIRA}/events`, bare))).toBe(403);
    const body = JSON.stringify(CLICK);
    const request = new Request(`${ORIGIN}/page/people/${MIRA}/act`, {
      method: "POST",
      body,
      headers: { ...bare, "content-type": "application/json", "content-length": String(body.length) },
    });
    expect(await statusOf(page, request)).toBe(403);
    expect(await statusOf(page, post(CLICK, { origin: ORIGIN }))).toBe(200);
  });

  test("a form of another page cannot pass for JSON", async () => {
    const { page, calls } = openPage();
    expect(await statusOf(page, post(CLICK, { "content-type": "text/plain" }))).toBe(415);
    expect(await statusOf(page, post(CLICK, { "content-length": "99999999999" }))).toBe(413);
    expect(calls).toEqual([]);
  });

  test("the document runs nothing but its own scripts and loads nothing from elsewhere", async () => {
    const { page } = openPage();
    const response = await page.handle(get("/"));
    const policy = response?.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(response?.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response?.text()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});

describe("what the server gives out", () => {
  test("modules of the page come as JavaScript, without types", async () => {
    const { page } = openPage();
    const response = await page.handle(get("/page/client/model/snowflake.ts"));
    expect(response?.headers.get("content-type")).toContain("text/javascript");
    expect(await response?.text()).not.toContain(": string");
  });

  test.each([
    "/page/client/../page.ts",
    "/page/client/%2e%2e/act.ts",
    "/page/client/nothing.json",
    "/page/vendor/zod.js",
  ])("%s is not among its files", async (path) => {
    const { page } = openPage();
    expect(await statusOf(page, get(path))).toBe(404);
  });

  test("a module that does not exist is an ordinary 404", async () => {
    const { page } = openPage();
    expect(await statusOf(page, get("/page/client/view/nothing.ts"))).toBe(404);
  });

  test("addresses that are not the page's are left to others", () => {
    const { page } = openPage();
    expect([page.owns("/"), page.owns("/page/people"), page.owns("/api/v10/gateway")]).toEqual([true, true, false]);
  });

  test("messages are asked for with the page's limits", async () => {
    const { page, calls } = openPage();
    await page.handle(get(`/page/people/${MIRA}/channels/5/messages?before=9&limit=100000`));
    await page.handle(get(`/page/people/${MIRA}/channels/5/messages?limit=no`));
    expect(calls.map((call) => call.args)).toEqual([
      ["5", { before: "9", limit: 100 }],
      ["5", { limit: 50 }],
    ]);
  });

  test("someone who is not in the sandbox has no client", async () => {
    const { page } = openPage();
    expect(await statusOf(page, get("/page/people/999/snapshot"))).toBe(404);
  });
});

describe("what a person does", () => {
  test("an act reaches the person's client with what it carries", async () => {
    const { page, calls } = openPage();
    const file = { name: "a.txt", contentType: "text/plain", base64: Buffer.from("hello").toString("base64") };
    await page.handle(post({ do: "post", channelId: "5", content: "hi", replyTo: "6", files: [file] }));
    await page.handle(
      post({ do: "runCommand", channelId: "5", name: "article import", options: { page: 2, file: { file } } }),
    );
    const data = new Uint8Array(Buffer.from("hello"));
    const sent = { name: "a.txt", contentType: "text/plain", data };
    expect(calls).toEqual([
      { name: "post", args: ["5", { content: "hi", replyTo: "6", files: [sent] }] },
      { name: "runCommand", args: ["5", "article import", { page: 2, file: sent }] },
    ]);
  });

  test("a modal is sent back by its number, once", async () => {
    const { page, calls } = openPage();
    const submit = { do: "submitModal", interactionId: "7", fields: { title: "x" } };
    expect(await statusOf(page, post(submit))).toBe(400);
    await page.handle(post({ do: "runCommand", channelId: "5", name: "article post", options: {} }));
    expect(await statusOf(page, post(submit))).toBe(200);
    expect(calls.at(-1)).toMatchObject({ name: "submitModal", args: [{ title: "A form" }, { title: "x" }] });
    expect(await statusOf(page, post(submit))).toBe(400);
  });

  test("Discord's refusal arrives with its code", async () => {
    const { page } = openPage();
    const response = await page.handle(post({ do: "edit", channelId: "5", messageId: "6", content: "x" }));
    expect(response?.status).toBe(400);
    expect(await response?.json()).toMatchObject({ code: 50_005 });
  });

  test.each([
    { do: "fly" },
    { do: "click", channelId: "../5", messageId: "6", customId: "x" },
    { do: "delete", channelId: "5", messageId: "6", extra: 1 },
    { do: "post", channelId: "5", content: 7 },
    [],
  ])("%j is no act", async (act) => {
    const { page, calls } = openPage();
    expect(await statusOf(page, post(act))).toBe(400);
    expect(calls).toEqual([]);
  });
});

/** Reads the stream until it has said `count` things. */
async function readStream(
  response: Response | null,
  count: number,
): Promise<{ id?: string; event?: string; data: string }[]> {
  if (!response?.body) return [];
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const items = (): string[] => text.split("\n\n").filter((part) => part.includes("data:"));
  while (items().length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader.cancel();
  return items().map((part) => {
    const fields = part
      .split("\n")
      .map((line): [string, string] => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]);
    return { data: "", ...Object.fromEntries(fields) };
  });
}

const event = (number: number): ActorEvent => ({ t: "TYPING_START", d: { number } });

const cursorOf = async (page: PageServer): Promise<string> => {
  const response = await page.handle(get(`/page/people/${MIRA}/snapshot`));
  const snapshot = (await response?.json()) as { cursor: string } | undefined;
  return snapshot?.cursor ?? "";
};
const follow = (page: PageServer, cursor: string, headers: Record<string, string> = {}): Promise<Response | null> =>
  page.handle(get(`/page/people/${MIRA}/events?after=${cursor}`, { ...own, ...headers }));

describe("the stream of events", () => {
  test("nothing is lost between the snapshot and the stream", async () => {
    const { page, emit } = openPage();
    const cursor = await cursorOf(page);
    emit(event(1));
    const response = await follow(page, cursor);
    emit(event(2));
    const items = await readStream(response, 2);
    expect(items.map((item) => JSON.parse(item.data))).toEqual([event(1), event(2)]);
  });

  test("a browser that comes back goes on after the last event it saw", async () => {
    const { page, emit } = openPage();
    const cursor = await cursorOf(page);
    const first = await follow(page, cursor);
    emit(event(1));
    const [seen] = await readStream(first, 1);
    emit(event(2));
    const again = await readStream(await follow(page, cursor, { "last-event-id": seen?.id ?? "" }), 1);
    expect(again.map((item) => JSON.parse(item.data))).toEqual([event(2)]);
  });

  test.each(["", "another-run.3", "x", "0.-1"])("the cursor %j asks for everything anew", async (cursor) => {
    const { page } = openPage();
    expect(await readStream(await follow(page, cursor), 1)).toMatchObject([{ event: "resync" }]);
  });

  test("so does one that is older than what is kept", () => {
    const { actor, emit } = notingActor();
    const feed = createEventFeed(actor);
    const cursor = feed.cursor();
    emit(event(0));
    expect(feed.since(cursor)).toHaveLength(1);
    for (let number = 1; number <= 1_000; number++) emit(event(number));
    expect(feed.since(cursor)).toBeNull();
  });

  test("closing the page's server ends the streams", async () => {
    const { page } = openPage();
    const response = await follow(page, await cursorOf(page));
    page.close();
    expect(await response?.text()).toContain("retry:");
  });
});
