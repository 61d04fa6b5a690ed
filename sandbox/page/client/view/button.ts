import { h } from "preact";
import type { APIButtonComponent, APIMessage } from "discord-api-types/v10";
import { useState } from "preact/hooks";
import { LINK_BUTTON } from "../model/discord.ts";
import { useClient } from "../client.ts";
import { jumpTarget } from "../model/route.ts";
import { safeUrl } from "../text/inline.ts";
import type { View } from "../view.ts";
import { Dots, Icon } from "./icon.ts";

const STYLES: Readonly<Record<number, string>> = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };

export function ComponentButton({ button, message }: { button: APIButtonComponent; message: APIMessage }): View | null {
  const { actions, jump } = useClient();
  const [isWaiting, setWaiting] = useState(false);
  if (button.style === LINK_BUTTON) return h(LinkButton, { button, onJump: jump });
  if (!("custom_id" in button)) return null;
  const press = async (): Promise<void> => {
    setWaiting(true);
    await actions.click(message, button.custom_id);
    setWaiting(false);
  };
  return h(
    "button",
    {
      type: "button",
      class: `button ${STYLES[button.style] ?? "secondary"}`,
      disabled: button.disabled,
      "aria-busy": isWaiting,
      onClick: () => {
        if (!isWaiting) void press();
      },
    },
    isWaiting ? h(Dots, null) : h(ButtonFace, { button }),
  );
}

function ButtonFace({ button }: { button: Extract<APIButtonComponent, { label?: string }> }): View {
  const emoji = button.emoji?.id ? `:${button.emoji.name}:` : button.emoji?.name;
  return h("span", { class: "button-face" }, emoji ? h("span", { class: "emoji" }, emoji) : null, button.label ?? null);
}

function LinkButton(props: {
  button: Extract<APIButtonComponent, { url: string }>;
  onJump: (hash: string) => void;
}): View {
  const { button } = props;
  const hash = jumpTarget(button.url);
  const url = hash ?? safeUrl(button.url);
  if (url === null || button.disabled)
    return h("button", { type: "button", class: "button secondary", disabled: true }, h(ButtonFace, { button }));
  const follow = (event: MouseEvent): void => {
    if (hash === null) return;
    event.preventDefault();
    props.onJump(hash);
  };
  const outside = hash === null ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return h(
    "a",
    { class: "button secondary", href: url, onClick: follow, ...outside },
    h(ButtonFace, { button }),
    h(Icon, { name: "link", size: 16 }),
  );
}
