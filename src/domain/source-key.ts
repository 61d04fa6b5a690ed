import { createHash } from "node:crypto";
import type { ArticleFields } from "./article.ts";

/**
 * What makes two submissions the same article: its URL without fragment and tracking parameters, else a hash of its title,
 * date and text.
 */
export function sourceKeyOf(article: ArticleFields): string {
  const identity =
    article.url === null ? [article.title, article.publishedAt, article.body] : [canonicalUrl(article.url)];
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex");
}

function canonicalUrl(text: string): string {
  const url = new URL(text);
  url.hash = "";
  for (const name of Array.from(url.searchParams.keys())) {
    if (/^(utm_\w+|fbclid|gclid)$/.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.sort();
  return url.href;
}
