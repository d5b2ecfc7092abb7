import { readdir, readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pngFile } from "../image/png/made-png.test.data.ts";
import { realFiles } from "../image/real-files.test.data.ts";
import type { PngHeader } from "../image/png/header.ts";
import { inBrowser, inNode } from "./decoding.test.support.ts";
import { openPage, type TestPage } from "./open-page.test.support.ts";
import { sharedImages } from "./shared-images.test.support.ts";

let site: TestPage;
beforeAll(async () => (site = await openPage(false)));
afterAll(() => site.close());

const [width, height] = [67, 45];
const pixels = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i * i * 7 + i * 13) >> 5);
const picture = (channels: 1 | 2 | 3 | 4): Sharp =>
  sharp(pixels.subarray(0, width * height * channels), { raw: { width, height, channels } });

const generated: readonly (readonly [string, Sharp])[] = [
  ["gray PNG", picture(1).toColourspace("b-w").png()],
  ["gray PNG of 16 bits", picture(1).toColourspace("grey16").png()],
  ["gray PNG with alpha", picture(2).png()],
  ["RGB PNG", picture(3).png()],
  ["RGB PNG of 16 bits", picture(3).toColourspace("rgb16").png()],
  ["RGBA PNG, interlaced", picture(4).png({ progressive: true })],
  ["palette PNG of 4 bits", picture(3).png({ palette: true, colours: 16 })],
  ["palette PNG with transparency", picture(4).png({ palette: true })],
  ["baseline JPEG", picture(3).jpeg({ quality: 90 })],
  ["progressive JPEG", picture(3).jpeg({ progressive: true })],
  ["JPEG without chroma subsampling", picture(3).jpeg({ chromaSubsampling: "4:4:4" })],
  ["gray JPEG", picture(1).toColourspace("b-w").jpeg()],
  ["CMYK JPEG", picture(4).pipelineColourspace("cmyk").toColourspace("cmyk").jpeg()],
  [
    "JPEG with profile and orientation",
    picture(3).withMetadata({ orientation: 6 }).withIccProfile("p3").jpeg(),
  ],
];

test.each(generated)("a %s has the same samples and metadata", async (_, image) => {
  const file = await image.toBuffer();
  const [there] = await inBrowser(site, [file]);
  expect(there).toEqual(await inNode(file));
  expect(there).toHaveProperty("samples");
});

test("every small file that once went wrong has the same samples and says the same, or the same refusal", async () => {
  const folder = new URL("../image/cases/", import.meta.url);
  const names = (await readdir(folder)).filter((name) =>
    /\.(jpg|png|gif|bmp|tiff?|jp2|heic|dcm|jxl|exr|webp)$/.test(name),
  );
  expect(names.length).toBeGreaterThan(20);
  const files = await Promise.all(names.map((name) => readFile(new URL(name, folder))));
  const there = await inBrowser(site, files);
  for (const [i, name] of names.entries()) expect(there[i], name).toEqual(await inNode(files[i]!));
});

test("bytes behind the compressed pixels of a PNG are counted alike", async () => {
  const header: PngHeader = { width: 2, height: 1, depth: 8, colourType: 0, interlaced: false };
  const rest = Uint8Array.of(1, 2, 3);
  const file = pngFile(header, new Uint8Array(3), [], [], rest);
  const [there] = await inBrowser(site, [file]);
  expect(there).toEqual(await inNode(file));
  expect(there).toMatchObject({ notKept: ["data behind its compressed pixels (IDAT), 3 bytes"] });
});

describe.each(["pngsuite", "png-extra", "jpeg"])(
  "every PNG and JPEG in shared/data/%s",
  (folder) => {
    test("gives the same samples or the same refusal", async () => {
      const files = await sharedImages(folder);
      const there = await inBrowser(
        site,
        files.map(({ bytes }) => bytes),
      );
      for (const [i, { name, bytes }] of files.entries())
        expect(there[i], name).toEqual(await inNode(bytes));
    });
  },
);

test("a lossy WebP has the same samples, though another libwebp decodes it", async () => {
  const lossy = picture(4).webp({ quality: 70, alphaQuality: 60 });
  const still = await picture(3).webp({ quality: 40 }).toBuffer();
  const files = [still, await lossy.toBuffer(), ...realFiles(/^webp\//).map(({ read }) => read())];
  const there = await inBrowser(site, files);
  for (const [i, file] of files.entries()) {
    const here = await inNode(file);
    expect({ ...there[i], rest: "" }, `${i}`).toEqual({ ...here, rest: "" });
    expect(here).toHaveProperty("samples");
  }
});

test("what is encrypted as a file is so in the browser, too", async () => {
  const url = new URL("../image/cases/jpeg-mpo-two-views.jpg", import.meta.url);
  const file = new Uint8Array(await readFile(url));
  const there = await site.page.evaluate(async (path) => {
    const { library, take } = neuroveil;
    const key = new Uint8Array(32);
    const warnings: string[] = [];
    const onWarning = (warning: string): unknown => warnings.push(warning);
    const veiled = await library.encrypt(await take(path), { key, onWarning });
    const { bytes, payload } = await library.decrypt(veiled, { key });
    return { payload, bytes: [...bytes], warnings };
  }, site.put(file));
  expect(there).toEqual({
    payload: "file",
    bytes: [...file],
    warnings: [expect.stringContaining("another picture behind its end")],
  });
});

test("nothing is complained about", () => {
  expect(site.complaints).toEqual([]);
});
