import type { Actor, InteractionOutcome, SandboxFile } from "#sandbox/types.ts";
import type { CommandRecord } from "./protocol.ts";

/** A person who gets no answer for so long gives up. */
const PATIENCE_MS = 20_000;

/** Uses of the bot's commands, which go on beside the history: nobody waits for the bot's answer before they write on. */
export type Commands = {
  /** Runs one; what was answered is written down. */
  use(record: Omit<CommandRecord, "answer">, run: () => Promise<InteractionOutcome>): Promise<string | null>;
  waiting(): number;
  records(): CommandRecord[];
};

export function createCommands(): Commands {
  const records: CommandRecord[] = [];
  let waiting = 0;

  return {
    async use(about, run) {
      const record: CommandRecord = { ...about, answer: null };
      records.push(record);
      waiting++;
      let timer: NodeJS.Timeout | undefined;
      const givenUp = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), PATIENCE_MS);
      });
      // Discord itself may say no, as to a command that is not registered yet: that is an answer too.
      const answered = run().then(textOf, (error: unknown) => `refused: ${String(error)}`);
      record.answer = await Promise.race([answered, givenUp]);
      clearTimeout(timer);
      waiting--;
      return record.answer;
    },
    waiting: () => waiting,
    records: () => records,
  };
}

/** What an answer says, as one text; null where the application did not respond. */
function textOf({ failed, message }: InteractionOutcome): string | null {
  if (failed) return null;
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("content" in value && typeof value.content === "string") texts.push(value.content);
    for (const child of Object.values(value)) collect(child);
  };
  collect(message?.components);
  return texts.join("\n");
}

export const titleOf = (number: number): string => `Article ${number} of the history`;
export const oldTextOf = (article: number, index: number): string => `Old comment ${index} of article ${article}`;

/** A saved page with old comments. */
function pageOf(number: number, oldComments: number): SandboxFile {
  const comments = Array.from({ length: oldComments }, (_, index) => {
    const author = `Reader of ${2000 + index}`;
    return { author, text: oldTextOf(number, index), createdAt: `2011-10-0${(index % 9) + 1}T06:45:00Z` };
  });
  const page = { article: { title: titleOf(number), body: `The body of article ${number}.` }, comments };
  return { name: "page.json", contentType: "application/json", data: new TextEncoder().encode(JSON.stringify(page)) };
}

export function importArticle(
  publisher: Actor,
  channelId: string,
  article: { number: number; oldComments: number },
): Promise<InteractionOutcome> {
  const file = pageOf(article.number, article.oldComments);
  return publisher.runCommand(channelId, "article import", { file });
}

/** A moderator makes a thread that somebody opened by hand an article's. */
export function adoptThread(moderator: Actor, threadId: string, number: number): Promise<InteractionOutcome> {
  return moderator.runCommand(threadId, "article adopt", { title: titleOf(number) });
}

/** Types an article in. */
export async function typeArticle(publisher: Actor, channelId: string, number: number): Promise<InteractionOutcome> {
  const opened = await publisher.runCommand(channelId, "article post");
  if (!opened.modal) return opened;
  return publisher.submitModal(opened.modal, {
    title: titleOf(number),
    url: "",
    text: `The body of article ${number}.`,
  });
}

/** Reports a comment from a right-click. */
export async function report(
  member: Actor,
  channelId: string,
  messageId: string,
  reason: string,
): Promise<InteractionOutcome> {
  const opened = await member.runContextMenu(channelId, "Report comment", messageId);
  if (!opened.modal) return opened;
  return member.submitModal(opened.modal, { reason: [reason], note: "" });
}
