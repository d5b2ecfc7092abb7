import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { serve } from "./serve.ts";
import { webFolder as web } from "./web-folder.ts";

/** The page as it is published, in a browser. */
export interface BuiltPage {
  readonly url: string;
  readonly folder: string;
  /** Opens the page, or another address, in a window of its own. */
  open(options?: BrowserContextOptions, address?: string): Promise<Page>;
  /** Errors and warnings of all windows, and requests that left the page's origin. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** The page as it is published, on a server of this machine. */
export interface PublishedPage {
  readonly url: string;
  readonly folder: string;
  close(): Promise<void>;
}

/** Builds the page into a folder of its own and serves it. */
export async function publishPage(): Promise<PublishedPage> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-web-"));
  const outDir = join(folder, "dist");
  const configFile = join(web, "vite.config.ts");
  // What tests are run with would build what developers use.
  process.env["NODE_ENV"] = "production";
  await build({ root: web, configFile, logLevel: "error", build: { outDir } });
  const { url, server } = await serve(outDir, 0);
  return {
    url,
    folder: outDir,
    async close() {
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true });
    },
  };
}

/** Publishes the page and starts a Chromium. */
export async function openBuiltPage(): Promise<BuiltPage> {
  const published = await publishPage();
  const { url, folder } = published;
  const browser = await openBrowser();
  const complaints: string[] = [];
  return {
    url,
    folder,
    complaints,
    async open(options = {}, start = url) {
      const page = await browser.newPage(options);
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("request", (request) => {
        const address = request.url();
        if (!/^(blob|data):/.test(address) && !address.startsWith(start)) complaints.push(address);
      });
      page.setDefaultTimeout(60_000);
      await page.goto(start);
      return page;
    },
    async close() {
      await browser.close();
      await published.close();
    },
  };
}

/** The Chromium of the library's own tests: from their sources, or from what the compiler makes of them. */
async function openBrowser(): Promise<Browser> {
  const folder = import.meta.url.endsWith(".ts") ? "core/src" : "core/dist";
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const support = join(web, "..", folder, "browser", `launch.test.support.${extension}`);
  const { openBrowser: open } = (await import(pathToFileURL(support).href)) as {
    readonly openBrowser: () => Promise<Browser>;
  };
  return await open();
}
