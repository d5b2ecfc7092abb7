import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage, encodeImage } from "../index.ts";

interface Plan {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly compression?: number;
  readonly masks?: readonly number[];
  readonly palette?: readonly number[];
  readonly pixels: readonly number[];
  readonly header?: 40 | 56;
}

/** A BMP; `palette` as 0xRRGGBB, `pixels` as bytes. */
function bmpFile(plan: Plan): Uint8Array {
  const { width, height, depth, compression = 0, masks = [], palette = [], pixels } = plan;
  const { header = 40 } = plan;
  const inHeader = header === 56;
  const start = 14 + header + 4 * ((inHeader ? 0 : masks.length) + palette.length);
  const file = new Uint8Array(start + pixels.length);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, start, true);
  const numbers = [header, width, height];
  for (const [i, value] of numbers.entries()) view.setInt32(14 + 4 * i, value, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, depth, true);
  view.setUint32(30, compression, true);
  view.setInt32(38, 2835, true);
  view.setInt32(42, 2835, true);
  view.setUint32(46, palette.length, true);
  let at = 54;
  for (const mask of masks) {
    view.setUint32(at, mask, true);
    at += 4;
  }
  at = inHeader ? 14 + header : at;
  for (const colour of palette) {
    view.setUint32(at, colour, true);
    at += 4;
  }
  file.set(pixels, start);
  return file;
}

const palette = [0x102030, 0xfffefd, 0x000000, 0x112233];

describe("samples", () => {
  test.each<[string, Plan, readonly number[]]>([
    [
      "1 bit, from the bottom up",
      {
        width: 2,
        height: 2,
        depth: 1,
        palette: palette.slice(0, 2),
        pixels: [0x40, 0, 0, 0, 0x80, 0, 0, 0],
      },
      [0xff, 0xfe, 0xfd, 0x10, 0x20, 0x30, 0x10, 0x20, 0x30, 0xff, 0xfe, 0xfd],
    ],
    [
      "4 bits, from the top down",
      { width: 3, height: -1, depth: 4, palette, pixels: [0x31, 0x00, 0, 0] },
      [0x11, 0x22, 0x33, 0xff, 0xfe, 0xfd, 0x10, 0x20, 0x30],
    ],
    [
      "8 bits in runs: two of 1, then 3 and 0 as they are, a step over one",
      {
        width: 4,
        height: 2,
        depth: 8,
        compression: 1,
        palette,
        pixels: [2, 1, 0, 2, 1, 0, 1, 3, 0, 0, 0, 3, 1, 0, 3, 0, 0, 1],
      },
      [1, 0, 3, 0, 1, 1, 0, 3].flatMap((i) => [
        palette[i]! >> 16,
        (palette[i]! >> 8) & 255,
        palette[i]! & 255,
      ]),
    ],
    ["24 bits", { width: 1, height: 1, depth: 24, pixels: [3, 2, 1, 0] }, [1, 2, 3]],
    [
      "32 bits, the fourth byte empty",
      { width: 1, height: 1, depth: 32, pixels: [3, 2, 1, 0] },
      [1, 2, 3],
    ],
    ["32 bits with alpha", { width: 1, height: 1, depth: 32, pixels: [3, 2, 1, 9] }, [1, 2, 3, 9]],
    [
      "5, 6 and 5 bits",
      {
        width: 2,
        height: 1,
        depth: 16,
        compression: 3,
        masks: [0xf800, 0x7e0, 0x1f],
        pixels: [0x1f, 0xf8, 0xe0, 7],
      },
      [255, 0, 255, 0, 255, 0],
    ],
    [
      "alpha by a mask in the header",
      {
        width: 1,
        height: 1,
        depth: 32,
        compression: 3,
        header: 56,
        masks: [0xff, 0xff00, 0xff0000, 0xff000000],
        pixels: [1, 2, 3, 4],
      },
      [1, 2, 3, 4],
    ],
  ])("%s", async (_, plan, samples) => {
    const image = await decodeImage(bmpFile(plan));
    expect(Array.from(image.data)).toEqual(samples);
    expect(image.metadata.density).toEqual({ x: 2835, y: 2835, unit: "metre" });
    const again = await decodeImage((await encodeImage(image)).bytes);
    expect(Array.from(again.data)).toEqual(samples);
    expect(again.metadata.png?.palette).toEqual(image.metadata.png?.palette);
  });
});

test("masks of more than 8 bits give samples of 16, and sBIT says how many they had", async () => {
  const masks = [0x3ff00000, 0xffc00, 0x3ff];
  const plan = {
    width: 1,
    height: 1,
    depth: 32,
    compression: 3,
    masks,
    pixels: [0xff, 3, 0, 0x20],
  };
  const image = await decodeImage(bmpFile(plan));
  expect(image).toMatchObject({ bits: 16, channels: 3 });
  const value = Math.floor((512 * 65_535) / 1023);
  expect(Array.from(image.data)).toEqual([value >> 8, value & 255, 0, 0, 255, 255]);
  expect(image.metadata.png?.chunks).toEqual([
    { type: "sBIT", data: Uint8Array.of(10, 10, 10), place: "before-palette" },
  ]);
});

describe("hostile", () => {
  const good: Plan = { width: 1, height: 1, depth: 24, pixels: [3, 2, 1, 0] };
  const runs = { width: 2, height: 1, depth: 8, compression: 1, palette } as const;
  test.each<[string, string, Uint8Array]>([
    ["broken", "pixels cut short", bmpFile(good).subarray(0, -2)],
    ["broken", "a header cut short", bmpFile(good).subarray(0, 30)],
    ["broken", "no rows", bmpFile({ ...good, height: 0 })],
    ["broken", "a negative width", bmpFile({ ...good, width: -1 })],
    ["broken", "more rows than there is data", bmpFile({ ...good, height: 1 << 30 })],
    [
      "broken",
      "masks that overlap",
      bmpFile({ ...good, depth: 32, compression: 3, masks: [7, 3, 8] }),
    ],
    [
      "broken",
      "a mask with a gap",
      bmpFile({ ...good, depth: 32, compression: 3, masks: [5, 8, 16] }),
    ],
    ["broken", "runs beyond the row", bmpFile({ ...runs, pixels: [3, 1, 0, 1] })],
    ["broken", "runs without end", bmpFile({ ...runs, pixels: [2, 1] })],
    [
      "broken",
      "few runs for many pixels",
      bmpFile({ ...runs, width: 15_000, height: 15_000, pixels: [0, 1] }),
    ],
    ["unsupported", "a JPEG inside", bmpFile({ ...good, compression: 4 })],
    ["unsupported", "a strange depth", bmpFile({ ...good, depth: 5 })],
  ])("%s: %s", async (code, _, file) => {
    await expect(decodeImage(file)).rejects.toMatchObject({ name: "NeuroveilError", code });
  });
});

test("a picture behind its pixels is not lost without a word", async () => {
  const file = concat([
    bmpFile({ width: 1, height: 1, depth: 24, pixels: [3, 2, 1, 0] }),
    Uint8Array.of(7),
  ]);
  await expect(decodeImage(file, { onePicture: true })).rejects.toMatchObject({
    file: "a BMP with data behind its pixels, 1 byte",
  });
});
