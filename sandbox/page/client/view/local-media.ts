import { h } from "preact";
import type { View } from "../view.ts";
import { safeUrl } from "../text/inline.ts";
import { Icon } from "./icon.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost"]);

/** The address on our own server that a file's URL means, under whichever loopback name the page was opened; else null. */
export function localPath(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { hostname, port, pathname, search } = new URL(url);
  return LOOPBACK.has(hostname) && port === location.port ? pathname + search : null;
}

/** A picture of the sandbox's own; one that lives elsewhere is named and linked, never fetched. */
export function Picture(props: {
  url: string;
  alt: string;
  width?: number | null | undefined;
  height?: number | null | undefined;
  class?: string;
}): View {
  const path = localPath(props.url);
  if (path === null) return h(ElsewherePicture, { url: props.url, alt: props.alt });
  const size = props.width && props.height ? { width: props.width, height: props.height } : {};
  return h(
    "a",
    { class: `picture ${props.class ?? ""}`, href: path, target: "_blank", rel: "noopener noreferrer" },
    h("img", { src: path, alt: props.alt, loading: "lazy", decoding: "async", ...size }),
  );
}

function ElsewherePicture(props: { url: string; alt: string }): View {
  const url = safeUrl(props.url);
  const text = `${props.alt || "Picture"} — ${url ? new URL(url).hostname : "no address"} (not loaded here)`;
  const content = [h(Icon, { name: "image", size: 18 }), h("span", null, text)];
  return url
    ? h("a", { class: "picture elsewhere", href: url, target: "_blank", rel: "noopener noreferrer" }, content)
    : h("span", { class: "picture elsewhere" }, content);
}
