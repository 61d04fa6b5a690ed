import { describe, expect, it } from "vitest";
import type { StoredMessage } from "#sandbox/world/entities.ts";
import { compareComments } from "../../torture/compare/comments.ts";
import { collectFindings, type ErrorName } from "../../torture/compare/findings.ts";
import { compareHistories } from "../../torture/compare/history.ts";
import type { StoredRecords } from "../../torture/compare/records.ts";
import { compareRemovals } from "../../torture/compare/removals.ts";
import { setScene } from "../../torture/compare/scene.ts";
import { compareThreads } from "../../torture/compare/threads.ts";
import type { Life } from "../../torture/drive/bot-process.ts";
import type { WorldReport } from "../../torture/world/protocol.ts";

const [GUILD, THREAD, BOT, MESSAGE] = ["1", "10", "5", "100"];
const EDITED = "2026-11-01T10:00:05.000000+00:00";
const ms = (second: number): number => Date.parse("2026-11-01T10:00:00Z") + second * 1_000;

const life = (change: Partial<Life> = {}): Life => ({
  startedAtMs: ms(0),
  askedAtMs: ms(60),
  endedAtMs: ms(61),
  how: "stopped",
  lastWords: "",
  ...change,
});

/** One message, edited once while the bot listened, and its comment; everything is as it should be. */
function rightWorlds(): { world: WorldReport; records: StoredRecords; lives: Life[] } {
  const author = { id: "7", username: "aiko", global_name: "Aiko", avatar: null };
  const files = [{ id: "200", filename: "a.png", size: 3, content_type: "image/png", description: "a", url: "x" }];
  const message = {
    id: MESSAGE,
    channel_id: THREAD,
    author,
    content: "two",
    type: 19,
    timestamp: new Date(ms(1)).toISOString(),
    edited_timestamp: EDITED,
    attachments: files,
    message_reference: { message_id: "99", channel_id: THREAD },
  };
  const reactors = [{ emoji: { id: null, name: "👍" }, users: ["7", "8"] }];
  const stored = { message, guild_id: GUILD, reactors, nonce: null } as unknown as StoredMessage;
  const facts = { archived: false, locked: false };
  const channel = { id: THREAD, name: "Thread", thread: facts };
  const thread = { number: 0, id: THREAD, channel, deletedAtMs: null, knownSinceMs: ms(0) };
  const versions = [
    { text: "one", editedAt: null, shownAtMs: ms(1), heardAtMs: [ms(2)] },
    { text: "two", editedAt: EDITED, shownAtMs: ms(5), heardAtMs: [ms(6)] },
  ];
  const diary = { id: MESSAGE, threadId: THREAD, type: 19, isOwn: false, versions, deletedAtMs: null, deeds: [] };
  const comment = {
    v: 1,
    id: MESSAGE,
    guildId: GUILD,
    articleId: "9",
    threadId: THREAD,
    messageIds: [MESSAGE],
    author: { id: "7", name: "Aiko", avatar: null, isBot: false },
    text: "two",
    parentId: "99",
    origin: "live",
    state: "visible",
    createdAt: message.timestamp,
    attachments: [{ id: "200", name: "a.png", size: 3, contentType: "image/png", description: "a" }],
    reactions: [{ emoji: "👍", count: 2, reactors: [] }],
    editedAt: EDITED,
    edits: [{ text: "one", replacedAt: new Date(ms(5)).toISOString() }],
  };
  const world = { botId: BOT, guildId: GUILD, threads: [thread], messages: [stored], diaries: [diary], commands: [] };
  const records = {
    comment: [comment],
    sealed: [],
    case: [],
    alias: [],
    report: [],
    outbox: [],
    log: [],
    thread: [{ id: THREAD, name: "Thread", isArchived: false, isLocked: false, deletedAt: null, checkpoint: MESSAGE }],
    article: [{ id: "9", threadId: THREAD }],
  };
  return {
    world: world as unknown as WorldReport,
    records: records as unknown as StoredRecords,
    lives: [life()],
  };
}

type Worlds = ReturnType<typeof rightWorlds>;

function errorsAfter(spoil: (worlds: Worlds) => void): ErrorName[] {
  const worlds = rightWorlds();
  spoil(worlds);
  const findings = collectFindings();
  const scene = setScene(worlds.world, worlds.records, worlds.lives);
  for (const compare of [compareComments, compareHistories, compareRemovals, compareThreads]) compare(scene, findings);
  return findings.all().map(({ error }) => error);
}

/** The stored comment with something else in it. */
const comment =
  (change: Partial<StoredRecords["comment"][number]>) =>
  ({ records }: Worlds): void => {
    records.comment = records.comment.map((one) => ({ ...one, ...change }));
  };

describe("the comparison", () => {
  it("finds nothing between two worlds that are the same", () => {
    expect(errorsAfter(() => undefined)).toEqual([]);
  });

  const mistakes: [string, (worlds: Worlds) => void, ErrorName[]][] = [
    ["a text that differs", comment({ text: "tow" }), ["wrongText"]],
    ["a reaction too many", comment({ reactions: [{ emoji: "👍", count: 3, reactors: [] }] }), ["wrongReactions"]],
    ["a reaction that is not there", comment({ reactions: [] }), ["wrongReactions"]],
    ["another parent", comment({ parentId: "98" }), ["wrongReplies"]],
    ["an attachment that is gone", comment({ attachments: [] }), ["wrongAttachments"]],
    ["another author", comment({ author: { id: "8", name: "Sam", avatar: null, isBot: false } }), ["wrongAuthors"]],
    ["another time", comment({ createdAt: "2026-11-01T10:00:02.000Z" }), ["wrongFields"]],
    ["an edit that is not in the history", comment({ edits: [] }), ["missedEdits"]],
    [
      "an edit that never was",
      comment({ edits: [{ text: "zero", replacedAt: "2026-11-01T10:00:05.000Z" }] }),
      ["wrongHistory", "missedEdits"],
    ],
    [
      "an edit at another time",
      comment({ edits: [{ text: "one", replacedAt: "2026-11-01T10:00:04.000Z" }] }),
      ["wrongHistory"],
    ],
    ["a comment that is deleted while its message stands", comment({ state: "deleted" }), ["missing", "ghosts"]],
    [
      "no comment at all",
      ({ records }) => {
        records.comment = [];
      },
      ["missing"],
    ],
    [
      "a comment without a message",
      ({ world }) => {
        world.messages = [];
      },
      ["ghosts"],
    ],
    [
      "a comment of what nobody said",
      ({ world }) => {
        world.messages = world.messages.map((one) => ({ ...one, message: { ...one.message, type: 6 } }));
        world.diaries = world.diaries.map((one) => ({ ...one, type: 6 }));
      },
      ["ghosts"],
    ],
    [
      "a removal without a case and a copy",
      ({ world, records }) => {
        world.messages = [];
        records.comment = records.comment.map((one) => ({
          ...one,
          state: "removed",
          text: "",
          edits: [],
          attachments: [],
          messageIds: [],
        }));
      },
      ["wrongRemovals", "wrongRemovals"],
    ],
    [
      "a thread that was archived meanwhile",
      ({ records }) => {
        records.thread = records.thread.map((one) => ({ ...one, isArchived: true }));
      },
      ["wrongThreads"],
    ],
    [
      "a checkpoint that lags",
      ({ records }) => {
        records.thread = records.thread.map((one) => ({ ...one, checkpoint: "99" }));
      },
      ["checkpointsBehind"],
    ],
  ];
  it.each(mistakes)("finds %s", (_, spoil, errors) => {
    expect(errorsAfter(spoil)).toEqual(errors);
  });

  const perhaps: [string, (worlds: Worlds) => void][] = [
    [
      "the client never said that it had it",
      ({ world }) => {
        for (const version of world.diaries[0]?.versions ?? []) version.heardAtMs = [];
      },
    ],
    [
      "the process was killed a second after it",
      ({ lives }) => {
        lives[0] = life({ how: "killed", askedAtMs: ms(3), endedAtMs: ms(3) });
      },
    ],
    [
      "the thread was not known yet",
      ({ world }) => {
        world.threads = world.threads.map((one) => ({ ...one, knownSinceMs: ms(2) }));
      },
    ],
  ];
  it.each(perhaps)("asks for no text in the history of which %s", (_, excuse) => {
    const errors = errorsAfter((worlds) => {
      comment({ edits: [] })(worlds);
      excuse(worlds);
    });
    expect(errors).toEqual([]);
  });
});
