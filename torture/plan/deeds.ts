/** A message within its thread: `m12` is the 13th that people posted there, `old3` the fourth comment that came with the article. */
export type MessageRef = string;

type On = { thread: number; message: MessageRef };

/** What one person (by their place in the list of people) does, or what happens to the bot and its way to Discord. */
export type Deed =
  | {
      kind: "article";
      thread: number;
      place: "articles" | "forum";
      how: "import" | "post" | "adopt";
      oldComments: number;
    }
  | (On & { kind: "post"; by: number; text: string; replyTo: MessageRef | null; files: number })
  | { kind: "burst"; thread: number; posts: { message: MessageRef; by: number; text: string }[] }
  | (On & { kind: "foreignPost"; as: "webhook" | "bot" | "botCommand"; text: string })
  | (On & { kind: "edit"; text: string })
  /** Once more before anybody could read it. */
  | (On & { kind: "editTwice"; texts: readonly [string, string] })
  | (On & { kind: "dropFiles" })
  | (On & { kind: "preview" })
  | (On & { kind: "pin"; isPinned: boolean })
  | (On & { kind: "delete"; by: "author" | "moderator" })
  | { kind: "bulkDelete"; thread: number; messages: MessageRef[] }
  | (On & { kind: "react"; by: number; emoji: string })
  | (On & { kind: "unreact"; by: number; emoji: string })
  | (On & { kind: "clearReactions"; emoji: string | null })
  | { kind: "changeThread"; thread: number; change: { name?: string; archived?: boolean; locked?: boolean } }
  | { kind: "deleteThread"; thread: number }
  | { kind: "elsewhere"; by: number; text: string }
  | (On & { kind: "remove" | "restore" })
  | (On & { kind: "quote"; by: number; where: "here" | "general" })
  | (On & { kind: "report"; by: number; reason: string })
  | { kind: "fault"; fault: FaultName; steps: number }
  | { kind: "kill" | "stop" | "start" };

export const faultNames = [
  "socketCut",
  "socketClosed",
  "reconnect",
  "invalidResumable",
  "invalidSession",
  "zombie",
  "duplicate",
  "reorder",
  "delay",
  "rateLimitUser",
  "rateLimitShared",
  "rateLimitGlobal",
  "rateLimitBare",
  "rateLimitCloudflare",
  "serverErrors",
  "badGateway",
  "hang",
  "reset",
  "closedKeepAlive",
  "lostAnswer",
  "missingPermission",
  "missingAccess",
  "expiredInteraction",
  "lostSight",
  "kicked",
] as const;
export type FaultName = (typeof faultNames)[number];

/** What happens in one step of the history. */
export type Step = readonly Deed[];
export type DeedOf<K extends Deed["kind"]> = Extract<Deed, { kind: K }>;
