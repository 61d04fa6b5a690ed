import { h } from "preact";

import { useEffect, useState } from "preact/hooks";
import type { View } from "../view.ts";
import { formatTimestamp, formatWhole } from "./time.ts";

const REFRESH_MS = 15_000;

/** A `<t:…>` mark in the reader's own zone; a relative one keeps up with the clock. */
export function Time(props: { ms: number; style: string }): View {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (props.style !== "R") return undefined;
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, [props.style]);
  const isValid = Number.isFinite(new Date(props.ms).getTime());
  return h(
    "time",
    isValid
      ? { class: "timestamp", dateTime: new Date(props.ms).toISOString(), title: formatWhole(props.ms) }
      : { class: "timestamp" },
    formatTimestamp(props.ms, props.style, now),
  );
}
