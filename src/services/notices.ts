import { type NoticeJob, outboxJobId } from "../domain/outbox.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { JobRun, Outbox } from "./outbox.ts";
import type { DiscordPort, Notice } from "./ports.ts";
import { touchCard } from "./report-cards.ts";

type Parts = { store: Store; port: Pick<DiscordPort, "sendNotice" | "findNotice">; outbox: Outbox };

/** What says nothing of the member: it is tried again. */
const PASSING: ReadonlySet<string> = new Set(["discordUnavailable", "discordBusy", "shuttingDown"]);

/** Tells members by direct message what became of them, or of their reports: once, also after a crash. */
export function createNotices({ store, port, outbox }: Parts): void {
  async function compose({ guildId, about }: NoticeJob): Promise<Notice | null> {
    if (about.kind === "warning") {
      const record = await store.get("case", `${guildId}-${about.caseNumber}`);
      const comment = record?.commentId ? await store.get("comment", record.commentId) : undefined;
      return record ? { kind: "warning", record, comment: comment?.state === "visible" ? comment : null } : null;
    }
    const report = await store.get("report", about.reportId);
    return report && report.state !== "open" ? { kind: "outcome", report } : null;
  }

  async function send(job: NoticeJob, { isAgain }: JobRun): Promise<"sent" | "closed"> {
    const { guildId, memberId } = job;
    const notice = await compose(job);
    if (!notice) return "closed";
    const address = { guildId, memberId, key: outboxJobId(job) };
    try {
      if (isAgain && (await port.findNotice(address))) return "sent";
      return (await port.sendNotice(address, notice)) === "closed" ? "closed" : "sent";
    } catch (error) {
      // A member who is gone cannot be reached, today or later.
      if (error instanceof UserError && !PASSING.has(error.code)) return "closed";
      throw error;
    }
  }

  outbox.handle(
    "send-notice",
    async (job, run) => {
      const notice = await send(job, run);
      await store.update(async (tx) => {
        tx.delete("outbox", outboxJobId(job));
        if (job.about.kind !== "warning") return;
        const id = `${job.guildId}-${job.about.caseNumber}`;
        const record = await tx.get("case", id);
        if (!record) return;
        tx.put("case", id, { ...record, notice });
        const { commentId, guildId } = record;
        if (commentId !== null) await touchCard(tx, { id: commentId, guildId }, job.createdAt);
      });
    },
    { startsByItself: true },
  );
}
