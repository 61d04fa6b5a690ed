import { longId, shortId } from "./short-id.ts";
import type { Snowflake } from "./snowflake.ts";

export type SearchOrder = "best" | "newest";

/** What someone searches for, and where. */
export type SearchRequest = {
  /** As it was typed: see `parseSearch`. */
  text: string;
  order: SearchOrder;
  /** Null: the whole server. */
  articleId: Snowflake | null;
  /** Null: everybody's. */
  authorId: Snowflake | null;
};

/** A request as text without `:`, for the custom ids of buttons; what is typed comes last. */
export function encodeSearch({ text, order, articleId, authorId }: SearchRequest): string {
  const place = [articleId, authorId].map((id) => (id === null ? "" : shortId(id))).join(".");
  return `${order === "best" ? "b" : "n"}.${place}.${encodeURIComponent(text.toWellFormed())}`;
}

/** Null for what `encodeSearch` cannot have made. */
export function decodeSearch(code: string): SearchRequest | null {
  const [, order, article = "", author = "", text = ""] = /^([bn])\.(\w*)\.(\w*)\.([^:]*)$/.exec(code) ?? [];
  if (order === undefined) return null;
  try {
    return {
      text: decodeURIComponent(text),
      order: order === "b" ? "best" : "newest",
      articleId: article === "" ? null : longId(article),
      authorId: author === "" ? null : longId(author),
    };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
