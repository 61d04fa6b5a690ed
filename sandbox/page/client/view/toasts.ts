import { h } from "preact";
import { useEffect } from "preact/hooks";
import { useClient } from "../client.ts";
import type { Toast } from "../session.ts";
import type { View } from "../view.ts";
import { IconButton } from "./icon.ts";

const SHOWN_MS = 7_000;

export function Toasts({ toasts }: { toasts: readonly Toast[] }): View {
  return h(
    "div",
    { class: "toasts", role: "status", "aria-live": "polite" },
    toasts.map((toast) => h(ToastCard, { key: toast.id, toast })),
  );
}

function ToastCard({ toast }: { toast: Toast }): View {
  const { session } = useClient();
  const close = (): void =>
    session.store.set((state) => ({ ...state, toasts: state.toasts.filter((other) => other.id !== toast.id) }));
  useEffect(() => {
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return h(
    "div",
    { class: toast.isError ? "toast error" : "toast" },
    h("span", null, toast.text),
    h(IconButton, { icon: "close", label: "Close this note", onClick: close, size: 16 }),
  );
}
