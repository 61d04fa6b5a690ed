import type { Article } from "../domain/article.ts";
import type { Comment } from "../domain/comment.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import { type Topic, topicOf } from "./detector/topic.ts";
import { createRecent } from "./recent.ts";

/** A comment of fewer different words says too little to be off topic; see `isOffTopic`. */
const LEAST_WORDS = 30;
const LONG_WORD = /\p{L}{4,}/gu;
const OTHER_COMMENTS = 20;
const MOST_OF_BODY = 8_000;
const MOST_KEPT = 1_000;

/** What the article of a comment and its other comments speak about; null where the comment is too short to ask. */
export type TopicFor = (comment: Comment, article: Article | undefined) => Promise<Topic | null>;

/** Reads each text once, as long as it is among the newest asked for. */
export function createTopics({ store }: { store: Store }): TopicFor {
  const read = createRecent<Topic>(MOST_KEPT);

  function topicOfText(key: string, texts: readonly string[]): Topic {
    const topic = read.get(key) ?? topicOf(texts);
    read.note(key, topic);
    return topic;
  }

  async function othersOf({ articleId, id }: Comment): Promise<Comment[]> {
    const query = { articleId, states: ["visible"] as const, order: "newest" as const, limit: OTHER_COMMENTS + 1 };
    const ids: Snowflake[] = store.catalog.listComments(query).filter((other) => other !== id);
    return (await store.getMany("comment", ids)).filter((other) => other !== undefined);
  }

  return async (comment, article) => {
    const words = new Set(comment.text.toLowerCase().match(LONG_WORD));
    if (!article || words.size < LEAST_WORDS) return null;
    const body = (article.body ?? article.summary ?? "").slice(0, MOST_OF_BODY);
    const topics = [
      topicOfText(article.id, [article.title, body]),
      ...(await othersOf(comment)).map(({ id, editedAt, text }) => topicOfText(`${id} ${editedAt}`, [text])),
    ];
    const stems = new Set<string>();
    for (const topic of topics) for (const stem of topic.stems) stems.add(stem);
    return { stems, texts: topics.reduce((sum, { texts }) => sum + texts, 0) };
  };
}
