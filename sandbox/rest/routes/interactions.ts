import { InteractionResponseType as R } from "discord-api-types/v10";
import type { RawMessage } from "../../rules/message.ts";
import type { StoredMessage } from "../../world/entities.ts";
import type { CallbackBody, Interaction } from "../../world/interaction-types.ts";
import { presentMessage } from "../../world/present.ts";
import type { Call, Route } from "../router.ts";

const answers = "/webhooks/{application}/{token}";

const interactionOf = ({ interactions, params }: Call): Interaction => interactions.byToken(params["token"] ?? "");
const show = (call: Call, stored: StoredMessage): { body: unknown } => ({
  body: presentMessage(call.world, stored, call.world.botId),
});

/** As what an answer's message is described: one that is made, be it still empty, or one that is changed. */
const RESOURCE_TYPES: Partial<Record<R, R>> = {
  [R.ChannelMessageWithSource]: R.ChannelMessageWithSource,
  [R.DeferredChannelMessageWithSource]: R.ChannelMessageWithSource,
  [R.UpdateMessage]: R.UpdateMessage,
};

function callback(call: Call): { body: unknown } | undefined {
  const { id = "", token = "" } = call.params;
  const body = call.body as CallbackBody;
  const { interaction, message } = call.interactions.callback(id, token, body, call.files);
  if (call.query.get("with_response") !== "true") return undefined;
  const about = message
    ? {
        response_message_id: message.message.id,
        response_message_loading: body.type === R.DeferredChannelMessageWithSource,
        response_message_ephemeral: interaction.isEphemeral,
      }
    : {};
  const type = RESOURCE_TYPES[body.type];
  const resource =
    message && type ? { resource: { type, message: presentMessage(call.world, message, call.world.botId) } } : {};
  return { body: { interaction: { id, type: interaction.type, ...about }, ...resource } };
}

function messageOf(call: Call): { interaction: Interaction; stored: StoredMessage } {
  const interaction = interactionOf(call);
  return { interaction, stored: call.interactions.findMessage(interaction, call.params["message"] ?? "") };
}

/** Answers to interactions: they share their address with webhooks, with the application's id in the webhook's place. */
export const interactionRoutes: readonly Route[] = [
  { method: "POST", pattern: "/interactions/{id}/{token}/callback", isOpen: true, handle: callback },
  {
    method: "POST",
    pattern: answers,
    isOpen: true,
    handle: (call) => show(call, call.interactions.followUp(interactionOf(call), call.body as RawMessage, call.files)),
  },
  {
    method: "GET",
    pattern: `${answers}/messages/{message}`,
    isOpen: true,
    handle: (call) => show(call, messageOf(call).stored),
  },
  {
    method: "PATCH",
    pattern: `${answers}/messages/{message}`,
    isOpen: true,
    handle(call) {
      const { interaction, stored } = messageOf(call);
      return show(call, call.interactions.editMessage(interaction, stored, call.body as RawMessage, call.files));
    },
  },
  {
    method: "DELETE",
    pattern: `${answers}/messages/{message}`,
    isOpen: true,
    handle(call) {
      const { interaction, stored } = messageOf(call);
      call.interactions.deleteMessage(interaction, stored);
      return undefined;
    },
  },
];
