import type { Command } from "../discord/command.ts";
import { article } from "./article.ts";
import { comments, showMessage } from "./comments.ts";
import { digest } from "./digest.ts";
import { detector } from "./detector.ts";
import { doctor } from "./doctor.ts";
import { createHelp } from "./help.ts";
import { mod, moderateMessage, removeMessage } from "./mod.ts";
import { ping } from "./ping.ts";
import { quote, quoteMessage, quotePassage } from "./quote.ts";
import { report, reportMessage } from "./report.ts";
import { setup } from "./setup.ts";
import { thread } from "./thread.ts";
import { watch, watchMessage } from "./watch.ts";

const others: readonly Command[] = [
  article,
  comments,
  showMessage,
  quote,
  quoteMessage,
  quotePassage,
  report,
  reportMessage,
  watch,
  watchMessage,
  digest,
  mod,
  removeMessage,
  moderateMessage,
  thread,
  detector,
  setup,
  doctor,
  ping,
];

/** Every command, by hand: one that is not here does not exist. */
export const commands: readonly Command[] = [...others, createHelp(others)];
