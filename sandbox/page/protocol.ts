import type { ActorEvent, ActorSnapshot, InteractionOutcome } from "../types.ts";

/** Types that the server and the browser part of the page share; nothing here exists at run time. */

/** Someone whose place the visitor can take. */
export type Person = {
  id: string;
  name: string;
  /** What they are on the server: "Owner", the name of their highest role, or "Member". */
  title: string;
};

/** A file on its way to the sandbox: JSON has no bytes. */
export type UploadedFile = { name: string; contentType?: string; description?: string; base64: string };

export type WireOption = string | number | boolean | { file: UploadedFile };
export type WireOptions = Record<string, WireOption>;

/** What a person can do, as one JSON document. */
export type Act =
  | { do: "post"; channelId: string; content: string; replyTo?: string | undefined; files?: UploadedFile[] | undefined }
  | { do: "edit"; channelId: string; messageId: string; content: string }
  | { do: "delete"; channelId: string; messageId: string }
  | { do: "react" | "unreact"; channelId: string; messageId: string; emoji: string }
  | ({ do: "openThread"; channelId: string } & NewThread)
  | ({ do: "changeThread"; threadId: string } & ThreadChange)
  | { do: "runCommand"; channelId: string; name: string; options: WireOptions }
  | { do: "runContextMenu"; channelId: string; name: string; targetId: string }
  | { do: "click"; channelId: string; messageId: string; customId: string }
  | { do: "select"; channelId: string; messageId: string; customId: string; values: string[] }
  | { do: "submitModal"; interactionId: string; fields: Record<string, string | string[]> }
  | { do: "autocomplete"; channelId: string; name: string; options: WireOptions; focused: string }
  | { do: "dismiss"; messageId: string };

export type NewThread = {
  name: string;
  messageId?: string | undefined;
  message?: string | undefined;
  tags?: string[] | undefined;
};
export type ThreadChange = { name?: string | undefined; archived?: boolean | undefined; locked?: boolean | undefined };

/** Acts that an application answers. */
export type InteractionAct = Extract<Act, { do: "runCommand" | "runContextMenu" | "click" | "select" | "submitModal" }>;

/** Why something did not happen: Discord's error code (0 when it has none) and its text. */
export type Refusal = { code: number; message: string };

/** A person's snapshot, and the place in the event stream from which on events are news to it. */
export type Snapshot = ActorSnapshot & { cursor: string };

export type { ActorEvent, InteractionOutcome };
