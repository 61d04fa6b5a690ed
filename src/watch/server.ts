import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { StartupError } from "../errors.ts";

const LOOPBACK = "127.0.0.1";
const OWN_NAMES = new Set(["127.0.0.1", "localhost"]);

/** What is served: the figures as text, and whether all is well with the reasons. */
export type Served = {
  contentType: string;
  metrics(): Promise<string>;
  health(): { isWorking: boolean; body: object };
};

export type WatchServer = {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  close(): Promise<void>;
};

/**
 * Serves `/metrics` and `/healthz` on loopback. 0: any free port.
 * @throws StartupError when the port cannot be had
 */
export async function serveWatch(served: Served, port: number): Promise<WatchServer> {
  const server = createAdaptorServer({ fetch: createApp(served).fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  }).catch((error: unknown) => {
    throw explainListening(error, port);
  });
  return {
    origin: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function createApp({ contentType, metrics, health }: Served): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    // A foreign name that leads to this machine is DNS rebinding: a page that a browser shows would read along. Any port will do,
    // for tunnels.
    const [name = ""] = (context.req.header("host") ?? "").split(":");
    if (!OWN_NAMES.has(name.toLowerCase())) {
      return context.text("Only 127.0.0.1 and localhost are answered.\n", 421);
    }
    if (context.req.method !== "GET" && context.req.method !== "HEAD") {
      return context.text("Use GET or HEAD.\n", 405, { allow: "GET, HEAD" });
    }
    await next();
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
  });
  app.get("/metrics", async (context) => context.body(await metrics(), 200, { "content-type": contentType }));
  app.get("/healthz", (context) => {
    const { isWorking, body } = health();
    return context.json(body, isWorking ? 200 : 503);
  });
  app.notFound((context) => context.text("There is /metrics and /healthz.\n", 404));
  return app;
}

function explainListening(error: unknown, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new StartupError(
      `Port ${port} is in use, perhaps by another Talkback. Choose another with METRICS_PORT in .env, or leave it empty.`,
      {
        cause: error,
      },
    );
  }
  if (code === "EACCES") {
    return new StartupError(`Port ${port} may not be opened. Choose one above 1023 with METRICS_PORT in .env.`, {
      cause: error,
    });
  }
  return error;
}
