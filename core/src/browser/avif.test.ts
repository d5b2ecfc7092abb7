import sharp from "sharp";
import { expect, test } from "vitest";
import { realFiles } from "../image/real-files.test.data.ts";
import { inBrowser, inNode } from "./decoding.test.support.ts";
import { openPage } from "./open-page.test.support.ts";

const raw = { width: 67, height: 45, channels: 4 } as const;
const pixels = Uint8Array.from({ length: 67 * 45 * 4 }, (_, i) => (i * i * 7 + i * 13) >> 5);
const made = await sharp(pixels, { raw }).avif({ quality: 60, effort: 2 }).toBuffer();

test("an isolated page reads AVIF as Node does", async () => {
  const site = await openPage(true);
  const files = [made, ...realFiles(/^avif\//).map(({ read }) => read())];
  const there = await inBrowser(site, files);
  for (const [i, file] of files.entries()) expect(there[i], `${i}`).toEqual(await inNode(file));
  expect(there[0]).toHaveProperty("samples");
  expect(site.complaints).toEqual([]);
  await site.close();
});

test("another one says why it does not", async () => {
  const site = await openPage(false);
  expect(await inBrowser(site, [made])).toEqual([
    { refusal: expect.stringMatching(/^unsupported: .*cross-origin isolated/) },
  ]);
  await site.close();
});
