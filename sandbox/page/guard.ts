/** Why a request is turned away before anything looks at it. */
export type Rejection = { status: number; message: string };

const LOOPBACK_NAMES = new Set(["127.0.0.1", "localhost"]);

/**
 * Only the page itself may talk to its server. The Host header must name this machine (a foreign name that resolves to
 * it is DNS rebinding), and what changes or follows something must come from the page's own origin. Browsers set
 * `Origin` and `Sec-Fetch-Site`; pages cannot forge them.
 */
export function rejectRequest(request: Request, port: string): Rejection | null {
  const host = request.headers.get("host") ?? "";
  const [name = "", hostPort = "80"] = host.split(":");
  if (!LOOPBACK_NAMES.has(name) || hostPort !== port) {
    return { status: 421, message: "This page answers only under 127.0.0.1 and localhost." };
  }
  const isDocument = request.method === "GET" && new URL(request.url).pathname === "/";
  if (isDocument) return null;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isForeign = (site !== null && site !== "same-origin") || (origin !== null && origin !== `http://${host}`);
  const mustProve = request.method !== "GET" || new URL(request.url).pathname.endsWith("/events");
  if (isForeign || (mustProve && site === null && origin === null)) {
    return { status: 403, message: "Only the sandbox's own page may ask for this." };
  }
  return request.method === "GET" ? null : rejectBody(request);
}

const MAX_BODY_BYTES = 40 * 1024 * 1024;

function rejectBody(request: Request): Rejection | null {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim();
  if (request.method !== "POST") return { status: 405, message: "Use GET or POST." };
  if (type !== "application/json") return { status: 415, message: "Send JSON (content-type: application/json)." };
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (Number.isNaN(length)) return { status: 411, message: "Say how long the body is." };
  return length > MAX_BODY_BYTES ? { status: 413, message: "That is more than 40 MB." } : null;
}
