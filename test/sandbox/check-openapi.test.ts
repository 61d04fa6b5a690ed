import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { adaptSchema } from "#sandbox/check/json-schema.ts";
import { createChecker } from "#sandbox/check/checker.ts";
import { createOpenApiCheck, readOpenApi } from "#sandbox/check/openapi.ts";

const defaultFile = fileURLToPath(new URL("../../../shared/discord/openapi.json", import.meta.url));
const file = await readOpenApi(process.env["DISCORD_OPENAPI"] ?? defaultFile);

const post = "/channels/{channel_id}/messages";
const callback = "/interactions/{interaction_id}/{interaction_token}/callback";

describe.skipIf(!file)("Discord's OpenAPI file on its own", () => {
  const check = createOpenApiCheck(file ?? { info: { version: "" }, paths: {}, components: { schemas: {} } });

  test.each([
    [post, { content: "x", allowedMentions: {} }, "unknown key allowedMentions"],
    [
      post,
      { components: [{ type: 1, components: [{ type: 2, label: "x" }] }] },
      "missing key components[0].components[0].style",
    ],
    [post, { components: [{ type: 10, content: "x", text: "y" }] }, "unknown key components[0].text"],
    [post, { flags: true }, "flags: must be integer,null,string (true)"],
    [
      callback,
      { type: 9, data: { custom_id: "a", components: [{ type: 10, content: "x" }] } },
      "missing key data.title",
    ],
  ])("%s: %j is one problem", (pattern, body, problem) => {
    expect(check.body("POST", pattern, body)).toEqual([problem]);
  });

  test.each([
    [post, { content: "x", flags: "64", nonce: "123", message_reference: null }],
    [callback, { type: 5 }],
    ["/channels/{channel_id}/threads", { name: "An article", message: { content: "x" } }],
  ])("%s: %j is accepted", (pattern, body) => {
    expect(check.body("POST", pattern, body)).toEqual([]);
  });

  test("the values of a query are read as what they stand for", () => {
    expect(check.query("GET", post, { limit: "100" })).toEqual([]);
    expect(check.query("GET", post, { limit: "101" })).toEqual(["limit: must be <= 100 (101)"]);
    expect(check.query("POST", callback, { with_response: "perhaps" })).toEqual([
      'with_response: must be boolean ("perhaps")',
    ]);
  });
});

test("a file that was named and is not there is told, one that is only looked for is not", async () => {
  await expect(createChecker({ openApiFile: "/nowhere/openapi.json" })).rejects.toThrow("no OpenAPI file");
  await expect(readOpenApi("/nowhere/openapi.json")).resolves.toBeNull();
});

describe("schemas are read as they are meant", () => {
  const definitions = {
    Text: { type: "object", properties: { type: { type: "integer", enum: [10] } }, required: ["type"] },
    Row: { type: "object", properties: { type: { type: "integer", enum: [1] } }, required: ["type"] },
  };

  test("an empty enum forbids nothing", () => {
    expect(adaptSchema({ type: "string", enum: [] }, "query", definitions)).toEqual({ type: "string" });
  });

  test("objects are closed, unless they say what else they hold", () => {
    const open = { type: "object", properties: {}, additionalProperties: { type: "string" } };
    expect(adaptSchema({ type: "object", properties: {} }, "answer", definitions)).toHaveProperty(
      "additionalProperties",
      false,
    );
    expect(adaptSchema(open, "answer", definitions)).toEqual(open);
  });

  test("only requests may give integers as texts", () => {
    const integer = { type: ["integer", "null"] };
    expect(adaptSchema(integer, "request", definitions)).toHaveProperty("type", ["integer", "null", "string"]);
    expect(adaptSchema(integer, "answer", definitions)).toEqual(integer);
  });

  test("a union asks for the type first", () => {
    const union = { oneOf: [{ $ref: "#/components/schemas/Text" }, { $ref: "#/components/schemas/Row" }] };
    expect(adaptSchema(union, "answer", definitions)).toMatchObject({ properties: { type: { enum: [10, 1] } } });
  });
});
