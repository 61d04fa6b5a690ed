import type { Comment } from "./comment.ts";
import type { Snowflake } from "./snowflake.ts";
import { firstToken, type Watch, watchedTokens, type Watching } from "./watching.ts";

/** What of a comment says whom it concerns. */
export type Concern = Pick<Comment, "articleId" | "author" | "parentId" | "text">;

/** Whose watches a comment fits: numbers of watches by member. */
export type Watchers = Map<Snowflake, number[]>;

/**
 * Who watches what in one server. What a look costs depends on the length of the comment, not on how many watch: articles, authors and
 * comments are found by their ids, words in a trie of tokens that is entered at each word of the comment.
 */
export type WatchIndex = {
  /** Takes over what a member watches now; null: nothing any more. */
  set(memberId: Snowflake, watching: Watching | null): void;
  /** Whether it may concern anybody. Of a reply only the parent's author can tell: it may, where anybody watches for replies. */
  mayConcern(comment: Concern): boolean;
  /** Whom it concerns: never its own author. `parentAuthorId`: null where it answers nobody of here. */
  watchersOf(comment: Concern, parentAuthorId: Snowflake | null): Watchers;
  isEmpty(): boolean;
};

type Found = { memberId: Snowflake; number: number };
type Places = Map<string, Set<Found>>;
type WordNode = { next: Map<string, WordNode>; found: Set<Found> };

export function createWatchIndex(): WatchIndex {
  const articles: Places = new Map();
  const authors: Places = new Map();
  const parents: Places = new Map();
  const repliedTo: Places = new Map();
  const words = newNode();
  /** What takes a member's watches out again. */
  const removals = new Map<Snowflake, (() => void)[]>();

  function add(memberId: Snowflake, { number, target }: Watch): () => void {
    const found = { memberId, number };
    switch (target.kind) {
      case "article":
        return addPlace(articles, target.articleId, found);
      case "member":
        return addPlace(authors, target.memberId, found);
      case "comment":
        return addPlace(parents, target.commentId, found);
      case "replies":
        return addPlace(repliedTo, memberId, found);
      case "word":
        return addWord(words, watchedTokens(target.text), found);
    }
  }

  /** Calls `visit` with each set of watches that a comment fits, until it says that this is enough. */
  function visitAll(
    { articleId, author, parentId, text }: Concern,
    parentAuthorId: Snowflake | null,
    visit: (found: ReadonlySet<Found>) => boolean,
  ): boolean {
    const byId = [
      articles.get(articleId),
      author.id === null ? undefined : authors.get(author.id),
      parentId === null ? undefined : parents.get(parentId),
      parentAuthorId === null ? undefined : repliedTo.get(parentAuthorId),
    ];
    return byId.some((found) => found && visit(found)) || visitWords(words, text, visit);
  }

  return {
    set(memberId, watching) {
      for (const remove of removals.get(memberId) ?? []) remove();
      removals.delete(memberId);
      if (!watching || watching.watches.length === 0) return;
      removals.set(
        memberId,
        watching.watches.map((watch) => add(memberId, watch)),
      );
    },
    mayConcern(comment) {
      if (comment.parentId !== null && repliedTo.size > 0) return true;
      return visitAll(comment, null, (found) => hasOther(found, comment.author.id));
    },
    watchersOf(comment, parentAuthorId) {
      const watchers: Watchers = new Map();
      visitAll(comment, parentAuthorId, (found) => {
        for (const { memberId, number } of found) {
          if (memberId === comment.author.id) continue;
          const numbers = watchers.get(memberId);
          if (!numbers) watchers.set(memberId, [number]);
          else if (!numbers.includes(number)) numbers.push(number);
        }
        return false;
      });
      return watchers;
    },
    isEmpty: () => removals.size === 0,
  };
}

function hasOther(found: ReadonlySet<Found>, authorId: Snowflake | null): boolean {
  for (const { memberId } of found) if (memberId !== authorId) return true;
  return false;
}

function addPlace(places: Places, key: string, found: Found): () => void {
  const here = places.get(key) ?? new Set();
  places.set(key, here.add(found));
  return () => {
    here.delete(found);
    if (here.size === 0) places.delete(key);
  };
}

const newNode = (): WordNode => ({ next: new Map(), found: new Set() });

function addWord(root: WordNode, tokens: readonly string[], found: Found): () => void {
  const path = [root];
  for (const token of tokens) {
    const last = path.at(-1) ?? root;
    const next = last.next.get(token) ?? newNode();
    last.next.set(token, next);
    path.push(next);
  }
  path.at(-1)?.found.add(found);
  return () => {
    path.at(-1)?.found.delete(found);
    for (let depth = path.length - 1; depth > 0; depth--) {
      const node = path[depth];
      if (node && (node.found.size > 0 || node.next.size > 0)) return;
      path[depth - 1]?.next.delete(tokens[depth - 1] ?? "");
    }
  };
}

function visitWords(root: WordNode, text: string, visit: (found: ReadonlySet<Found>) => boolean): boolean {
  if (root.next.size === 0) return false;
  const tokens = watchedTokens(text);
  for (let start = 0; start < tokens.length; start++) {
    let node = root.next.get(firstToken(tokens[start] ?? ""));
    for (let at = start + 1; node; at++) {
      if (node.found.size > 0 && visit(node.found)) return true;
      node = at < tokens.length ? node.next.get(tokens[at] ?? "") : undefined;
    }
  }
  return false;
}
