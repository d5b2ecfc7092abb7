import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, quantile } from "@neuroveil/lab/statistics";
import type { Page } from "playwright-core";
import { encrypt } from "../tasks/encrypt.ts";
import { openBuiltPage, type BuiltPage } from "./built-page.ts";

/** A photograph in the page beside the same in Node, in turn; `neuroveil bench` finds this by name. */
export interface PageSpeed {
  /** From the click until the cipher image can be saved, after it was decrypted and compared. */
  readonly pageSeconds: number;
  /** The same work by the same library in Node. */
  readonly nodeSeconds: number;
  /** Median of the pairs' Node seconds over page seconds: the page's throughput in Node's. */
  readonly throughput: number;
  readonly throughputQuartiles: readonly [number, number];
  /** The longest time in which the page's own thread answered nobody; milliseconds, 50 at the least or 0. */
  readonly longestBlockMs: number;
  readonly pairs: number;
}

const key = "ab".repeat(32);

/**
 * Builds the page, opens it in Chromium without cross-origin isolation, and times how long a photograph
 * takes there and here, in pairs whose order alternates. The first pair warms up.
 *
 * @param photo a JPEG or PNG
 * @throws Error where there is no Chromium
 */
export async function measurePage(
  photo: Uint8Array,
  { pairs }: { readonly pairs: number },
): Promise<PageSpeed> {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-page-"));
  let site: BuiltPage | undefined;
  try {
    const file = join(folder, "photo.jpg");
    await writeFile(file, photo);
    site = await openBuiltPage();
    const page = await site.open();
    await watchBlocks(page);
    const times: { readonly there: number; readonly here: number }[] = [];
    for (let round = 0; round <= pairs; round++) {
      const pageFirst = round % 2 === 0;
      const before = pageFirst ? undefined : await secondsHere(photo);
      const there = await secondsThere(page, file);
      const here = before ?? (await secondsHere(photo));
      if (round > 0) times.push({ there, here });
    }
    const ratios = times.map(({ there, here }) => here / there);
    return {
      pageSeconds: median(times.map(({ there }) => there)),
      nodeSeconds: median(times.map(({ here }) => here)),
      throughput: median(ratios),
      throughputQuartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      longestBlockMs: await longestBlock(page),
      pairs,
    };
  } finally {
    await site?.close();
    await rm(folder, { recursive: true });
  }
}

let batches = 0;

/** The page's own task, done here: encrypt, decrypt, compare. */
async function secondsHere(photo: Uint8Array): Promise<number> {
  const file = new File([new Uint8Array(photo)], "photo.jpg");
  const start = performance.now();
  const secret = { kind: "file", text: key } as const;
  await encrypt({ file, key: secret, batch: ++batches }, { onProgress: () => undefined });
  return (performance.now() - start) / 1000;
}

async function secondsThere(page: Page, file: string): Promise<number> {
  const input = page.locator('input[type="file"][multiple]').first();
  // By its path: this program would be at work in the page with a buffer.
  await input.setInputFiles(file);
  await page.getByRole("radio", { name: "Raw key" }).check();
  await page.locator("textarea").fill(key);
  await page.locator(".panel .primary:enabled").waitFor();
  // The pictures that are shown are made beside: nobody clicks before the first, and the second would
  // take its time from whoever is measured next.
  const shown = page.locator(".item .open img");
  const original = await shown.getAttribute("src");
  const seconds = await page.evaluate(secondsToDone);
  await page.locator(`.item .open img:not([src="${original}"])`).waitFor();
  await page.getByRole("button", { name: "Start over" }).click();
  return seconds;
}

/**
 * From a click on the button until the page shows the result, by the page's own clock: Playwright looks
 * every half a second. Runs in the page.
 */
function secondsToDone(): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    new MutationObserver((_, observer) => {
      const ended = document.querySelector(".item.done, .item.refused, .item.stopped");
      if (ended === null) return;
      observer.disconnect();
      if (!ended.classList.contains("done")) reject(new Error(ended.textContent));
      requestAnimationFrame(() => resolve((performance.now() - start) / 1000));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
    document.querySelector<HTMLButtonElement>(".panel .primary")!.click();
  });
}

interface Watching {
  readonly blocked: number[];
}

async function watchBlocks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const blocked: number[] = [];
    Object.assign(globalThis, { blocked });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) blocked.push(duration);
    }).observe({ type: "longtask" });
  });
}

async function longestBlock(page: Page): Promise<number> {
  return await page.evaluate(() => Math.max(0, ...(globalThis as unknown as Watching).blocked));
}
