/** A process that `measurePage` starts: `PHOTO PAIRS`. Sends a report of the page's row. */
import { readFile } from "node:fs/promises";
import type { PageReport, PageSpeed } from "./page.ts";

interface PageModule {
  measurePage(photo: Uint8Array, options: { readonly pairs: number }): Promise<PageSpeed>;
}

/** The page is published as files, not as a package: it is found in a checkout, by name. */
const page: string = "@neuroveil/web/speed";

const [photo, pairs] = process.argv.slice(2) as [string, string];

async function report(): Promise<PageReport> {
  try {
    const module = (await import(page)) as PageModule;
    return await module.measurePage(await readFile(photo), { pairs: Number(pairs) });
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
    return { leftOut: `the page is measured in a checkout, with a Chromium: ${why}` };
  }
}

process.send!(await report());
process.disconnect();
