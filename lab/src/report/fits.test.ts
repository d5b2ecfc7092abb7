import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportPage } from "./page.ts";
import { htmlTable } from "./paper-html.ts";
import { markup, type Part } from "./markup.ts";

const study = (name: string): string =>
  fileURLToPath(new URL(`../../../docs/studies/${name}.html`, import.meta.url));

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-fits-"));
  const support = new URL("../../../core/src/browser/launch.test.support.ts", import.meta.url);
  const { openBrowser } = (await import(support.href)) as {
    readonly openBrowser: () => Promise<Browser>;
  };
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function pageWith(name: string, body: Part): Promise<string> {
  const path = join(folder, `${name}.html`);
  const section = { id: "one", name: "One", body };
  await writeFile(path, reportPage({ title: name, lead: [], sections: [section], footer: "" }));
  return path;
}

/** What cannot be seen without moving something sideways, on a screen or on A4 less its margins. */
async function cut(path: string, media: "screen" | "print", width: number): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.emulateMedia({ media });
  await page.goto(pathToFileURL(path).href);
  const found = await page.evaluate(() =>
    [...document.querySelectorAll("body *")].flatMap((element) => {
      const { clientWidth, scrollWidth } = element;
      const scrolls = getComputedStyle(element).overflowX !== "visible";
      const beyond = element.getBoundingClientRect().right - document.documentElement.clientWidth;
      const hidden = scrolls && clientWidth > 0 && scrollWidth > clientWidth + 1;
      return hidden || beyond > 1
        ? [`${element.tagName}: ${element.textContent.slice(0, 40)}`]
        : [];
    }),
  );
  await page.close();
  return found;
}

const places = [
  ["screen", 390],
  ["screen", 1440],
  ["print", 703],
] as const;

test.each(places)(
  "a table of 14 estimates shows all of them: %s, %d pixels",
  async (media, width) => {
    const columns = Array.from({ length: 14 }, (_, i) => ({
      title: i === 0 ? "Variant" : `Value ${i}`,
      ...(i > 0 && { estimates: true as const }),
    }));
    const estimate = { value: 0.00638, low: 0.00544, high: 0.00732, n: 45 };
    const row = ["hopfield-input-feedback", ...columns.slice(1).map(() => estimate)];
    const table = { id: "wide", caption: "Wide", columns, rows: [row, row] };
    expect(await cut(await pageWith("wide", htmlTable(table)), media, width)).toEqual([]);
  },
);

test("what is wider than the page is found", async () => {
  const wide = markup`<div class="table"><div style="width: 3000px">Wide</div></div>`;
  const path = await pageWith("control", wide);
  for (const [media, width] of places) expect(await cut(path, media, width)).not.toEqual([]);
});

test.each(["families", "hybrid"])(
  "nothing of the report %s is cut, on two screens and on A4",
  async (name) => {
    for (const [media, width] of places) expect(await cut(study(name), media, width)).toEqual([]);
  },
);
