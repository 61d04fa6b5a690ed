import { outboxJobId, type CloseReportsJob } from "../domain/outbox.ts";
import type { Store } from "../store/store.ts";
import type { Outbox } from "./outbox.ts";
import { touchCard } from "./report-cards.ts";
import { closeReports, openReportsOf } from "./reports.ts";

/** Closes, in further commits, the reports that the commit of their case had no room for. Those that were filed since stay open. */
export function createReportClosing({ store, outbox, now }: { store: Store; outbox: Outbox; now: () => number }): void {
  const at = (): string => new Date(now()).toISOString();

  async function closeRest(job: CloseReportsJob): Promise<void> {
    const { commentId, guildId, outcome, createdAt } = job;
    const comment = { id: commentId, guildId };
    let closed;
    do {
      closed = await store.update(async (tx) => {
        const ids = openReportsOf(store, comment);
        const reports = await tx.getMany("report", ids);
        const earlier = ids.filter((_, index) => (reports[index]?.createdAt ?? "") <= createdAt);
        const count = await closeReports(tx, earlier, outcome, at());
        await touchCard(tx, comment, at());
        if (count === 0) tx.delete("outbox", outboxJobId(job));
        return count;
      });
    } while (closed > 0);
  }

  outbox.handle("close-reports", closeRest, { startsByItself: true });
}
