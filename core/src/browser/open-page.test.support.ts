import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { openBrowser } from "./launch.test.support.ts";
import { openSite } from "./site.test.support.ts";

/** A page of Chromium in which `neuroveil` is loaded. */
export interface TestPage {
  readonly page: Page;
  /** Lays bytes where the page can `take` them. @returns their path */
  put(bytes: Uint8Array): string;
  /** What the page complained about so far: its console's warnings and errors, and uncaught ones. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

// The library as it is published: what the compiler has written, not its sources.
const script: string = fileURLToPath(
  new URL("../../dist/browser/page.test.support.js", import.meta.url),
);

/** A page with the library, served on this machine. */
export interface BuiltPage {
  readonly url: string;
  /** Lays bytes where the page can `take` them. @returns their path */
  put(bytes: Uint8Array): string;
  close(): Promise<void>;
}

/**
 * Builds a page with Vite as an application would, without configuring anything, and serves it.
 * @param isolated whether the page is cross-origin isolated
 */
export async function buildPage(isolated: boolean): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-page-"));
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><title>Neuroveil</title><link rel="icon" href="data:," /><script type="module" src="${script}"></script>`,
  );
  await build({ root: folder, configFile: false, logLevel: "error", build: { outDir: "site" } });
  const site = await openSite(join(folder, "site"), isolated);
  return {
    url: site.url,
    put: (bytes) => site.put(bytes),
    async close() {
      await site.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Builds a page and opens it in Chromium. */
export async function openPage(isolated: boolean): Promise<TestPage> {
  const built = await buildPage(isolated);
  const browser = await openBrowser();
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(built.url);
  await page.waitForFunction(() => "neuroveil" in globalThis);
  return {
    page,
    put: (bytes) => built.put(bytes),
    complaints,
    async close() {
      await browser.close();
      await built.close();
    },
  };
}
