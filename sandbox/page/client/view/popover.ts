import { h } from "preact";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { View } from "../view.ts";

const GAP_PX = 4;

/**
 * A box in the browser's top layer, above or below its anchor, whichever has room. Closes on a press outside and on
 * Escape; Escape goes no further, so that it closes one thing at a time.
 */
export function Popover(props: {
  anchor: () => DOMRect | null;
  onClose: () => void;
  class: string;
  children?: ComponentChildren;
}): View {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    element.showPopover();
    putBeside(element, props.anchor());
    const resize = new ResizeObserver(() => putBeside(element, props.anchor()));
    resize.observe(element);
    return () => resize.disconnect();
  }, []);

  // Before it is painted: an Escape pressed as soon as it is seen must find it listening.
  useLayoutEffect(() => {
    const onDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close.current();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      close.current();
    };
    document.addEventListener("pointerdown", onDown, true);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onDown, true);
      document.removeEventListener("keydown", onKey, true);
    };
  }, []);

  return h("div", { ref: box, class: `popover ${props.class}`, popover: "manual" }, props.children);
}

function putBeside(element: HTMLElement, anchor: DOMRect | null): void {
  if (!anchor) return;
  const { width, height } = element.getBoundingClientRect();
  const below = window.innerHeight - anchor.bottom - GAP_PX;
  const isBelow = below >= height || below >= anchor.top;
  const top = isBelow ? anchor.bottom + GAP_PX : anchor.top - height - GAP_PX;
  element.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`;
  element.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
}

/** A point as an anchor. */
export const pointRect = (x: number, y: number): DOMRect => new DOMRect(x, y, 0, 0);
