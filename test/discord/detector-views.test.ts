import { describe, expect, it } from "vitest";
import { defaultDetectorSettings } from "#src/domain/detector-settings.ts";
import type { Reason } from "#src/domain/detector-verdict.ts";
import { reasonLines } from "#src/discord/render/detector-reasons.ts";
import { backtestView } from "#src/discord/render/detector-test-view.ts";
import {
  autoModView,
  detectorListView,
  detectorStatusView,
  phrasePreviewView,
} from "#src/discord/render/detector-view.ts";
import { en } from "#src/i18n/en/index.ts";
import type { Tried } from "#src/services/screening-backtest.ts";
import { aComment } from "../support/documents.ts";
import { AT, expectToFit, extremeComment, EXTREMES, lengthened } from "../support/extremes.ts";

const long = lengthened(en);

describe.each(EXTREMES)("with the text %#", (text) => {
  const comment = extremeComment("10", text);
  const passage = text === "" ? null : { start: 0, end: Math.floor(text.length / 2) };
  const reasons: Reason[] = Array.from({ length: 4 }, () => ({ code: "text", values: { kind: "articles" }, passage }));
  const tried: Tried = { comment, state: "visible", verdict: "flag", score: 0.9, reasons };

  it.each([en, long])("what the detector says fits into a message (%#)", (texts) => {
    const many = Array.from({ length: 300 }, () => tried);
    expectToFit(backtestView(texts, { read: 5_000, held: many, flagged: many, noted: many }, "strict"));
    const preview = { read: 5_000, matches: 5_000, samples: [comment, comment, comment] };
    expectToFit(phrasePreviewView(texts, text.slice(0, 40) || "words", preview));
    const counts = { open: 1_000_000, confirmed: 1_000_000, reversed: 1_000_000 };
    const about = { guildId: "1", commentId: "10", judgedAt: AT, editedAt: null };
    const screening = {
      v: 1,
      ...about,
      verdict: "flag",
      score: 0.9,
      reasons,
      isLogOnly: false,
      outcome: "open",
    } as const;
    const waiting = Array.from({ length: 5 }, () => ({ comment, screening: { ...screening, reasons: [...reasons] } }));
    const status = { held: counts, flagged: counts, noted: 1_000_000, waiting };
    const phrases = Array.from({ length: 500 }, (_, index) => `${text.slice(0, 60)} ${index}`);
    const hosts = Array.from({ length: 500 }, (_, index) => `${"a".repeat(60)}.${index}.example`);
    const settings = { ...defaultDetectorSettings(), watchList: phrases, allowedHosts: hosts, trustedRoleId: "9" };
    expectToFit(detectorStatusView(texts, { settings, status, hasChannel: false, raids: [] }));
    expectToFit(detectorListView(texts, settings));
    const rule = {
      id: "1",
      name: text.slice(0, 100) || "x",
      isOn: false,
      trigger: "keywords",
      actions: ["block"],
    } as const;
    expectToFit(
      autoModView(
        texts,
        Array.from({ length: 30 }, () => ({ ...rule, actions: [...rule.actions] })),
      ),
    );
  });
});

describe("a reason", () => {
  const reason: Reason = { code: "text", values: { kind: "articles" }, passage: { start: 6, end: 13 } };
  const comment = aComment("10", { text: "Hello *there*, how do you do today?" });
  const linesOf = (one: Reason, said = comment) => reasonLines(en, { reasons: [one], editedAt: null }, said, 100);

  it("quotes the passage that it points at, escaped", () => {
    expect(linesOf(reason)).toEqual(["- Reads like advertising left under articles: “\\*there\\*”"]);
  });

  it("quotes nothing of another version of the comment, nor what stands in its words", () => {
    const edited = { ...comment, editedAt: AT };
    expect(linesOf(reason, edited)).toEqual(["- Reads like advertising left under articles"]);
    const link: Reason = { code: "link", values: { host: "example.org" }, passage: { start: 0, end: 5 } };
    expect(linesOf(link)).toEqual(["- Links to example.org"]);
  });
});
