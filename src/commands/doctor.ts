import { SlashCommandBuilder } from "@discordjs/builders";
import { PermissionFlagsBits } from "discord-api-types/v10";
import type { App } from "../app.ts";
import type { Command, Request } from "../discord/command.ts";
import { doctorView, THREADS_A_PAGE } from "../discord/render/doctor-view.ts";
import type { MessageView } from "../discord/render/view.ts";

/** Whoever pressed the button sees by then how far it is; the rest goes on by itself. */
const PATIENCE_MS = 10_000;

async function examine(app: App, { texts, guildId }: Request, offset: number): Promise<MessageView> {
  const checkUp = await app.doctor.examine(guildId, { offset, limit: THREADS_A_PAGE });
  return doctorView(texts, checkUp, { offset, pingMs: app.gatewayPingMs() });
}

const offsetIn = ({ args }: Request): number => Math.max(0, Math.trunc(Number(args[0])) || 0);

export const doctor: Command = {
  data: new SlashCommandBuilder()
    .setName("doctor")
    .setDescription("Is everything stored? Each thread: when it was compared, what was found, what may be missing")
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageMessages)
    .toJSON(),
  access: "moderator",
  run: (app, request) => examine(app, request, 0),
  routes: {
    "doctor-page": {
      access: "moderator",
      answers: "update",
      run: (app, request) => examine(app, request, offsetIn(request)),
    },
    "doctor-compare": {
      access: "moderator",
      answers: "update",
      async run(app, request) {
        const offset = offsetIn(request);
        const { threads } = await app.doctor.examine(request.guildId, { offset, limit: THREADS_A_PAGE });
        const ids = threads.filter(({ gap }) => gap !== "deleted").map(({ thread }) => thread.id);
        await app.doctor.compare(request.guildId, ids, AbortSignal.timeout(PATIENCE_MS));
        return examine(app, request, offset);
      },
    },
  },
};
