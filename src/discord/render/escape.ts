import { escapeMarkdown } from "discord.js";

/**
 * Makes text that people wrote appear on Discord as they typed it: no markup, no mention, no masked link, no heading.
 * The result is at most twice as long.
 */
export function escapeForDiscord(text: string): string {
  const escaped = escapeMarkdown(text, { heading: true, bulletedList: true, numberedList: true, maskedLink: true });
  return (
    escaped
      // <@id>, <#id>, <t:…>, <:emoji:id>, </command:id>, <id:customize>
      .replace(/<(?=[@#:/at]|id:)/g, "\\<")
      .replace(/^(\s*)(>|-#)/gm, "$1\\$2")
  );
}

/** For one line, such as a name or a title. */
export function escapeLine(text: string): string {
  return escapeForDiscord(text.replace(/\s+/g, " ").trim());
}
