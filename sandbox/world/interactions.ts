import { randomBytes } from "node:crypto";
import {
  type APIMessage,
  InteractionResponseType as R,
  MessageFlags,
  PermissionFlagsBits as P,
} from "discord-api-types/v10";
import { refuse } from "../refusal.ts";
import { checkChoices, checkModal } from "../rules/components.ts";
import { openForm } from "../rules/form.ts";
import type { InteractionOutcome, SandboxFile } from "../types.ts";
import { createAnswers } from "./answers.ts";
import type { StoredMessage } from "./entities.ts";
import type { CallbackBody, Interaction, Interactions } from "./interaction-types.ts";
import { isBroughtAlong } from "./installs.ts";
import { channelPermissions } from "./permissions.ts";
import { presentMessage } from "./present.ts";
import { payloadOf } from "./present-interaction.ts";
import type { World } from "./world.ts";

/** The first answer must come within three seconds; then the token lives for fifteen minutes. */
const FIRST_ANSWER_MS = 3_000;
const TOKEN_LIFETIME_MS = 900_000;
/** So long an old token is told from one that never was. */
const REMEMBERED_MS = 4 * TOKEN_LIFETIME_MS;

export function createInteractions(world: World): Interactions {
  const open = new Map<string, Interaction>();
  const { ephemeral, answer, think, edit, remove } = createAnswers(world);

  function byToken(token: string): Interaction {
    const interaction = open.get(token);
    if (!interaction) throw refuse("unknownWebhook");
    if (world.now() - interaction.createdAtMs > TOKEN_LIFETIME_MS) throw refuse("invalidWebhookToken");
    return interaction;
  }

  function forgetOld(): void {
    for (const [token, { createdAtMs }] of open) {
      if (world.now() - createdAtMs < REMEMBERED_MS) return;
      open.delete(token);
    }
  }

  /** https://docs.discord.com/developers/topics/permissions: without Use External Apps, answers are for the person alone. */
  const isForcedPrivate = ({ channelId, userId }: Interaction): boolean => {
    const channel = world.channel(channelId);
    return isBroughtAlong(world, channel) && (channelPermissions(world, channel, userId) & P.UseExternalApps) === 0n;
  };

  const shown = (interaction: Interaction, stored: StoredMessage): APIMessage =>
    presentMessage(world, stored, interaction.userId);

  const interactions: Interactions = {
    ephemeral,
    byToken,
    use(request) {
      const id = world.nextId();
      const token = randomBytes(32).toString("base64url");
      const channel = world.channel(request.channelId);
      const trigger = [...open.values()].find((one) => one.id === request.triggerId);
      return new Promise((resolve) => {
        const timer = setTimeout(() => interaction.settle({ failed: true }), FIRST_ANSWER_MS);
        const interaction: Interaction = {
          id,
          token,
          type: request.type,
          userId: request.userId,
          guildId: channel.guild_id,
          channelId: request.channelId,
          createdAtMs: world.now(),
          commandName: request.command?.name ?? null,
          commandType: request.command?.type ?? null,
          source: request.source ?? trigger?.source ?? null,
          trigger: trigger ?? null,
          acknowledged: "no",
          isEphemeral: false,
          original: null,
          settle(outcome) {
            clearTimeout(timer);
            resolve({ interactionId: id, message: null, modal: null, failed: false, choices: [], ...outcome });
          },
        };
        forgetOld();
        open.set(token, interaction);
        world.dispatch({
          t: "INTERACTION_CREATE",
          d: payloadOf(world, interaction, request.data),
          // It reaches the bot also where that is no member.
          guildId: channel.direct || isBroughtAlong(world, channel) ? null : channel.guild_id,
          channelId: channel.id,
          onlyFor: [world.botId],
        });
      });
    },

    callback(id, token, body, files) {
      const interaction = open.get(token);
      if (!interaction || interaction.id !== id) throw refuse("unknownInteraction");
      if (interaction.acknowledged !== "no") throw refuse("alreadyAcknowledged");
      if (world.now() - interaction.createdAtMs > FIRST_ANSWER_MS) throw refuse("unknownInteraction");
      const data = body.data ?? ({} as NonNullable<CallbackBody["data"]>);
      const message = acknowledge(interaction, body.type, data, files);
      return { interaction, message };
    },

    editOriginal(interaction, body, files) {
      const { original } = interaction;
      if (interaction.acknowledged === "no") throw refuse("unknownWebhook");
      if (!original) throw refuse("unknownMessage");
      const stored = edit(original, body, files);
      interaction.original = stored;
      interaction.acknowledged = "answered";
      interaction.settle({ message: shown(interaction, stored) });
      return stored;
    },
    deleteOriginal(interaction) {
      if (!interaction.original) throw refuse("unknownMessage");
      remove(interaction.original);
      interaction.original = null;
      interaction.settle({});
    },
    followUp(interaction, body, files) {
      if (interaction.acknowledged === "no") throw refuse("unknownWebhook");
      // The first follow-up to a deferred answer takes its place.
      if (interaction.acknowledged === "deferred" && interaction.original)
        return interactions.editOriginal(interaction, body, files);
      const isWanted = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
      const stored = answer(interaction, body, files, isWanted || isForcedPrivate(interaction));
      interaction.settle({ message: shown(interaction, stored) });
      return stored;
    },
    findMessage(interaction, messageId) {
      if (messageId === "@original") {
        if (!interaction.original) throw refuse("unknownMessage");
        return (
          ephemeral.get(interaction.original.message.id)?.stored ??
          world.message(interaction.channelId, interaction.original.message.id)
        );
      }
      return ephemeral.get(messageId)?.stored ?? world.message(interaction.channelId, messageId);
    },
    editMessage: (interaction, stored, body, files) =>
      stored.message.id === interaction.original?.message.id
        ? interactions.editOriginal(interaction, body, files)
        : edit(stored, body, files),
    deleteMessage: (interaction, stored) =>
      stored.message.id === interaction.original?.message.id
        ? interactions.deleteOriginal(interaction)
        : remove(stored),
    dismiss(messageId, userId) {
      const hidden = ephemeral.get(messageId);
      if (hidden?.userId === userId) remove(hidden.stored);
    },
  };

  function acknowledge(
    interaction: Interaction,
    type: R,
    data: NonNullable<CallbackBody["data"]>,
    files: SandboxFile[],
  ): StoredMessage | null {
    const flags = data.flags ?? 0;
    switch (type) {
      case R.ChannelMessageWithSource: {
        interaction.isEphemeral = (flags & MessageFlags.Ephemeral) !== 0 || isForcedPrivate(interaction);
        interaction.original = answer(interaction, data, files, interaction.isEphemeral);
        interaction.acknowledged = "answered";
        interaction.settle({ message: shown(interaction, interaction.original) });
        return interaction.original;
      }
      case R.DeferredChannelMessageWithSource:
        interaction.original = think(interaction, flags);
        interaction.acknowledged = "deferred";
        interaction.settle = lateSettle(interaction.settle);
        return interaction.original;
      case R.DeferredMessageUpdate:
      case R.UpdateMessage: {
        if (!interaction.source) throw refuse("unknownInteraction");
        interaction.original = interaction.source;
        interaction.acknowledged = type === R.UpdateMessage ? "answered" : "deferredUpdate";
        if (type === R.DeferredMessageUpdate) {
          interaction.settle = lateSettle(interaction.settle);
          return interaction.source;
        }
        interaction.original = edit(interaction.source, data, files);
        interaction.settle({ message: shown(interaction, interaction.original) });
        return interaction.original;
      }
      case R.Modal: {
        const form = openForm();
        checkModal(form, data);
        form.close();
        interaction.acknowledged = "answered";
        const modal = { ...data, interactionId: interaction.id, channelId: interaction.channelId } as NonNullable<
          InteractionOutcome["modal"]
        >;
        world.dispatch({
          t: "MODAL_OPEN",
          d: modal,
          guildId: interaction.guildId,
          channelId: null,
          onlyFor: [interaction.userId],
        });
        interaction.settle({ modal });
        return null;
      }
      case R.ApplicationCommandAutocompleteResult:
        checkChoices(data.choices);
        interaction.acknowledged = "answered";
        interaction.settle({ choices: data.choices ?? [] });
        return null;
      default:
        throw refuse("unknownInteraction");
    }
  }

  return interactions;
}

/** After a "please wait" the three seconds no longer count: only an answer settles it. */
function lateSettle(settle: Interaction["settle"]): Interaction["settle"] {
  return (outcome) => {
    if (!outcome.failed) settle(outcome);
  };
}
