import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Which rooms a room may import from, besides itself. A room is a folder of src/, or a file directly in it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "errors.ts": [],
  domain: ["errors.ts"],
  i18n: ["errors.ts", "domain"],
  "config.ts": ["errors.ts"],
  "log.ts": ["config.ts"],
  store: ["errors.ts", "domain"],
  services: ["errors.ts", "domain", "store"],
  transfer: ["errors.ts", "domain", "services"],
  "app.ts": ["services"],
  discord: ["errors.ts", "app.ts", "domain", "i18n", "store", "services"],
  watch: ["errors.ts", "store", "services", "discord"],
  commands: ["errors.ts", "app.ts", "domain", "i18n", "services", "transfer", "discord"],
  events: ["app.ts", "domain", "services", "discord"],
  "listen.ts": ["app.ts", "services", "discord", "commands", "events", "watch"],
  "bot.ts": ["app.ts", "errors.ts", "listen.ts", "store", "services", "discord", "watch", "commands"],
  "talkback.ts": ["bot.ts", "config.ts", "errors.ts", "domain", "discord", "store", "transfer", "watch", "sandbox"],
  "ending.ts": ["errors.ts"],
  "main.ts": ["run.ts"],
  "run.ts": ["talkback.ts", "ending.ts", "log.ts", "errors.ts"],
  "import.ts": ["talkback.ts", "log.ts", "errors.ts", "i18n", "discord", "transfer"],
  "read-log.ts": ["talkback.ts", "log.ts", "errors.ts", "i18n", "services", "store", "transfer"],
  "demo.ts": ["bot.ts", "log.ts", "errors.ts", "i18n", "domain", "store", "transfer", "sandbox"],
};

/** discord.js is known at run time in one room only, and where everything is put together. */
const KNOWS_DISCORD_JS = new Set(["discord", "listen.ts", "bot.ts"]);

type Import = { file: string; from: string; to: string; isTypeOnly: boolean };

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => file.endsWith(".ts") && statSync(file).isFile());
}

function importsOf(file: string): { specifier: string; isTypeOnly: boolean }[] {
  const source = readFileSync(file, "utf8");
  const found = source.matchAll(
    /^(?:import|export)\s+(type\s+)?[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']/gm,
  );
  return [...found].map(([, type, named, dynamic]) => ({
    specifier: named ?? dynamic ?? "",
    isTypeOnly: type !== undefined,
  }));
}

function roomOf(file: string): string {
  const [top = "", room = ""] = path.relative(ROOT, file).split(path.sep);
  return top === "src" ? room : top;
}

function resolve(file: string, specifier: string): string | null {
  if (specifier.startsWith("#")) return path.join(ROOT, specifier.slice(1));
  return specifier.startsWith(".") ? path.resolve(path.dirname(file), specifier) : null;
}

function allImports(folder: string): Import[] {
  return filesBelow(path.join(ROOT, folder)).flatMap((file) =>
    importsOf(file).map(({ specifier, isTypeOnly }) => {
      const target = resolve(file, specifier);
      const to = target === null ? specifier : roomOf(target);
      return { file: path.relative(ROOT, file), from: roomOf(file), to, isTypeOnly };
    }),
  );
}

describe("the rooms of src/", () => {
  const imports = allImports("src");

  it("are all in the table", () => {
    const rooms = new Set(filesBelow(path.join(ROOT, "src")).map(roomOf));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  it("import one way", () => {
    const rooms = new Set([...Object.keys(MAY_IMPORT), "sandbox", "test", "bench", "torture", "detector"]);
    const crossing = imports.filter(({ from, to }) => rooms.has(to) && from !== to);
    expect(crossing.filter(({ from, to }) => !MAY_IMPORT[from]?.includes(to))).toEqual([]);
    expect(crossing.length).toBeGreaterThan(50);
  });

  it("have no circles", () => {
    const visit = (room: string, above: readonly string[]): void => {
      expect(above, `circle: ${[...above, room].join(" → ")}`).not.toContain(room);
      for (const next of MAY_IMPORT[room] ?? []) visit(next, [...above, room]);
    };
    for (const room of Object.keys(MAY_IMPORT)) visit(room, []);
  });

  it("leave discord.js to discord/", () => {
    const strangers = imports.filter(
      ({ to, from, isTypeOnly }) => to === "discord.js" && !isTypeOnly && !KNOWS_DISCORD_JS.has(from),
    );
    expect(strangers).toEqual([]);
  });

  it("hold every file on its own: no barrels but the two lists and what joins a language's texts", () => {
    const barrels = filesBelow(path.join(ROOT, "src")).filter((file) => path.basename(file) === "index.ts");
    const languages = ["i18n", "i18n", "i18n", "i18n"];
    expect(barrels.map(roomOf).sort()).toEqual(["commands", "events", ...languages]);
  });
});

describe("the sandbox", () => {
  it("imports nothing from src/", () => {
    const inner = new Set(Object.keys(MAY_IMPORT));
    expect(allImports("sandbox").filter(({ to }) => inner.has(to))).toEqual([]);
  });
});

describe("the torture", () => {
  const imports = allImports("torture");
  /** What is checked may not take part in the check: of src/ it opens the store and knows the documents' types, no more. */
  const OF_SRC: readonly string[] = ["store"];

  it("uses nothing of the program but its store", () => {
    const inner = new Set(Object.keys(MAY_IMPORT));
    expect(imports.filter(({ to }) => inner.has(to) && !OF_SRC.includes(to))).toEqual([]);
    expect(imports.filter(({ to }) => to === "store").length).toBeGreaterThan(0);
  });
});
