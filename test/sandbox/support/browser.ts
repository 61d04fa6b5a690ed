import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** A Chromium of this machine: the one `CHROMIUM` names, else one in the usual places; null when there is none. */
export function findChromium(): string | null {
  return [process.env["CHROMIUM"], ...PLACES].find((place) => place !== undefined && existsSync(place)) ?? null;
}

/** Headless, and quiet on the network. */
export function openBrowser(executablePath: string): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
  ];
  return chromium.launch({ executablePath, args });
}
