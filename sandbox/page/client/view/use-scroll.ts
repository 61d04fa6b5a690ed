import type { APIMessage } from "discord-api-types/v10";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

const NEAR_PX = 60;
const PRELOAD_PX = 600;

type ScrollProps = {
  messages: readonly APIMessage[];
  jump: { messageId: string; count: number } | null;
  onTop: () => void;
  onBottom: () => void;
};

type Scroll = { box: RefObject<HTMLDivElement | null>; onScroll: () => void; isAtBottom: () => boolean };

/**
 * Keeps the reader's place: at the bottom new messages push up, elsewhere what is read stays where it is, also when
 * older messages are put above it.
 */
export function useScroll(props: ScrollProps): Scroll {
  const box = useRef<HTMLDivElement>(null);
  const isStuck = useRef(true);
  const before = useRef({ firstId: "", lastId: "", height: 0 });
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const firstId = props.messages[0]?.id ?? "";
    const { firstId: oldFirstId, lastId: oldLastId } = before.current;
    const isOtherStretch = oldLastId !== "" && !props.messages.some(({ id }) => id === oldFirstId || id === oldLastId);
    const hasOlderAbove = oldFirstId !== "" && firstId !== oldFirstId;
    if (isOtherStretch) isStuck.current = true;
    if (isStuck.current) element.scrollTop = element.scrollHeight;
    else if (hasOlderAbove) element.scrollTop += element.scrollHeight - before.current.height;
    before.current = { firstId, lastId: props.messages.at(-1)?.id ?? "", height: element.scrollHeight };
    if (element.scrollTop < PRELOAD_PX) latest.current.onTop();
  }, [props.messages]);

  // Pictures, opened spoilers and a growing composer change heights without a new message.
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const keep = new ResizeObserver(() => {
      if (isStuck.current) element.scrollTop = element.scrollHeight;
      before.current.height = element.scrollHeight;
    });
    keep.observe(element);
    for (const child of element.children) keep.observe(child);
    return () => keep.disconnect();
  }, []);

  useLayoutEffect(() => {
    const id = props.jump?.messageId;
    const target = id ? box.current?.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(id)}"]`) : null;
    if (!target) return;
    isStuck.current = false;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }, [props.jump]);

  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    isStuck.current = below < NEAR_PX;
    if (element.scrollTop < PRELOAD_PX) latest.current.onTop();
    if (below < NEAR_PX) latest.current.onBottom();
  };
  return { box, onScroll, isAtBottom: () => isStuck.current };
}
