import type { APIApplicationCommandOptionChoice, APIMessage, APIThreadChannel } from "discord-api-types/v10";
import type { OpenModal } from "../../types.ts";
import type {
  Act,
  InteractionAct,
  InteractionOutcome,
  NewThread,
  ThreadChange,
  UploadedFile,
  WireOptions,
} from "../protocol.ts";
import { act, RefusalError } from "./api.ts";
import type { EmojiKey } from "./model/reactions.ts";
import { applyEvent } from "./model/reduce.ts";
import { emojiKey } from "./model/reactions.ts";
import type { Session, SessionState } from "./session.ts";

const NO_RESPONSE = "The application did not respond";

/** What the person does. Each answers whether it went through; when not, they have been told why. */
export type Actions = {
  post(channelId: string, content: string, files: UploadedFile[], replyTo: string | null): Promise<boolean>;
  edit(message: APIMessage, content: string): Promise<boolean>;
  remove(message: APIMessage): Promise<boolean>;
  toggleReaction(message: APIMessage, emoji: EmojiKey): Promise<boolean>;
  openThread(channelId: string, thread: NewThread): Promise<APIThreadChannel | null>;
  changeThread(threadId: string, change: ThreadChange): Promise<boolean>;
  runCommand(channelId: string, name: string, options: WireOptions): Promise<boolean>;
  runContextMenu(channelId: string, name: string, targetId: string): Promise<boolean>;
  click(message: APIMessage, customId: string): Promise<boolean>;
  select(message: APIMessage, customId: string, values: string[]): Promise<boolean>;
  /** The reason it was refused, or null: the dialog shows it itself. */
  submitModal(modal: OpenModal, fields: Record<string, string | string[]>): Promise<string | null>;
  complete(
    channelId: string,
    name: string,
    options: WireOptions,
    focused: string,
  ): Promise<APIApplicationCommandOptionChoice[]>;
  dismiss(message: APIMessage): Promise<boolean>;
};

export function createActions(session: Session): Actions {
  const { store } = session;
  const personId = store.get().person.id;
  const patch = (change: (state: SessionState) => Partial<SessionState>): void =>
    store.set((state) => ({ ...state, ...change(state) }));
  let nextKey = 1;

  async function attempt<Result>(what: Act): Promise<Result | null> {
    try {
      return await act<Result>(personId, what);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      session.tell(error.message);
      return null;
    }
  }

  const done = async (what: Act): Promise<boolean> => (await attempt(what)) !== null;

  /** Runs an interaction, showing that it is under way, and opens the modal that it may answer with. */
  async function interact(what: InteractionAct, label: string): Promise<InteractionOutcome | null> {
    const key = String(nextKey++);
    patch((state) => ({ waiting: { ...state.waiting, [key]: label } }));
    const outcome = await attempt<InteractionOutcome>(what);
    patch((state) => ({
      waiting: Object.fromEntries(Object.entries(state.waiting).filter(([other]) => other !== key)),
      modal: outcome?.modal ?? state.modal,
    }));
    return outcome;
  }

  async function run(what: InteractionAct, label: string): Promise<boolean> {
    const outcome = await interact(what, label);
    if (outcome?.failed) session.tell(`${label}: ${NO_RESPONSE.toLowerCase()}.`);
    return outcome !== null && !outcome.failed;
  }

  async function press(message: APIMessage, what: InteractionAct): Promise<boolean> {
    const { [message.id]: _, ...failures } = store.get().failures;
    patch(() => ({ failures }));
    const outcome = await interact(what, "Waiting for the application");
    if (outcome?.failed)
      patch((state) => ({ failures: { ...state.failures, [message.id]: "This interaction failed" } }));
    return outcome !== null && !outcome.failed;
  }

  return {
    post: (channelId, content, files, replyTo) =>
      done({ do: "post", channelId, content, files, replyTo: replyTo ?? undefined }),
    edit: (message, content) => done({ do: "edit", channelId: message.channel_id, messageId: message.id, content }),
    remove: (message) => done({ do: "delete", channelId: message.channel_id, messageId: message.id }),
    toggleReaction: (message, emoji) => {
      const isMine = message.reactions?.some((r) => r.me && emojiKey(r.emoji) === emojiKey(emoji));
      return done({
        do: isMine ? "unreact" : "react",
        channelId: message.channel_id,
        messageId: message.id,
        emoji: emojiKey(emoji),
      });
    },
    openThread: async (channelId, thread) => {
      const opened = await attempt<APIThreadChannel>({ do: "openThread", channelId, ...thread });
      // The answer can come before the event; who goes to the thread at once must find it.
      if (opened) patch(({ world }) => ({ world: world && applyEvent(world, { t: "THREAD_CREATE", d: opened }) }));
      return opened;
    },
    changeThread: (threadId, change) => done({ do: "changeThread", threadId, ...change }),
    runCommand: (channelId, name, options) => run({ do: "runCommand", channelId, name, options }, `/${name}`),
    runContextMenu: (channelId, name, targetId) => run({ do: "runContextMenu", channelId, name, targetId }, name),
    click: (message, customId) =>
      press(message, { do: "click", channelId: message.channel_id, messageId: message.id, customId }),
    select: (message, customId, values) =>
      press(message, { do: "select", channelId: message.channel_id, messageId: message.id, customId, values }),
    submitModal: async (modal, fields) => {
      try {
        const outcome = await act<InteractionOutcome>(personId, {
          do: "submitModal",
          interactionId: modal.interactionId,
          fields,
        });
        if (outcome.failed) return `${NO_RESPONSE}. Try again or cancel.`;
        patch(() => ({ modal: outcome.modal }));
        return null;
      } catch (error) {
        if (!(error instanceof RefusalError)) throw error;
        return error.message;
      }
    },
    complete: async (channelId, name, options, focused) => {
      try {
        return await act(personId, { do: "autocomplete", channelId, name, options, focused });
      } catch (error) {
        if (!(error instanceof RefusalError)) throw error;
        return [];
      }
    },
    dismiss: (message) => done({ do: "dismiss", messageId: message.id }),
  };
}
