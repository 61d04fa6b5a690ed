import { describe, expect, test } from "vitest";
import { SandboxRefusal } from "#sandbox/refusal.ts";
import { checkModal } from "#sandbox/rules/components.ts";
import { openForm } from "#sandbox/rules/form.ts";
import { checkMessage } from "#sandbox/rules/message.ts";

const V2 = 1 << 15;

/** The fields that are complained about; none where it is taken. */
function complaints(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof SandboxRefusal) return Object.keys(error.errors ?? { [error.code]: "" });
    throw error;
  }
}

const message = (body: object) => complaints(() => checkMessage(body, { hasFiles: false }));
function modal(body: object): string[] {
  const form = openForm();
  checkModal(form, { title: "A form", custom_id: "form", ...body });
  return complaints(() => form.close());
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const button = (index: number | string, more: object = {}) => ({
  type: 2,
  style: 1,
  label: "Go",
  custom_id: `${index}`,
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });
const text = (content: string) => ({ type: 10, content });
const option = (value: string) => ({ label: value, value });
const select = (more: object = {}) => ({ type: 3, custom_id: "s", options: [option("a"), option("b")], ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: "A label", component, ...more });
const input = (more: object = {}) => ({ type: 4, custom_id: "i", style: 1, ...more });
const link = { style: 5, custom_id: undefined };

describe("a message is taken", () => {
  test.each<[string, object]>([
    ["with 2,000 characters, counted as people count", { content: "🙂".repeat(2_000) }],
    ["with ten embeds of 600 characters", { embeds: times(10, () => ({ description: "x".repeat(600) })) }],
    ["with an embed that is a picture", { embeds: [{ image: { url: "attachment://a.png" } }] }],
    ["with five rows of five buttons", { components: times(5, (a) => row(...times(5, (b) => button(a * 5 + b)))) }],
    ["with a link", { components: [row(button(0, { ...link, url: "https://example.org" }))] }],
    ["with a select of 25 options", { components: [row(select({ options: times(25, (i) => option(`${i}`)) }))] }],
    ["with 40 components and 4,000 characters", { flags: V2, components: times(40, () => text("x".repeat(100))) }],
    [
      "with a card",
      {
        flags: V2,
        components: [
          {
            type: 17,
            components: [
              { type: 9, components: [text("a")], accessory: button("b") },
              { type: 14 },
              { type: 12, items: [{ media: { url: "https://example.org/a.png" } }] },
              { type: 13, file: { url: "attachment://a.txt" } },
              row(select()),
            ],
          },
        ],
      },
    ],
  ])("%s", (_, body) => {
    expect(message(body)).toEqual([]);
  });
});

describe("a message is refused", () => {
  test.each<[string, object, string]>([
    ["with nothing in it", { content: " \n" }, "50006"],
    ["with more than 2,000 characters", { content: "x".repeat(2_001) }, "content"],
    ["with eleven embeds", { embeds: times(11, () => ({ title: "x" })) }, "embeds"],
    [
      "with more than 6,000 characters in embeds",
      { embeds: times(2, () => ({ description: "x".repeat(3_001) })) },
      "embeds",
    ],
    ["with a title that is too long", { embeds: [{ title: "x".repeat(257) }] }, "embeds.0.title"],
    ["with a field without a name", { embeds: [{ fields: [{ name: "", value: "x" }] }] }, "embeds.0.fields.0.name"],
    ["with an embed without anything", { embeds: [{ color: 1 }] }, "embeds.0.description"],
    ["with a link that is none", { embeds: [{ title: "x", url: "javascript:alert(1)" }] }, "embeds.0.url"],
    ["with six rows", { components: times(6, (index) => row(button(index))) }, "components"],
    ["with six buttons in a row", { components: [row(...times(6, button))] }, "components.0.components"],
    ["with a select beside a button", { components: [row(select(), button(0))] }, "components.0.components"],
    ["with a button on its own", { components: [button(0)] }, "components.0.type"],
    ["with text input", { components: [row(input({ label: "x" }))] }, "components.0.components.0.type"],
    ["with the same id twice", { components: [row(button(0), button(0))] }, "components.0.components.1.custom_id"],
    [
      "with an id of more than 100 characters",
      { components: [row(button("x".repeat(101)))] },
      "components.0.components.0.custom_id",
    ],
    ["with a button that says nothing", { components: [row(button(0, { label: "" }))] }, "components.0.components.0"],
    [
      "with a label of more than 80",
      { components: [row(button(0, { label: "x".repeat(81) }))] },
      "components.0.components.0.label",
    ],
    [
      "with a link that has an id",
      { components: [row(button(0, { style: 5, url: "https://a.b" }))] },
      "components.0.components.0",
    ],
    [
      "with a link to a script",
      { components: [row(button(0, { ...link, url: "data:text/html,x" }))] },
      "components.0.components.0.url",
    ],
    [
      "with 26 options",
      { components: [row(select({ options: times(26, (i) => option(`${i}`)) }))] },
      "components.0.components.0.options",
    ],
    [
      "with the same value twice",
      { components: [row(select({ options: [option("a"), option("a")] }))] },
      "components.0.components.0.options.1.value",
    ],
    [
      "with more choices than options",
      { components: [row(select({ max_values: 3 }))] },
      "components.0.components.0.max_values",
    ],
    ["with least above most", { components: [row(select({ min_values: 2 }))] }, "components.0.components.0.min_values"],
    ["with new components, but without the flag", { content: "x", components: [text("x")] }, "components.0.type"],
    ["with content beside new components", { flags: V2, content: "x", components: [text("x")] }, "content"],
    ["with 41 components", { flags: V2, components: times(41, () => text("x")) }, "components"],
    ["with 4,001 characters of text", { flags: V2, components: times(3, () => text("x".repeat(1_334))) }, "components"],
    [
      "with a card in a card",
      { flags: V2, components: [{ type: 17, components: [{ type: 17, components: [text("x")] }] }] },
      "components.0.components.0.type",
    ],
    [
      "with a section without its side",
      { flags: V2, components: [{ type: 9, components: [text("x")] }] },
      "components.0.accessory",
    ],
    [
      "with a section of four texts",
      { flags: V2, components: [{ type: 9, components: times(4, () => text("x")), accessory: button(0) }] },
      "components.0.components",
    ],
    [
      "with a picture from nowhere",
      { flags: V2, components: [{ type: 12, items: [{ media: { url: "cover.png" } }] }] },
      "components.0.items.0.media.url",
    ],
    [
      "with somebody else's file",
      { flags: V2, components: [{ type: 13, file: { url: "https://a.b/c" } }] },
      "components.0.file.url",
    ],
    ["with a nonce of 26 characters", { content: "x", nonce: "x".repeat(26) }, "nonce"],
  ])("%s", (_, body, field) => {
    expect(message(body)).toContain(field);
  });
});

describe("a modal", () => {
  test("is taken with one to five inputs, in labels or in rows", () => {
    expect(modal({ components: times(5, (index) => label(input({ custom_id: `${index}` }))) })).toEqual([]);
    expect(modal({ components: [row(input({ label: "Old" })), label(select()), text("Read this")] })).toEqual([]);
  });

  test.each<[string, object, string]>([
    ["without inputs", { components: [] }, "components"],
    ["with six", { components: times(6, (index) => label(input({ custom_id: `${index}` }))) }, "components"],
    ["with a title of more than 45", { title: "x".repeat(46), components: [label(input())] }, "title"],
    ["with a label of more than 45", { components: [label(input(), { label: "x".repeat(46) })] }, "components.0.label"],
    [
      "with a description of more than 100",
      { components: [label(input(), { description: "x".repeat(101) })] },
      "components.0.description",
    ],
    ["with a button", { components: [row(button(0))] }, "components.0.components.0.type"],
    ["with a row without a label", { components: [row(input())] }, "components.0.components.0.label"],
    [
      "with room for more than 4,000",
      { components: [label(input({ max_length: 4_001 }))] },
      "components.0.component.max_length",
    ],
    [
      "with a text that is longer than its room",
      { components: [label(input({ max_length: 2, value: "abc" }))] },
      "components.0.component.value",
    ],
  ])("is refused %s", (_, body, field) => {
    expect(modal(body)).toContain(field);
  });
});
