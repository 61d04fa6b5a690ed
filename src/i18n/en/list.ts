import type { CommentState } from "../../domain/comment.ts";
import type { ListSort } from "../../domain/list-request.ts";
import { number } from "./counting.ts";

const sorts: Record<ListSort, string> = {
  oldest: "Oldest first",
  newest: "Newest first",
  reactions: "Most reactions first",
  replies: "Most replies first",
  lively: "Most discussed lately first",
};

/** What an empty list says: of all comments, or of those that the order is about. */
const none: Record<ListSort, string> = {
  oldest: "No comments yet.",
  newest: "No comments yet.",
  reactions: "No comment here has a reaction yet.",
  replies: "No comment here has been answered yet.",
  lively: "No comment here has been answered yet.",
};

const states: Record<Exclude<CommentState, "visible">, string> = {
  held: "held back",
  removed: "removed",
  deleted: "deleted",
};

export const listEn = {
  sorts,
  none,
  states,
  noneYet: "No comments yet. Write the first in the thread.",
  noneFits: "No comment fits all of that. Leave something out, and look again.",
  ofServer: "Comments of this server",
  ofMember: (member: string) => `Comments of ${member}`,
  ofMemberOn: (member: string, title: string) => `Comments of ${member} on ${title}`,
  repliesTo: (name: string) => `Replies to ${name}`,
  isImported: "imported",
  isLive: "written on Discord",
  hasLink: "with a link",
  hasFile: "with an attachment",
  since: (time: string) => `since ${time}`,
  before: (time: string) => `before ${time}`,
  rangeOnly: (from: number, to: number) => `${number.format(from)}–${number.format(to)}`,
  isBackAtFirst: "What stood there is gone, so here is the first page.",
  end: "That is all.",
};
