import { type APIMessage, ComponentType } from "discord-api-types/v10";
import type { ThreadResult } from "../../domain/thread-care.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { ThreadAnnouncement } from "../../services/ports.ts";
import { type MessageView, viewOf } from "./view.ts";

/** Components take ids of 31 bits: the one of an announcement is made of its order's. */
const MOST_IDS = 2_000_000_000n;

const componentId = (orderId: string): number => Number(BigInt(orderId) % MOST_IDS) + 1;

/** What everybody in a thread reads of what was done to it. */
export function announcementView(texts: Texts, announcement: ThreadAnnouncement): MessageView {
  const id = componentId(announcement.orderId);
  return viewOf([{ type: ComponentType.TextDisplay, id, content: sentence(texts, announcement) }]);
}

export function isAnnouncement({ components }: Pick<APIMessage, "components">, orderId: string): boolean {
  const id = componentId(orderId);
  return components?.some((one) => one.type === ComponentType.TextDisplay && one.id === id) ?? false;
}

function sentence({ threads }: Texts, { action, slowSeconds, quietDays }: ThreadAnnouncement): string {
  if (action === "slow") return slowSeconds === 0 ? threads.announced.hurried : threads.announced.slow(slowSeconds);
  if (action === "close" && quietDays !== null) return threads.announced.quiet(quietDays);
  return threads.announced[action];
}

/** What a moderator is told of a thread's case besides that it happened. */
export function threadLines({ threads }: Texts, { before, after, announced }: ThreadResult): string[] {
  const { slowSeconds: from } = before;
  const { slowSeconds: to } = after;
  return [
    ...(from === undefined || to === undefined ? [] : [threads.slowed(from, to)]),
    ...(announced === "no" ? [] : [threads.told[announced]]),
  ];
}
