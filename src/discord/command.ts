import type {
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
  RESTPostAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Access } from "../domain/access.ts";
import type { Texts } from "../i18n/en/index.ts";
import type { MessageView } from "./render/view.ts";

/** A file that came with a command; the URL is Discord's and is valid for minutes. */
export type SentFile = { name: string; size: number; url: string };

/** What a person asks for, as plain data: commands never see an interaction. */
export type Request = {
  guildId: string;
  channelId: string;
  member: { id: string; name: string };
  access: Access;
  texts: Texts;
  /** Discord's name of their language: `de`, `en-US`. */
  locale: string;
  /** `list` of `/comments list`; null where a command has none. */
  subcommand: string | null;
  options: Record<string, string | number | boolean>;
  files: Record<string, SentFile>;
  /** The message a right-click command was used on. */
  targetMessageId: string | null;
  /** What that message says. */
  targetText: string | null;
  /** What a button's or modal's custom id says after the route's name. */
  args: string[];
  /** What was chosen in a select menu. */
  values: string[];
  /** What was typed or chosen in a modal, by custom id. */
  fields: Record<string, string>;
  /** Shows how far the work is, in place of the answer to come. */
  progress(view: MessageView): void;
};

/** Answers with a view; throws a UserError for a "no". Discord has been told already that an answer will come. */
export type Answering = { run(app: App, request: Request): Promise<MessageView> };
/** Opens a modal at once, without a look at the store: Discord allows no waiting before it. */
export type Opening = { open(app: App, request: Request): APIModalInteractionResponseCallbackData };

/** What somebody asks for in their direct messages, where there is no server to speak of. */
export type DirectRequest = Pick<Request, "args" | "texts"> & { userId: string };

/** What somebody asks for who has Talkback for themselves, where it is no member. `publicTexts`: for what everybody there sees. */
export type AwayRequest = Pick<Request, "channelId" | "texts" | "options" | "targetText"> & {
  user: { id: string; name: string };
  publicTexts: Texts;
};

/** `shared` is shown to everybody where it is asked for, `told` to whoever asked. */
export type AwayAnswer = { shared: MessageView; told: MessageView };

/** What a button or a modal leads to: `name:arg:arg` is its custom id. */
export type Route = (Answering | Opening) & {
  access: Access;
  /** `update` shows the answer in the place of the message that the button is on, if that is a private one. */
  answers: "reply" | "update";
  /** What a button on a direct message leads to; without it the button works in the server only. */
  runDirect?(app: App, request: DirectRequest): Promise<MessageView>;
  /** Of a button that takes the message away that it is on, wherever that is: who may press it. */
  mayTakeAway?(request: Pick<DirectRequest, "args" | "userId">): boolean;
};

/** A command: what Discord shows, who may use it, what it does. */
export type Command = (Answering | Opening | Mixed) & {
  data: RESTPostAPIApplicationCommandsJSONBody;
  /** For the whole command, or for each subcommand. */
  access: Access | Record<string, Access>;
  /** Choices while someone types the option `focused`. */
  suggest?(app: App, request: Request, focused: string): Promise<APIApplicationCommandOptionChoice<string>[]>;
  routes?: Record<string, Route>;
  /** What it does for people who have Talkback for themselves; without it the command works in servers with Talkback only. */
  runAway?(app: App, request: AwayRequest): Promise<AwayAnswer>;
};

/** A command of which some subcommands open a modal and the others answer. */
export type Mixed = Answering & Opening & { opens: readonly string[] };
