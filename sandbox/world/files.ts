import { createHmac } from "node:crypto";
import type { APIAttachment } from "discord-api-types/v10";
import { invalidForm, refuse } from "../refusal.ts";
import type { SandboxFile } from "../types.ts";
import type { World } from "./world.ts";

const MOST_FILES = 10;
const MOST_BYTES = 10_485_760;
const URL_LIFETIME_MS = 86_400_000;
const origins = new WeakMap<World, string>();

/** Where the files of this world are served. */
export function setFileOrigin(world: World, origin: string): void {
  origins.set(world, origin);
}

/** Keeps what was attached and describes it, as Discord does. */
export function storeFiles(
  world: World,
  channelId: string,
  files: readonly SandboxFile[],
  described: readonly { id: string | number; filename?: string; description?: string | null }[],
): APIAttachment[] {
  if (files.length > MOST_FILES) {
    const message = `Must be ${MOST_FILES} or fewer in length.`;
    throw invalidForm({ attachments: { code: "BASE_TYPE_MAX_LENGTH", message } });
  }
  if (files.some(({ data }) => data.byteLength > MOST_BYTES)) throw refuse("fileTooLarge");
  return files.map((file, index) => {
    const id = world.nextId();
    const about = described.find((one) => String(one.id) === String(index));
    const name = (about?.filename ?? file.name).replace(/[^\w.\-\p{L}\p{N}]+/gu, "_");
    const contentType = file.contentType ?? "application/octet-stream";
    world.tables.put("file", id, {
      id,
      channel_id: channelId,
      name,
      contentType,
      base64: Buffer.from(file.data).toString("base64"),
    });
    const url = signUrl(world, channelId, id, name);
    const description = about?.description ?? file.description;
    return {
      id,
      filename: name,
      size: file.data.byteLength,
      url,
      proxy_url: url,
      content_type: contentType,
      ...(description ? { description } : {}),
    };
  });
}

/** Discord signs and limits the addresses of attachments: `ex` and `is` are seconds in hex, `hm` the signature. */
export function signUrl(world: World, channelId: string, id: string, name: string): string {
  const issued = Math.floor(world.now() / 1_000).toString(16);
  const expires = Math.floor((world.now() + URL_LIFETIME_MS) / 1_000).toString(16);
  const path = `/attachments/${channelId}/${id}/${encodeURIComponent(name)}`;
  return `${origins.get(world) ?? "http://127.0.0.1"}${path}?ex=${expires}&is=${issued}&hm=${sign(world, path, expires, issued)}`;
}

/** The file behind a signed address; null when the signature is wrong or its time is over. */
export function openUrl(world: World, url: URL): { contentType: string; data: Uint8Array } | null {
  const [ex = "", is = "", hm = ""] = ["ex", "is", "hm"].map((name) => url.searchParams.get(name) ?? "");
  const isFresh = Number.parseInt(ex, 16) * 1_000 > world.now();
  if (!isFresh || hm !== sign(world, url.pathname, ex, is)) return null;
  const file = world.tables.file.get(url.pathname.split("/")[3] ?? "");
  return file ? { contentType: file.contentType, data: Buffer.from(file.base64, "base64") } : null;
}

function sign(world: World, path: string, expires: string, issued: string): string {
  const key = world.tables.fact("file-key", () => crypto.randomUUID());
  return createHmac("sha256", key)
    .update(`${decodeURIComponent(path)} ${expires} ${issued}`)
    .digest("hex");
}
