import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIDMChannel,
  APIGuildMember,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIThreadChannel,
  APIUser,
} from "discord-api-types/v10";

export type PrivilegedIntent = "MESSAGE_CONTENT" | "GUILD_MEMBERS" | "GUILD_PRESENCES";

export type SandboxOptions = {
  /** Port on 127.0.0.1; 0 (the default) takes a free one. */
  port?: number;
  /** Where the world is kept between runs, safe against `kill -9`; in memory only when absent. */
  file?: string;
  /** Milliseconds since the Unix epoch. Ids, timestamps, token lifetimes and rate limits follow it. */
  now?: () => number;
  /** Privileged intents switched on in the "developer portal". Default: MESSAGE_CONTENT and GUILD_MEMBERS. */
  privilegedIntents?: readonly PrivilegedIntent[];
  /** Answer with Discord's rate limits (default true). Benchmarks switch them off. */
  rateLimits?: boolean;
  /** How often the client is told to send a heartbeat, in milliseconds. Default 41,250, as on Discord. */
  heartbeatMs?: number;
  /** What the chances of faults are drawn from. */
  faultSeed?: number;
};

/** A file that someone attaches. */
export type SandboxFile = { name: string; contentType?: string; data: Uint8Array; description?: string };

/** What came of an interaction, once the application has answered it for good. */
export type InteractionOutcome = {
  interactionId: string;
  /** The answer as the person sees it (ephemeral ones carry flag 64); null when there is none, as for a modal. */
  message: APIMessage | null;
  /** The modal the application opened. */
  modal: OpenModal | null;
  /** "The application did not respond": no acknowledgement within three seconds, or none could be delivered. */
  failed: boolean;
};

export type OpenModal = APIModalInteractionResponseCallbackData & { interactionId: string; channelId: string };

/** A value of a slash-command option: users, channels, roles and messages by id, attachments as files. */
export type OptionValue = string | number | boolean | SandboxFile;

/** What a person's own client would be told: gateway-shaped, and only what that person may see. */
export type ActorEvent = { t: string; d: unknown };

/** Everything a person's client shows at start. Channels and threads the person cannot view are left out. */
export type ActorSnapshot = {
  me: APIUser;
  guilds: {
    id: string;
    name: string;
    ownerId: string;
    channels: APIChannel[];
    /** Active and archived. */
    threads: APIThreadChannel[];
    roles: APIRole[];
    members: APIGuildMember[];
  }[];
  commands: APIApplicationCommand[];
  /** Direct conversations; the other side of each is the bot. */
  directs?: APIDMChannel[];
};

/**
 * A person in the sandbox: what their client can do. Each call checks that person's permissions and throws a
 * `SandboxRefusal` carrying Discord's own error code where Discord would refuse.
 */
export type Actor = {
  readonly user: APIUser;
  snapshot(): ActorSnapshot;
  /** Newest first, at most 100, as `GET /channels/:id/messages` gives them. */
  messages(channelId: string, query?: { before?: string; after?: string; limit?: number }): APIMessage[];
  post(
    channelId: string,
    message: string | { content?: string; replyTo?: string; files?: SandboxFile[] },
  ): Promise<APIMessage>;
  edit(channelId: string, messageId: string, content: string): Promise<APIMessage>;
  delete(channelId: string, messageId: string): Promise<void>;
  /** `emoji`: a Unicode character, or `name:id`. */
  react(channelId: string, messageId: string, emoji: string): Promise<void>;
  unreact(channelId: string, messageId: string, emoji: string): Promise<void>;
  /** Opens a thread: over a message (`messageId`), on its own, or as a forum post (with `message`). */
  openThread(
    channelId: string,
    thread: { name: string; messageId?: string; message?: string; tags?: string[] },
  ): Promise<APIThreadChannel>;
  /** Archive, unarchive, lock, rename; needs the rights that Discord asks for. */
  changeThread(
    threadId: string,
    change: { name?: string; archived?: boolean; locked?: boolean },
  ): Promise<APIThreadChannel>;
  /** `name` as typed: `article post`, `ping`. Options by name. */
  runCommand(channelId: string, name: string, options?: Record<string, OptionValue>): Promise<InteractionOutcome>;
  /** A right-click command on a message or a member. */
  runContextMenu(channelId: string, name: string, targetId: string): Promise<InteractionOutcome>;
  click(channelId: string, messageId: string, customId: string): Promise<InteractionOutcome>;
  select(channelId: string, messageId: string, customId: string, values: string[]): Promise<InteractionOutcome>;
  /** `fields`: custom id of each input to what was typed or chosen. */
  submitModal(modal: OpenModal, fields: Record<string, string | string[]>): Promise<InteractionOutcome>;
  /** Choices for the option `focused`, given what is typed so far. */
  autocomplete(
    channelId: string,
    name: string,
    options: Record<string, OptionValue>,
    focused: string,
  ): Promise<APIApplicationCommandOptionChoice[]>;
  dismissEphemeral(messageId: string): void;
  /** The language of this person's client from now on, by Discord's name: `de`, `es-ES`. */
  speak(locale: string): void;
  /** Called for every event that this person's client would get, in order. Returns the way to stop. */
  onEvent(listener: (event: ActorEvent) => void): () => void;
};

/** A request of the bot, or an answer of the sandbox, that does not fit Discord's description. */
export type Violation = { side: "request" | "answer" | "dispatch"; what: string; problems: string[] };
