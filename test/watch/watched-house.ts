import { request } from "node:http";
import { serveWatch, type WatchServer } from "#src/watch/server.ts";
import { createWatch } from "#src/watch/watch.ts";
import { type House, openHouse } from "../support/bot.ts";

export type Sample = { name: string; labels: Record<string, string>; value: number };

export type WatchedHouse = House & {
  server: WatchServer;
  samples(): Promise<Sample[]>;
  /** The sum of all samples of a name whose labels are these, and perhaps others. */
  figure(name: string, labels?: Record<string, string>): Promise<number>;
  health(): Promise<{ status: number; body: Record<string, unknown> }>;
};

/** A house whose figures and health are served on any free port. */
export async function openWatchedHouse(): Promise<WatchedHouse> {
  const watch = createWatch({ version: "1.2.3" });
  const server = await serveWatch(watch, 0);
  const house = await openHouse({ watch });
  const close = house.close.bind(house);
  const samples = async (): Promise<Sample[]> => parse((await ask(server, "/metrics")).text);
  return Object.assign(house, {
    server,
    samples,
    async figure(name: string, labels: Record<string, string> = {}) {
      const found = (await samples()).filter(
        (one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
      );
      return found.reduce((sum, one) => sum + one.value, 0);
    },
    async health() {
      const { status, text } = await ask(server, "/healthz");
      return { status, body: JSON.parse(text) as Record<string, unknown> };
    },
    async close() {
      await close();
      await server.close();
    },
  });
}

/** Over node:http, which lets a test choose the Host header. */
export function ask(
  { origin }: Pick<WatchServer, "origin">,
  path: string,
  { method = "GET", host }: { method?: string; host?: string } = {},
): Promise<{ status: number; text: string; type: string }> {
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request(`${origin}${path}`, { method, headers, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => void (text += chunk.toString()));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text, type: response.headers["content-type"] ?? "" }),
      );
    })
      .on("error", reject)
      .end();
  });
}

function parse(text: string): Sample[] {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [, name = "", labels = "", value = ""] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", held = ""]) => [key, held]);
    return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
  });
}
