import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stripTypes } from "./strip-types.ts";

type Asset = { body: string | Uint8Array<ArrayBuffer>; type: string };

const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";
const CLIENT_MODULE = /^\/page\/client\/((?:[a-z][a-z-]*\/)?[a-z][a-z-]*\.ts)$/;
const STYLE_SHEET = /^\/page\/style\/([a-z][a-z-]*\.css)$/;
const EMOJI_FONT = /^\/page\/vendor\/emoji\/(index\.css|files\/\d{1,2}\.woff2)$/;

/** Libraries by the address that the import map of `index.html` gives them. */
const VENDOR: Readonly<Record<string, string>> = {
  "/page/vendor/preact.js": "preact",
  "/page/vendor/preact-hooks.js": "preact/hooks",
};

/** Reads the page's files; each is read, and freed of its types, once. */
export function createAssets(): { find(pathname: string): Promise<Response | null> } {
  const cache = new Map<string, Asset>();
  return {
    find: async (pathname) => {
      const asset = cache.get(pathname) ?? (await loadIfThere(pathname));
      if (!asset) return null;
      cache.set(pathname, asset);
      return new Response(asset.body, { headers: { "content-type": asset.type, "cache-control": "no-cache" } });
    },
  };
}

async function loadIfThere(pathname: string): Promise<Asset | null> {
  try {
    return (await loaderOf(pathname)?.()) ?? null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function loaderOf(pathname: string): (() => Promise<Asset>) | null {
  const module = CLIENT_MODULE.exec(pathname)?.[1];
  if (module) return () => loadClientModule(module);
  const sheet = STYLE_SHEET.exec(pathname)?.[1];
  if (sheet) return () => loadText(new URL(`./style/${sheet}`, import.meta.url), STYLE);
  const vendor = VENDOR[pathname];
  if (vendor) return () => loadText(new URL(import.meta.resolve(vendor)), SCRIPT);
  const emoji = EMOJI_FONT.exec(pathname)?.[1];
  return emoji ? () => loadEmojiFont(emoji) : null;
}

async function loadText(file: URL, type: string): Promise<Asset> {
  return { body: await readFile(file, "utf8"), type };
}

async function loadClientModule(name: string): Promise<Asset> {
  return { body: stripTypes(await readFile(new URL(`./client/${name}`, import.meta.url), "utf8")), type: SCRIPT };
}

async function loadEmojiFont(name: string): Promise<Asset> {
  const file = new URL(name, import.meta.resolve("@infolektuell/noto-color-emoji"));
  if (name.endsWith(".css")) return loadText(file, STYLE);
  return { body: new Uint8Array(await readFile(file)), type: "font/woff2" };
}

/** The document, and the policy that lets it run nothing but its own modules and load nothing from elsewhere. */
export async function loadDocument(): Promise<{ html: string; policy: string }> {
  const html = await readFile(new URL("./index.html", import.meta.url), "utf8");
  const importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(importMap).digest("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return { html, policy };
}
