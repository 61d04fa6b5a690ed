import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartupError } from "#src/errors.ts";
import { serveWatch, type WatchServer } from "#src/watch/server.ts";
import { createWatch } from "#src/watch/watch.ts";
import { ask } from "./watched-house.ts";

let server: WatchServer;
let watch: ReturnType<typeof createWatch>;

beforeEach(async () => {
  watch = createWatch({ version: "1.2.3" });
  server = await serveWatch(watch, 0);
});

afterEach(() => server.close());

describe("the server of figures and health", () => {
  it("listens on 127.0.0.1 only", async () => {
    const elsewhere = { origin: server.origin.replace("127.0.0.1", "127.0.0.2") };
    await expect(ask(elsewhere, "/healthz", { host: "localhost" })).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL/);
    expect((await ask(server, "/healthz")).status).toBe(503);
  });

  it("answers under this machine's own names, through a tunnel too, and under no other", async () => {
    for (const host of ["127.0.0.1", "localhost", "localhost:9000", "LOCALHOST"]) {
      expect((await ask(server, "/metrics", { host })).status, host).toBe(200);
    }
    for (const host of ["example.org", "example.org:9464", "127.0.0.1.example.org", "localhost."]) {
      expect((await ask(server, "/metrics", { host })).status, host).toBe(421);
      expect((await ask(server, "/healthz", { host })).status, host).toBe(421);
    }
  });

  it("takes GET and HEAD only", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      expect((await ask(server, "/healthz", { method })).status, method).toBe(405);
    }
    expect(await ask(server, "/metrics", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
    expect((await ask(server, "/other")).status).toBe(404);
  });

  it("serves Prometheus's format, with the figures of the process", async () => {
    const { text, type } = await ask(server, "/metrics");
    expect(type).toContain("text/plain");
    for (const name of ["process_cpu_seconds_total", "process_resident_memory_bytes", "nodejs_eventloop_lag_seconds"]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
  });

  it("says while it starts that it starts, and what it does", async () => {
    const starting = await ask(server, "/healthz");
    expect(starting.status).toBe(503);
    expect(JSON.parse(starting.text)).toMatchObject({ status: "starting", isQuiet: false, version: "1.2.3" });
    watch.store.onProgress({ stage: "rebuild", done: 15_000, total: 100_000 });
    expect((await ask(server, "/healthz")).text).toContain("15000 of 100000");
    expect((await ask(server, "/metrics")).text).toContain('talkback_store_opening_documents{stage="rebuild"} 15000');
    watch.store.onProgress({ stage: "rebuild", done: 20_000, total: null });
    expect((await ask(server, "/healthz")).text).toContain("20000 documents so far");
  });

  it("keeps the figures of several bots apart", async () => {
    const other = createWatch({ version: "1.2.3" });
    other.requests.retried();
    expect(await other.metrics()).toContain("talkback_rest_retries_total 1");
    expect(await watch.metrics()).toContain("talkback_rest_retries_total 0");
  });
});

describe("a port that is taken", () => {
  it("is a start-up error in plain words", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    const refusal = serveWatch(watch, port);
    await expect(refusal).rejects.toThrow(StartupError);
    await expect(refusal).rejects.toThrow(
      `Port ${port} is in use, perhaps by another Talkback. Choose another with METRICS_PORT`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });
});
