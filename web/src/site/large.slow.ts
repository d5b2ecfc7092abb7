import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decrypt, encrypt } from "neuroveil";
import { decodeImage, samplesSha256 } from "neuroveil/image";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBuiltPage, type BuiltPage } from "./built-page.ts";

/** Columns and rows of a photograph of 12 megapixels. */
const [width, height] = [4000, 3000];
const rounds = 3;
const longest = 100;
const least = 0.6;

let site: BuiltPage;
let photo: Buffer;
let folder: string;
let file: string;

beforeAll(async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 20 } as const;
  const small = await sharp({
    create: { width: 400, height: 300, channels: 3, background: "teal", noise },
  })
    .png()
    .toBuffer();
  photo = await sharp(small).resize(width, height).jpeg({ quality: 92 }).toBuffer();
  folder = await mkdtemp(join(tmpdir(), "neuroveil-large-"));
  file = join(folder, "photo.jpg");
  await writeFile(file, photo);
  site = await openBuiltPage();
});
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true });
});

/** What the page does with a file, done here: encrypt, decrypt, compare. */
async function hereSeconds(): Promise<number> {
  const start = performance.now();
  const key = new Uint8Array(32).fill(0xab);
  const { bytes } = await decrypt(await encrypt(photo, { key }), { key });
  const [before, after] = [await decodeImage(photo), await decodeImage(bytes)];
  expect(await samplesSha256(after)).toBe(await samplesSha256(before));
  return (performance.now() - start) / 1000;
}

test("12 megapixels leave the page answering, and are as quick as they should be", async () => {
  const page = await site.open();
  await page.evaluate(() => {
    const blocked: number[] = [];
    Object.assign(globalThis, { blocked });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) blocked.push(duration);
    }).observe({ type: "longtask" });
  });
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const input = page.locator('input[type="file"][multiple]').first();
    // By its path: the test would be at work in the page with a buffer.
    await input.setInputFiles(file);
    await page.getByRole("radio", { name: "Raw key" }).check();
    await page.locator("textarea").fill("ab".repeat(32));
    await page.locator(".panel .primary:enabled").waitFor();
    const start = performance.now();
    await page.locator(".panel .primary").click();
    await page.locator(".item.done").waitFor({ timeout: 120_000 });
    const there = (performance.now() - start) / 1000;
    ratios.push((await hereSeconds()) / there);
    await page.getByRole("button", { name: "Start over" }).click();
  }
  const blocked = await page.evaluate(
    () => (globalThis as unknown as { readonly blocked: readonly number[] }).blocked,
  );
  const median = ratios.toSorted((a, b) => a - b)[rounds >> 1]!;
  process.stdout.write(
    `longest task ${Math.max(0, ...blocked).toFixed(0)} ms, throughput ${median.toFixed(2)} of Node's\n`,
  );
  expect(Math.max(0, ...blocked)).toBeLessThan(longest);
  expect(median).toBeGreaterThan(least);
});
