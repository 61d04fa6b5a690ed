import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A Discord that knows one answer only: the messages of a thread after one of them. In a process of its own, its pages made
 * beforehand, so that reading is measured and not serving. Says its port and serves until it is ended.
 */
const [threads = 0, messages = 0] = process.argv.slice(2).map(Number);
const PAGE = 100;
const FIRST_ID = 1_450_000_000_000_000_000n;
const AUTHOR = { id: "77", username: "aiko", discriminator: "0", global_name: "Aiko", avatar: null };

const threadAt = (index: number): string => (FIRST_ID + BigInt(index) * 10_000_000n).toString();

function messageOf(threadId: string, number: number): Record<string, unknown> {
  return {
    id: (BigInt(threadId) + BigInt(number + 1)).toString(),
    channel_id: threadId,
    author: AUTHOR,
    content: `Comment number ${number}: a sentence or two, as people write them under an article they have read.`,
    timestamp: "2026-11-23T12:00:00.000000+00:00",
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    flags: 0,
    type: 0,
  };
}

const pages = new Map<string, string>();
for (let thread = 0; thread < threads; thread++) {
  const threadId = threadAt(thread);
  for (let from = 0; from <= messages; from += PAGE) {
    const page = Array.from({ length: Math.min(PAGE, messages - from) }, (_, index) =>
      messageOf(threadId, from + index),
    );
    const after = from === 0 ? threadId : (BigInt(threadId) + BigInt(from)).toString();
    pages.set(`${threadId} ${after}`, JSON.stringify(page.toReversed()));
    if (from + PAGE >= messages && page.length > 0) pages.set(`${threadId} newest`, JSON.stringify(page.toReversed()));
  }
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const threadId = url.pathname.split("/").at(-2) ?? "";
  const page = pages.get(`${threadId} ${url.searchParams.get("after") ?? "newest"}`);
  response.writeHead(page === undefined ? 404 : 200, { "content-type": "application/json" }).end(page ?? "{}");
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
