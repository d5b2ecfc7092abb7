import { describe, expect, test } from "vitest";
import { decodeImage, encodeImage } from "../index.ts";
import { tiffBytes } from "./bytes.ts";
import { readDirectories, type TiffDirectory } from "./directory.ts";
import { double, tiffFile, type TiffFields } from "./made-tiff.test.data.ts";
import { tags, types } from "./tags.ts";

const form = { width: 2, height: 2, channels: 1, bits: 8 } as const;
const [cmyk, samples] = [
  { ...form, channels: 4 } as const,
  Array.from({ length: 16 }, (_, i) => i),
];

/** The directory of a file, and that of what is restored of it: a TIFF's, or the EXIF of a PNG. */
async function thereAndBack(
  file: Uint8Array,
): Promise<{ before: TiffDirectory; after: TiffDirectory; extension: string }> {
  const onNotKept = (what: readonly string[]): void => expect(what).toEqual([]);
  const { bytes, extension } = await encodeImage(await decodeImage(file, { onNotKept }));
  const { metadata } = await decodeImage(bytes);
  const [before] = readDirectories(tiffBytes(file));
  const [after] = readDirectories(tiffBytes(extension === "png" ? metadata.exif! : bytes));
  return { before: before!, after: after!, extension };
}

const ascii = (text: string): TiffFields[number] => ({
  type: types.ascii,
  values: [...new TextEncoder().encode(text)],
});
const of = (type: number, ...values: readonly number[]): TiffFields[number] => ({ type, values });
const fractions = (dots: number, units: number): TiffFields => ({
  [tags.xResolution]: of(types.rational, dots, units),
  [tags.yResolution]: of(types.rational, dots, units),
});

describe("what a TIFF says comes back as it stood there", () => {
  test.each<[string, TiffFields, extension: string]>([
    ["kinds of dots", { 263: [2], 264: [3], 265: [4] }, "png"],
    ["least and most", { 280: [10], 281: [200], 340: [10], 341: [200] }, "png"],
    [
      "grays",
      { 290: [3], 291: of(types.short, ...Array.from({ length: 256 }, (_, i) => i)) },
      "png",
    ],
    ["the number of a page", { [tags.pageNumber]: of(types.short, 3, 9) }, "png"],
    ["a computer", { 316: ascii("a computer") }, "png"],
    ["kinds of pictures", { [tags.subfileType]: [16], [tags.oldSubfileType]: [1] }, "png"],
    ["a resolution as a float", { [tags.xResolution]: of(double, 72.5) }, "png"],
    ["one side's resolution", { [tags.xResolution]: of(types.rational, 72, 1) }, "png"],
    ["a resolution of 0", fractions(0, 1), "png"],
    ["a resolution of fractions", fractions(1, 10_000), "png"],
    ["a resolution of millions", fractions(4_000_000_000, 3), "png"],
    ["an unknown unit", { ...fractions(72, 1), [tags.resolutionUnit]: [4] }, "png"],
    ["a unit alone", { [tags.resolutionUnit]: [3] }, "png"],
    ["a profile of numbers", { [tags.icc]: [1, 2, 3] }, "tiff"],
    ["XMP as text", { [tags.xmp]: ascii("<x:xmp/>") }, "tiff"],
    ["Photoshop's as text", { [tags.photoshop]: ascii("8BIM") }, "tiff"],
    ["inks", { 332: [2] }, "tiff"],
    ["colours beside grays", { [tags.colourMap]: of(types.short, ...Array(768).keys()) }, "tiff"],
    ["samples that nobody knows", { [tags.sampleFormat]: [4] }, "tiff"],
  ])("%s", async (_, fields, expected) => {
    const { before, after, extension } = await thereAndBack(tiffFile([1, 2, 3, 4], form, fields));
    expect(extension).toBe(expected);
    for (const tag of Object.keys(fields).map(Number)) {
      expect(after.field(tag)).toEqual(before.field(tag));
    }
  });

  test.each<[string, TiffFields]>([
    ["inks", { 332: [2] }],
    ["the number of a page", { [tags.pageNumber]: of(types.short, 3, 9) }],
    ["a resolution of fractions", fractions(1, 3)],
    ["what is black and white", { [tags.referenceBlackWhite]: of(types.rational, 0, 1, 255, 1) }],
    ["a description", { 270: ascii("a description") }],
  ])("%s of CMYK", async (_, fields) => {
    const { before, after } = await thereAndBack(tiffFile(samples, cmyk, fields));
    for (const tag of Object.keys(fields).map(Number)) {
      expect(after.field(tag)).toEqual(before.field(tag));
    }
  });
});

test.each<[string, TiffFields]>([
  ["nothing but samples", {}],
  ["that it is a whole picture", { [tags.subfileType]: [0] }],
  ["a whole resolution", fractions(300, 1)],
])("of a TIFF that says %s, a PNG needs no EXIF", async (_, fields) => {
  const image = await decodeImage(tiffFile([1, 2, 3, 4], form, fields));
  expect(image.metadata).not.toHaveProperty("exif");
  expect(image.metadata.origin).toEqual({ format: "tiff" });
});
