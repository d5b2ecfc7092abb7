import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cipherById, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { baselines } from "../baselines/list.ts";
import { analysisReport } from "./analysis-report.ts";
import { cipherPictures } from "./cipher-pictures.ts";
import { metricGroups } from "./metric-notes.ts";
import type { ReportEntry } from "./report-entry.ts";

function picture(width: number, height: number): Image {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const at = Math.floor(i / 3);
    return 128 + 60 * Math.sin((at % width) / 17) + 50 * Math.cos(at / width / (9 + (i % 3)));
  });
  return { width, height, channels: 3, bits: 8, colour: "rgb", data, metadata: {} };
}

async function entry(cipher: Cipher, image: Image): Promise<ReportEntry> {
  const key = await nativeKeyFrom(cipher, new Uint8Array(32).fill(9));
  const { metrics } = await analyzeCipher(cipher, image, { key, positions: 16, threads: 1 });
  const pictures = await cipherPictures(cipher, image, { key, side: 96, run: { threads: 1 } });
  return { name: cipher.id, status: cipher.status, about: cipher.source, metrics, pictures };
}

let folder: string;
let entries: readonly ReportEntry[];
let page: string;
let browser: Browser;

beforeAll(async () => {
  const image = picture(220, 140);
  const others = ["aes-256-ctr", "permutation-only"];
  const ciphers = [
    cipherById("hybrid"),
    ...others.map((id) => baselines.find((each) => each.id === id)!),
  ];
  entries = await Promise.all(ciphers.map((cipher) => entry(cipher, image)));
  const elsewhere: ReportEntry = {
    name: "<img src=x>.png",
    about: "made elsewhere",
    metrics: [],
    pictures: { ...entries[0]!.pictures, changes: [] },
  };
  const all = [...entries, elsewhere];
  page = await analysisReport({ name: "a & b.png", image, entries: all, footer: "again" });
  folder = await mkdtemp(join(tmpdir(), "neuroveil-report-"));
  await writeFile(join(folder, "report.html"), page);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Core's own way to a Chromium, which is no part of its package. */
async function openBrowser(): Promise<Browser> {
  const support = new URL("../../../core/src/browser/launch.test.support.ts", import.meta.url);
  const { openBrowser } = (await import(support.href)) as {
    readonly openBrowser: () => Promise<Browser>;
  };
  return openBrowser();
}

test.each([
  [390, "light"],
  [390, "dark"],
  [1440, "light"],
  [1440, "dark"],
] as const)("at %d pixels, %s, it shows all, fits and asks for nothing", async (width, scheme) => {
  const shown = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const complaints: string[] = [];
  const requests: string[] = [];
  shown.on("console", (message) => complaints.push(message.text()));
  shown.on("pageerror", (error) => complaints.push(String(error)));
  const url = pathToFileURL(join(folder, "report.html")).href;
  shown.on("request", (request) => requests.push(request.url()));
  await shown.goto(url);
  const found = await shown.evaluate(() => {
    const images = [...document.images];
    const used = [...document.querySelectorAll("use")].map((use) => use.getAttribute("href")!);
    return {
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      images: images.length,
      empty: images.filter((image) => !image.complete || image.naturalWidth === 0).length,
      nameless: [
        ...images.filter((image) => image.alt === ""),
        ...document.querySelectorAll('svg[role="img"]:not([aria-label])'),
      ].length,
      dangling: used.filter((id) => document.querySelector(`defs ${id}`) === null),
      used: used.length,
      headless: [...document.querySelectorAll("table")].filter(
        (table) =>
          table.caption === null ||
          table.querySelectorAll('thead th[scope="col"]').length === 0 ||
          [...table.tBodies[0]!.rows].some((row) => row.cells[0]?.getAttribute("scope") !== "row"),
      ).length,
      twice:
        [...document.querySelectorAll("[id]")].length !==
        new Set([...document.querySelectorAll("[id]")].map(({ id }) => id)).size,
      links: [...document.querySelectorAll("a")].filter(
        (link) => document.querySelector(link.getAttribute("href")!) === null,
      ).length,
    };
  });
  await shown.close();
  expect(complaints).toEqual([]);
  expect(requests.filter((request) => request !== url && !request.startsWith("data:"))).toEqual([]);
  // For each of four entries a cipher image, three scatter plots and eight bits of its own, and a
  // picture, three plots and eight bits of the plain image.
  expect(found).toEqual({
    overflow: 0,
    images: 48,
    empty: 0,
    nameless: 0,
    dangling: [],
    used: 48,
    headless: 0,
    twice: false,
    links: 0,
  });
});

test.each([
  ["a telephone", 390, "screen"],
  // 210 mm less two margins of 12 mm, at 96 dots an inch.
  ["A4 paper", 703, "print"],
] as const)("on %s nothing is cut", async (_, width, media) => {
  const shown = await browser.newPage({ viewport: { width, height: 900 } });
  await shown.goto(pathToFileURL(join(folder, "report.html")).href);
  await shown.emulateMedia({ media });
  const cut = await shown.evaluate(
    (limit) =>
      [...document.querySelectorAll("body *")].flatMap((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const beyond = width > 0 && (left < -0.5 || right > limit + 0.5);
        return beyond ? [`${element.tagName} ${element.textContent.slice(0, 30)} ${right}`] : [];
      }),
    width,
  );
  const pages = await shown.pdf({ format: "A4" });
  await shown.close();
  expect(cut).toEqual([]);
  expect(pages.length).toBeGreaterThan(10_000);
});

test("names from outside are text", () => {
  expect(page).not.toContain("<img src=x>");
  expect(page).toContain("&lt;img src=x&gt;.png");
  expect(page).toContain("<title>a &amp; b.png, encrypted</title>");
});

test("verdicts, and what they do not say", () => {
  expect(page).toMatch(/✓ passes all \d+ tests/);
  expect(page).toMatch(/✕ fails \d+ of \d+ tests/);
  expect(page).toContain("Passing proves nothing about security.");
  // AES in counter mode, and nobody else here.
  expect(page.match(/repeat the nonce on purpose, where a stream cipher/g)).toHaveLength(1);
  expect(page.match(/1 of 92,400 samples differs/g)!.length).toBeGreaterThanOrEqual(2);
  expect(page.match(/This cipher image was made elsewhere/g)).toHaveLength(1);
});

test("the plain image is stored once", () => {
  expect(page.match(/<image id="plain-image"/g)).toHaveLength(1);
  expect(page.match(/<use href="#plain-image"/g)).toHaveLength(4);
});

test("every metric is explained in the report, and in the documents", async () => {
  const explained = metricGroups().flatMap(({ notes }) => notes.map(({ id }) => id));
  expect(new Set(explained).size).toBe(explained.length);
  const measured = new Set(entries.flatMap(({ metrics }) => metrics.map(({ id }) => id)));
  for (const id of measured) expect(explained).toContain(id);
  const document = await readFile(new URL("../../../docs/analyze.md", import.meta.url), "utf8");
  for (const id of explained) expect(document).toContain(`\`${id}\``);
});
