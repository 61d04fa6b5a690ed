import type {
  APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  InteractionType,
} from "discord-api-types/v10";
import type { RawMessage } from "../rules/message.ts";
import type { InteractionOutcome, SandboxFile } from "../types.ts";
import type { StoredMessage } from "./entities.ts";

export type Choice = { name: string; value: string | number };

/** One use of a command, button, select or modal. */
export type Interaction = {
  id: string;
  token: string;
  type: InteractionType;
  userId: string;
  guildId: string;
  channelId: string;
  createdAtMs: number;
  commandName: string | null;
  commandType: number | null;
  /** The message a component is on. */
  source: StoredMessage | null;
  /** What opened the modal that was submitted. */
  trigger: Interaction | null;
  acknowledged: "no" | "deferred" | "deferredUpdate" | "answered";
  isEphemeral: boolean;
  original: StoredMessage | null;
  settle(outcome: Partial<InteractionOutcome> & { choices?: Choice[] }): void;
};

export type CallbackBody = {
  type: InteractionResponseType;
  data?: RawMessage & APIModalInteractionResponseCallbackData & { choices?: Choice[] };
};

export type Interactions = {
  /** Sends one to the bot and resolves with its last word. */
  use(
    request: Pick<Interaction, "type" | "userId" | "channelId"> & {
      data: object;
      source?: StoredMessage;
      command?: { name: string; type: number };
      /** Of a submitted modal: the interaction that opened it. */
      triggerId?: string;
    },
  ): Promise<InteractionOutcome & { choices: Choice[] }>;
  /** The bot's first answer. Throws 10062 when it is too late, 40060 when it is the second. */
  callback(
    id: string,
    token: string,
    body: CallbackBody,
    files: SandboxFile[],
  ): { interaction: Interaction; message: StoredMessage | null };
  /** The interaction of a living token. Throws 10015 for one that never was, 50027 after its fifteen minutes. */
  byToken(token: string): Interaction;
  editOriginal(interaction: Interaction, body: RawMessage, files: SandboxFile[]): StoredMessage;
  deleteOriginal(interaction: Interaction): void;
  followUp(interaction: Interaction, body: RawMessage, files: SandboxFile[]): StoredMessage;
  /** A private answer of this token, or a public message of the bot. */
  findMessage(interaction: Interaction, messageId: string): StoredMessage;
  editMessage(interaction: Interaction, stored: StoredMessage, body: RawMessage, files: SandboxFile[]): StoredMessage;
  deleteMessage(interaction: Interaction, stored: StoredMessage): void;
  /** Private answers by message id, as long as the run lasts. */
  ephemeral: Map<string, { stored: StoredMessage; userId: string }>;
  dismiss(messageId: string, userId: string): void;
};
