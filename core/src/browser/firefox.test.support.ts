import { existsSync } from "node:fs";
import { launch, type Browser } from "puppeteer-core";

const usual = [
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
];

/** Where an installed Firefox is, or the one that `FIREFOX` names; undefined where there is none. */
export function firefoxPath(): string | undefined {
  return process.env["FIREFOX"] ?? usual.find((path) => existsSync(path));
}

/** Starts a headless Firefox as it is distributed, which Playwright cannot drive. */
export async function openFirefox(executablePath: string): Promise<Browser> {
  return await launch({ browser: "firefox", executablePath, headless: true });
}
