import { type Article, placeOf } from "../domain/article.ts";
import type { Snowflake } from "../domain/snowflake.ts";
import type { Store } from "../store/store.ts";
import type { DiscordPort } from "./ports.ts";

/** Who is asking: what they may see depends on it. */
export type Reader = { id: Snowflake; guildId: Snowflake };

/** What a person may list here is what they may read on Discord. */
export type CommentAccess = {
  /** The places (see `placeOf`) of the reader's server where they can read. */
  places(reader: Reader): Promise<Snowflake[]>;
  mayRead(reader: Reader, article: Article): Promise<boolean>;
};

export type AccessPort = Pick<DiscordPort, "mayRead" | "mayReadThread">;

export function createCommentAccess({ store, port }: { store: Store; port: AccessPort }): CommentAccess {
  const mayReadAt = (reader: Reader, placeId: Snowflake, channelId: Snowflake): Promise<boolean> =>
    placeId === channelId
      ? port.mayRead(reader.guildId, reader.id, channelId)
      : port.mayReadThread(reader.guildId, reader.id, { channelId, threadId: placeId });

  return {
    async places(reader) {
      const places = store.catalog.listPlaces(reader.guildId);
      const isReadable = await Promise.all(places.map((place) => mayReadAt(reader, place.id, place.channelId)));
      return places.filter((_, index) => isReadable[index]).map(({ id }) => id);
    },
    mayRead: async (reader, article) =>
      article.guildId === reader.guildId && mayReadAt(reader, placeOf(article), article.channelId),
  };
}
