import { h } from "preact";
import type { APIMessage } from "discord-api-types/v10";
import { useEffect, useRef, useState } from "preact/hooks";
import { useClient } from "../client.ts";
import { isNewer } from "../model/snowflake.ts";
import type { View } from "../view.ts";
import { preview } from "./reference.ts";

/** Tells a screen reader of new messages, and only of those: not of older ones that are loaded, nor of one's own. */
export function Announcer(props: { messages: readonly APIMessage[]; placeId: string; myId: string }): View {
  const { directory } = useClient();
  const [text, setText] = useState("");
  const seen = useRef<{ placeId: string; last: string | null }>({ placeId: "", last: null });
  useEffect(() => {
    const last = props.messages.at(-1)?.id ?? null;
    const { placeId, last: before } = seen.current;
    seen.current = { placeId: props.placeId, last };
    if (placeId !== props.placeId || before === null || last === null) return;
    const news = props.messages.filter((message) => isNewer(message.id, before) && message.author.id !== props.myId);
    if (news.length > 0)
      setText(
        news
          .slice(-3)
          .map((message) => `${directory.authorName(message)}: ${preview(message)}`)
          .join(". "),
      );
  }, [props.messages, props.placeId]);
  return h("div", { class: "visually-hidden", role: "log", "aria-live": "polite", "aria-label": "New messages" }, text);
}
