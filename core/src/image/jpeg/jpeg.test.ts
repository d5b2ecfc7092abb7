import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { drawn, drawnJpeg, height, libvipsSamples, width } from "./made-jpeg.test.data.ts";
import { noise } from "../png/made-png.test.data.ts";
import { oddJpegs } from "./odd-jpegs.test.data.ts";

const refusal = (code: string, message: RegExp = /./): unknown =>
  expect.objectContaining({
    name: "NeuroveilError",
    code,
    message: expect.stringMatching(message),
  });

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function segment(marker: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const data = concat(parts);
  const length = data.length + 2;
  return concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), data]);
}

/** The file with more segments behind SOI. */
function inserted(file: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array {
  return concat([file.subarray(0, 2), ...segments, file.subarray(2)]);
}

/** Offset of a marker. */
function find(file: Uint8Array, marker: number): number {
  const offset = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === marker);
  expect(offset).toBeGreaterThan(0);
  return offset;
}

let baseline: Uint8Array;
let progressive: Uint8Array;
beforeAll(async () => {
  baseline = await drawnJpeg(3);
  progressive = await drawnJpeg(3, { progressive: true });
});

describe("samples are what libvips decodes", () => {
  test.each([
    ["gray", 1, {}],
    ["gray", 1, { progressive: true }],
    ["rgb", 3, {}],
    ["rgb", 3, { chromaSubsampling: "4:4:4" }],
    ["rgb", 3, { progressive: true }],
    ["cmyk", 4, {}],
    ["cmyk", 4, { progressive: true }],
  ] as const)("%s, %i channels, %o", async (colour, channels, options) => {
    const file = await drawnJpeg(channels, options);
    const image = await decodeImage(file);
    expect(image).toMatchObject({ width, height, channels, bits: 8, colour });
    expect((await libvipsSamples(file, channels)).equals(image.data)).toBe(true);
  });

  test.each([100, 90, 70, 60, 50])(
    "noise of quality %i, many of whose blocks are full",
    async (quality) => {
      const raw = { width: 64, height: 48, channels: 3 as const };
      const file = await sharp(noise(64 * 48 * 3, 1), { raw })
        .jpeg({ quality, chromaSubsampling: "4:4:4" })
        .toBuffer();
      expect((await libvipsSamples(file, 3)).equals((await decodeImage(file)).data)).toBe(true);
    },
  );

  test.each(Object.entries(oddJpegs))("%s", async (_, file) => {
    const image = await decodeImage(file);
    expect(image).toMatchObject({ width: 43, height: 37 });
    expect((await libvipsSamples(file, image.channels)).equals(image.data)).toBe(true);
  });

  test("CMYK is in amounts of ink, Adobe's inversion undone", async () => {
    const image = await decodeImage(await drawnJpeg(4, { quality: 100 }));
    const original = drawn(4);
    const errors = image.data.map((sample, i) => Math.abs(sample - original[i]!));
    expect(errors.toSorted()[Math.floor(errors.length / 2)]).toBeLessThanOrEqual(2);
  });

  test("no profile is applied and nothing is rotated", async () => {
    const plain = await decodeImage(baseline);
    const tagged = await sharp(drawn(3), { raw: { width, height, channels: 3 } })
      .withMetadata({ orientation: 6, icc: "p3" })
      .jpeg()
      .toBuffer();
    const profile = (await decodeImage(tagged)).metadata.icc!;
    const parts = [profile.subarray(0, 200), profile.subarray(200)].map((part, i) =>
      segment(0xe2, latin1("ICC_PROFILE\0"), Uint8Array.of(i + 1, 2), part),
    );
    const image = await decodeImage(inserted(baseline, parts[1]!, parts[0]!));
    expect(image.metadata.icc).toEqual(profile);
    expect(image.data).toEqual(plain.data);
    expect(await decodeImage(tagged)).toMatchObject({ width, height });
  });

  test("stray bytes between segments and after the end change nothing", async () => {
    const plain = await decodeImage(baseline);
    const end = Uint8Array.of(7, 7, 7);
    const eoi = baseline.length - 2;
    const padded = concat([baseline.subarray(0, eoi), end, baseline.subarray(eoi), end]);
    expect((await decodeImage(padded)).data).toEqual(plain.data);
    expect((await decodeImage(inserted(baseline, end))).data).toEqual(plain.data);
  });
});

describe("metadata", () => {
  const jfif = (unit: number, x: number, y: number): Uint8Array =>
    segment(0xe0, latin1("JFIF\0\x01\x02"), Uint8Array.of(unit, x >> 8, x, y >> 8, y, 0, 0));
  const exif = latin1("MM\0*\0\0\0\x08\0\0\0\0\0\0");

  test.each([
    [0, "aspect"],
    [1, "inch"],
    [2, "centimetre"],
  ] as const)("density of JFIF, unit %i: %s", async (code, unit) => {
    const { metadata } = await decodeImage(inserted(baseline, jfif(code, 300, 299)));
    expect(metadata.density).toEqual({ x: 300, y: 299, unit });
  });

  test("EXIF without its name; XMP in the same kind of segment is not taken for it", async () => {
    const xmp = segment(0xe1, latin1("http://ns.adobe.com/xap/1.0/\0<x/>"));
    const file = inserted(baseline, xmp, segment(0xe1, latin1("Exif\0\0"), exif));
    expect((await decodeImage(file)).metadata.exif).toEqual(exif);
  });

  test("what is damaged there is left out", async () => {
    const half = segment(0xe2, latin1("ICC_PROFILE\0"), Uint8Array.of(1, 2), noise(50, 1));
    const noTiff = segment(0xe1, latin1("Exif\0\0????"));
    const { metadata } = await decodeImage(inserted(baseline, half, noTiff, jfif(3, 1, 1)));
    expect(metadata).toEqual({});
  });

  test("survives in a PNG", async () => {
    const file = inserted(baseline, jfif(2, 118, 118), segment(0xe1, latin1("Exif\0\0"), exif));
    const image = await decodeImage(file);
    const { bytes } = await encodeImage(image);
    const again = await decodeImage(bytes);
    expect(again.data).toEqual(image.data);
    expect(again.metadata).toMatchObject({ exif, density: { x: 11800, y: 11800, unit: "metre" } });
  });
});

describe("broken", () => {
  test.each([0.2, 0.5, 0.9, 0.99])("cut after %f of the file", async (part) => {
    for (const file of [baseline, progressive]) {
      const cut = file.subarray(0, Math.floor(file.length * part));
      await expect(decodeImage(cut)).rejects.toEqual(refusal("broken"));
    }
  });

  test.each([
    ["baseline", 10],
    ["baseline", 300],
    ["progressive", 10],
    ["progressive", 300],
  ])("%s with %i bytes taken out before the end marker", async (kind, bytes) => {
    const file = kind === "baseline" ? baseline : progressive;
    const end = file.length - 2;
    const shorter = concat([file.subarray(0, end - bytes), file.subarray(end)]);
    await expect(decodeImage(shorter)).rejects.toEqual(refusal("broken"));
  });

  test("a restart marker that is missing", async () => {
    const file = oddJpegs["restart markers, 4:4:4"]!;
    const at = find(file, 0xd1);
    const without = concat([file.subarray(0, at), file.subarray(at + 2)]);
    await expect(decodeImage(without)).rejects.toEqual(refusal("broken", /restart/));
  });

  test.each<[string, (file: Uint8Array) => Uint8Array]>([
    ["a damaged signature", (file) => file.with(0, 0x7f)],
    ["a second start of image", (file) => inserted(file, Uint8Array.of(0xff, 0xd8))],
    [
      "two frame headers",
      (file) => inserted(file, file.subarray(find(file, 0xc0), find(file, 0xc0) + 19)),
    ],
    ["no frame header", (file) => file.with(find(file, 0xc0) + 1, 0xef)],
    ["no scan", (file) => file.with(find(file, 0xda) + 1, 0xef)],
    ["a width of 0", (file) => file.with(find(file, 0xc0) + 7, 0).with(find(file, 0xc0) + 8, 0)],
    ["sampling factors of 0", (file) => file.with(find(file, 0xc0) + 11, 0)],
    ["a scan for no component", (file) => file.with(find(file, 0xda) + 5, 99)],
    ["a Huffman table cut short", (file) => file.with(find(file, 0xc4) + 20, 255)],
  ])("%s", async (_, damage) => {
    const file = damage(baseline);
    const marked = file[0] === 0xff ? file : inserted(file, segment(0xe0, latin1("JFIF\0")));
    await expect(decodeImage(marked)).rejects.toEqual(refusal("broken"));
  });

  test("dimensions that the data cannot fill, before memory is taken for them", async () => {
    const at = find(baseline, 0xc0) + 5;
    const huge = concat([
      baseline.subarray(0, at),
      Uint8Array.of(60, 0, 60, 0),
      baseline.subarray(at + 4),
    ]);
    const before = process.memoryUsage().rss;
    await expect(decodeImage(huge)).rejects.toEqual(refusal("broken", /missing/));
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });
});

describe("unsupported, by name", () => {
  const frame = (marker: number, offset: number, value: number) => (file: Uint8Array) => {
    const at = find(file, 0xc0);
    return file.with(at + 1, marker).with(at + offset, value);
  };
  test.each<[RegExp, (file: Uint8Array) => Uint8Array]>([
    [/12-bit/, frame(0xc1, 4, 12)],
    [/lossless/, frame(0xc3, 4, 8)],
    [/hierarchical/, frame(0xc5, 4, 8)],
    [/arithmetic-coded/, frame(0xc9, 4, 8)],
    [/JPEG-LS/, frame(0xf7, 4, 8)],
    [/DNL/, (file) => file.with(find(file, 0xc0) + 5, 0).with(find(file, 0xc0) + 6, 0)],
    [/65500/, (file) => file.with(find(file, 0xc0) + 5, 255).with(find(file, 0xc0) + 6, 255)],
  ])("%s", async (name, change) => {
    await expect(decodeImage(change(baseline))).rejects.toEqual(refusal("unsupported", name));
  });
});

test("limit: more scans than any encoder writes", async () => {
  const scan = baseline.subarray(find(baseline, 0xda), -2);
  const file = concat([
    baseline.subarray(0, -2),
    ...Array<Uint8Array>(100).fill(scan),
    baseline.subarray(-2),
  ]);
  await expect(decodeImage(file)).rejects.toEqual(refusal("limit", /100 scans/));
});

test("limit: more samples than allowed", async () => {
  const size = width * height * 3;
  await expect(decodeImage(baseline, { maxBytes: size - 1 })).rejects.toEqual(refusal("limit"));
  expect((await decodeImage(baseline, { maxBytes: size })).data).toHaveLength(size);
});
