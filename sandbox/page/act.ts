import { z } from "zod";
import type { Actor, InteractionOutcome, OpenModal, OptionValue, SandboxFile } from "../types.ts";
import type { Act, UploadedFile, WireOptions } from "./protocol.ts";

const id = z.string().regex(/^\d{1,20}$/);
const text = z.string();
const file = z.strictObject({
  name: z.string().min(1).max(260),
  contentType: text.exactOptional(),
  description: text.exactOptional(),
  base64: z.base64(),
});
const options = z.record(text, z.union([text, z.number(), z.boolean(), z.strictObject({ file })]));
const inChannel = { channelId: id };
const ofMessage = { channelId: id, messageId: id };

const schema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("post"),
    ...inChannel,
    content: text,
    replyTo: id.optional(),
    files: z.array(file).max(10).optional(),
  }),
  z.strictObject({ do: z.literal("edit"), ...ofMessage, content: text }),
  z.strictObject({ do: z.literal("delete"), ...ofMessage }),
  z.strictObject({ do: z.enum(["react", "unreact"]), ...ofMessage, emoji: text.min(1) }),
  z.strictObject({
    do: z.literal("openThread"),
    ...inChannel,
    name: text,
    messageId: id.optional(),
    message: text.optional(),
    tags: z.array(id).optional(),
  }),
  z.strictObject({
    do: z.literal("changeThread"),
    threadId: id,
    name: text.optional(),
    archived: z.boolean().optional(),
    locked: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal("runCommand"), ...inChannel, name: text, options }),
  z.strictObject({ do: z.literal("runContextMenu"), ...inChannel, name: text, targetId: id }),
  z.strictObject({ do: z.literal("click"), ...ofMessage, customId: text }),
  z.strictObject({ do: z.literal("select"), ...ofMessage, customId: text, values: z.array(text) }),
  z.strictObject({
    do: z.literal("submitModal"),
    interactionId: id,
    fields: z.record(text, z.union([text, z.array(text)])),
  }),
  z.strictObject({ do: z.literal("autocomplete"), ...inChannel, name: text, options, focused: text }),
  z.strictObject({ do: z.literal("dismiss"), messageId: id }),
]) satisfies z.ZodType<Act>;

/** Reads an act from what the browser sent; what is no act is a `ZodError`. */
export function readAct(body: unknown): Act {
  return schema.parse(body);
}

/** Modals that an application opened and the person has not yet sent, by interaction. */
export type OpenModals = Map<string, OpenModal>;

const MAX_OPEN_MODALS = 50;

/** Does what the act says in the person's place; the answer is what their page needs of it. */
export async function performAct(actor: Actor, act: Act, modals: OpenModals): Promise<unknown> {
  switch (act.do) {
    case "post":
      return actor.post(act.channelId, {
        content: act.content,
        ...(act.replyTo === undefined ? {} : { replyTo: act.replyTo }),
        ...(act.files === undefined ? {} : { files: act.files.map(fileOf) }),
      });
    case "edit":
      return actor.edit(act.channelId, act.messageId, act.content);
    case "delete":
      return actor.delete(act.channelId, act.messageId);
    case "react":
    case "unreact":
      return actor[act.do](act.channelId, act.messageId, act.emoji);
    case "openThread":
      return actor.openThread(
        act.channelId,
        withoutUndefined({ name: act.name, messageId: act.messageId, message: act.message, tags: act.tags }),
      );
    case "changeThread":
      return actor.changeThread(
        act.threadId,
        withoutUndefined({ name: act.name, archived: act.archived, locked: act.locked }),
      );
    case "autocomplete":
      return actor.autocomplete(act.channelId, act.name, optionsOf(act.options), act.focused);
    case "dismiss":
      return actor.dismissEphemeral(act.messageId);
    default:
      return rememberModal(await interact(actor, act, modals), modals);
  }
}

type Interaction = Extract<Act, { do: "runCommand" | "runContextMenu" | "click" | "select" | "submitModal" }>;

async function interact(actor: Actor, act: Interaction, modals: OpenModals): Promise<InteractionOutcome> {
  switch (act.do) {
    case "runCommand":
      return actor.runCommand(act.channelId, act.name, optionsOf(act.options));
    case "runContextMenu":
      return actor.runContextMenu(act.channelId, act.name, act.targetId);
    case "click":
      return actor.click(act.channelId, act.messageId, act.customId);
    case "select":
      return actor.select(act.channelId, act.messageId, act.customId, act.values);
    default:
      return submitModal(actor, act, modals);
  }
}

async function submitModal(
  actor: Actor,
  act: Extract<Act, { do: "submitModal" }>,
  modals: OpenModals,
): Promise<InteractionOutcome> {
  const modal = modals.get(act.interactionId);
  if (!modal) throw new UnknownModalError();
  const outcome = await actor.submitModal(modal, act.fields);
  if (!outcome.failed) modals.delete(act.interactionId);
  return outcome;
}

export class UnknownModalError extends Error {
  override message = "This form is no longer open. Run the command again.";
}

function rememberModal(outcome: InteractionOutcome, modals: OpenModals): InteractionOutcome {
  if (outcome.modal) modals.set(outcome.modal.interactionId, outcome.modal);
  const [oldest] = modals.keys();
  if (modals.size > MAX_OPEN_MODALS && oldest !== undefined) modals.delete(oldest);
  return outcome;
}

function optionsOf(options: WireOptions): Record<string, OptionValue> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === "object" ? fileOf(value.file) : value]),
  );
}

function fileOf({ base64, ...file }: UploadedFile): SandboxFile {
  return { ...file, data: new Uint8Array(Buffer.from(base64, "base64")) };
}

type Defined<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };

/** `exactOptionalPropertyTypes`: the sandbox's optional fields are absent, never undefined. */
function withoutUndefined<Value extends Record<string, unknown>>(value: Value): Defined<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<Value>;
}
