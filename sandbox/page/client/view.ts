import type { JSX } from "preact";

/** What a component draws. */
export type View = JSX.Element;
