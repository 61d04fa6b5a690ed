import { ComponentType } from "discord-api-types/v10";
import { cutAtSentence } from "../../domain/cut-text.ts";
import type { Texts } from "../../i18n/en/index.ts";
import type { Notice } from "../../services/ports.ts";
import { escapeForDiscord, escapeLine } from "./escape.ts";
import { commentLink } from "./links.ts";
import { ACCENT_COLOUR, type MessageView, viewOf, WARNING_COLOUR } from "./view.ts";

const REASON_LENGTH = 600;
const QUOTE_LENGTH = 400;

/** A direct message to a member. `mark`: the id of its component, by which it is found again. */
export function noticeView(
  texts: Texts,
  notice: Extract<Notice, { kind: "warning" | "outcome" }>,
  { server, mark }: { server: string; mark: number },
): MessageView {
  const text = notice.kind === "warning" ? warningText(texts, notice, server) : outcomeText(texts, notice, server);
  const accent_color = notice.kind === "warning" ? WARNING_COLOUR : ACCENT_COLOUR;
  const components = [{ type: ComponentType.TextDisplay as const, content: text }];
  return viewOf([{ type: ComponentType.Container, id: mark, accent_color, components }]);
}

function warningText(
  { notice }: Texts,
  { record, comment }: Extract<Notice, { kind: "warning" }>,
  server: string,
): string {
  const reason = escapeForDiscord(cutAtSentence(record.reason, REASON_LENGTH).text);
  const lines = [notice.warned(escapeLine(server))];
  if (reason) lines.push(notice.reason(reason));
  const link = comment && commentLink(comment);
  if (comment && link) {
    const words = escapeForDiscord(cutAtSentence(comment.text, QUOTE_LENGTH).text).trim();
    lines.push(notice.about(link), ...(words ? [words.replace(/^/gm, "> ")] : []));
  }
  return [...lines, `-# ${notice.caseNumber(record.number)}`].join("\n");
}

function outcomeText({ notice }: Texts, { report }: Extract<Notice, { kind: "outcome" }>, server: string): string {
  return notice.outcome(escapeLine(server), report.state === "upheld");
}
