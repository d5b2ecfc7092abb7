import { fc, test } from "@fast-check/vitest";
import sharp from "sharp";
import { describe, expect } from "vitest";
import { bytesPerSample, type Image } from "../image.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { noise } from "../png/made-png.test.data.ts";
import { realFiles } from "../real-files.test.data.ts";
import { encodeTiff } from "./write.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function cmyk(width: number, height: number, bits: 8 | 16, metadata: Image["metadata"]): Image {
  const data = noise(width * height * 4 * bytesPerSample(bits), width);
  return { width, height, channels: 4, bits, colour: "cmyk", data, metadata };
}

/** EXIF with orientation 6 and a maker's name, in either byte order. */
const exifs: Readonly<Record<string, Uint8Array>> = {
  "big-endian": latin1(
    "MM\0*\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x06\0\0\0\x26\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0Maker\0",
  ),
  "little-endian": latin1(
    "II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x06\0\0\0\x26\0\0\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0Maker\0",
  ),
};

test.prop(
  [
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom(8 as const, 16 as const),
    fc.constantFrom(undefined, ...Object.values(exifs)),
  ],
  { numRuns: 50 },
)("CMYK comes back: samples, profile, density", async (width, height, bits, exif) => {
  const metadata = { icc: noise(300, 1), density: { x: 300, y: 299, unit: "inch" } } as const;
  const image = cmyk(width, height, bits, { ...metadata, ...(exif && { exif }) });
  const { bytes, extension } = await encodeImage(image);
  expect(extension).toBe("tiff");
  const again = await decodeImage(bytes);
  const { exif: own, origin, ...rest } = again.metadata;
  expect({ ...again, metadata: rest }).toEqual({ ...image, metadata });
  expect(origin).toEqual({ format: "tiff" });
  expect(own === undefined).toBe(exif === undefined);
});

describe("libvips reads the same", () => {
  test.each([
    [8, "big-endian"],
    [16, "big-endian"],
    [8, "little-endian"],
    [16, "little-endian"],
  ] as const)("%i bits, %s EXIF", async (bits, order) => {
    const image = cmyk(7, 5, bits, {
      exif: exifs[order]!,
      density: { x: 10, y: 10, unit: "metre" },
    });
    const file = encodeTiff(image);
    const native = sharp(file).pipelineColourspace("cmyk").toColourspace("cmyk");
    const raw = await native.raw(bits === 16 ? { depth: "ushort" } : {}).toBuffer();
    if (bits === 16) raw.swap16();
    expect(raw.equals(image.data)).toBe(true);
    const metadata = await sharp(file).metadata();
    expect(metadata).toMatchObject({ format: "tiff", space: "cmyk", orientation: 6 });
  });
});

test.each([
  [
    { x: 118, y: 59, unit: "centimetre" },
    { x: 118, y: 59, unit: "centimetre" },
  ],
  [
    { x: 2835, y: 2835, unit: "metre" },
    { x: 28.35, y: 28.35, unit: "centimetre" },
  ],
  [
    { x: 1.5, y: 1.25, unit: "aspect" },
    { x: 1.5, y: 1.25, unit: "aspect" },
  ],
] as const)("density %o reads as %o", async (density, read) => {
  const again = await decodeImage(encodeTiff(cmyk(2, 2, 8, { density })));
  expect(again.metadata.density).toEqual(read);
});

test("EXIF that is no TIFF structure is left out", async () => {
  const image = cmyk(2, 2, 8, {});
  const file = encodeTiff({ ...image, metadata: { exif: latin1("?") } });
  expect(file).toEqual(encodeTiff(image));
});

test.each([0.1, 0.5, 0.99])("cut after %f of the file: broken", async (part) => {
  const file = encodeTiff(cmyk(9, 9, 8, {}));
  const cut = file.subarray(0, Math.floor(file.length * part));
  await expect(decodeImage(cut)).rejects.toMatchObject({ name: "NeuroveilError", code: "broken" });
});

test("limit", async () => {
  const file = encodeTiff(cmyk(9, 9, 8, {}));
  await expect(decodeImage(file, { maxBytes: 300 })).rejects.toMatchObject({ code: "limit" });
});

const files = realFiles(/\.tiff?$/);
test.runIf(files.length > 0)("real files decode, or are refused by name", async () => {
  const outcomes = new Map<string, number>();
  for (const { read } of files) {
    const outcome = await decodeImage(read()).then(
      () => "decoded",
      (error: unknown) =>
        error instanceof Error && "code" in error ? String(error.code) : String(error),
    );
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect([...outcomes.keys()].toSorted()).toEqual(["decoded", "unsupported"]);
  expect(outcomes.get("decoded")).toBeGreaterThan(40);
});
