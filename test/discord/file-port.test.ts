import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createFilePort } from "#src/discord/file-port.ts";
import { createConnection } from "#src/discord/connection.ts";
import { createLog } from "#src/log.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As against the Discord at `api`. */
function open(api: string, url: string, signal: AbortSignal = new AbortController().signal) {
  const { rest } = createConnection({ api, log: createLog("silent") });
  return createFilePort(rest, api).openFile(url, signal);
}

it("files are fetched from Discord's hosts alone, and from a local Discord's own", async () => {
  const origin = await serve((_, response) => response.end("file"));
  const other = await serve((_, response) => response.end("secret"));
  expect(await open(`${origin}/api`, `${origin}/attachments/1/2/a.txt`)).not.toBeNull();
  for (const url of [
    `${other}/attachments/1/2/a.txt`,
    "http://cdn.discordapp.com/attachments/1/2/a.txt",
    "https://cdn.discordapp.com.example.org/attachments/1/2/a.txt",
    "https://example.org/cdn.discordapp.com",
    "file:///etc/hostname",
  ])
    await expect(open("https://discord.com/api", url)).rejects.toThrow("not one of Discord's");
  await expect(open(`${origin}/api`, `${other}/attachments/1/2/a.txt`)).rejects.toThrow("not one of Discord's");
});

it("no redirect is followed", async () => {
  const other = await serve((_, response) => response.end("secret"));
  const origin = await serve((_, response) => response.writeHead(302, { location: `${other}/a.txt` }).end());
  await expect(open(`${origin}/api`, `${origin}/attachments/1/2/a.txt`)).rejects.toThrow("fetch failed");
});

it("a file that is gone is nothing, an error of the host's is one", async () => {
  const origin = await serve((request, response) => response.writeHead(request.url === "/gone" ? 404 : 500).end());
  expect(await open(`${origin}/api`, `${origin}/gone`)).toBeNull();
  await expect(open(`${origin}/api`, `${origin}/broken`)).rejects.toThrow("HTTP 500");
});

it("a download that hangs ends with the program", async () => {
  const origin = await serve((_, response) => void response.writeHead(200).write("the beginning"));
  const stopping = new AbortController();
  const content = await open(`${origin}/api`, `${origin}/a.txt`, stopping.signal);
  const read = async (): Promise<void> => {
    for await (const _ of content ?? []) stopping.abort(new Error("stopped"));
  };
  await expect(read()).rejects.toThrow("stopped");
});
