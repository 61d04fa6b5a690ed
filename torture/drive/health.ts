import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

const LOOPBACK = "127.0.0.1";

/** A port that nobody uses at present. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** What the bot says of itself. While it cannot be asked it is not quiet. */
export async function askHealth(port: number): Promise<{ isQuiet: boolean; openJobs: number }> {
  try {
    const answer = await fetch(`http://${LOOPBACK}:${port}/healthz`);
    const { isQuiet, outbox } = (await answer.json()) as { isQuiet: boolean; outbox: { open: number | null } };
    return { isQuiet, openJobs: outbox.open ?? 0 };
  } catch (error) {
    // Between two lives nobody listens, and at the end of one the answer breaks off.
    if (error instanceof TypeError || error instanceof SyntaxError) return { isQuiet: false, openJobs: 0 };
    throw error;
  }
}
