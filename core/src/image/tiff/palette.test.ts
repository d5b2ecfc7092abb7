import { describe, expect, test } from "vitest";
import { decodeImage, encodeImage, type Image } from "../index.ts";
import { tiffBytes } from "./bytes.ts";
import { readDirectories, type TiffDirectory } from "./directory.ts";
import { tiffFile, type TiffFields } from "./made-tiff.test.data.ts";
import { tags, types } from "./tags.ts";

const form = { width: 4, height: 2, channels: 1, bits: 8 } as const;
const indices = [0, 1, 2, 3, 252, 253, 254, 255];
const shorts = (values: readonly number[]): TiffFields[number] => ({ type: types.short, values });
const map = Array.from({ length: 768 }, (_, i) => 257 * (i % 256));
const colours = { [tags.photometric]: [3], [tags.colourMap]: shorts(map) };

/** What comes of a palette of 8-bit colours, and of the file that is made of it. */
async function comesBack(
  file: Uint8Array,
): Promise<{ image: Image; extension: string; again: Image; page: TiffDirectory | undefined }> {
  const onNotKept = (what: readonly string[]): void => expect(what).toEqual([]);
  const image = await decodeImage(file, { onNotKept });
  const { bytes, extension } = await encodeImage(image);
  const [page] = extension === "tiff" ? readDirectories(tiffBytes(bytes)) : [];
  return { image, extension, again: await decodeImage(bytes), page };
}

describe("a palette of 8-bit colours", () => {
  test("becomes a PNG with a palette, and what EXIF can say stands there", async () => {
    const file = tiffFile(indices, form, {
      ...colours,
      270: { type: types.ascii, values: [65, 0] },
    });
    const { image, extension, again } = await comesBack(file);
    expect(extension).toBe("png");
    expect(image).toMatchObject({
      channels: 3,
      data: Uint8Array.from(indices.flatMap((i) => [i, i, i])),
    });
    expect(again.metadata.png?.palette).toEqual(image.metadata.png?.palette);
    expect(image.metadata.exif).toBeDefined();
  });

  test.each<[string, number, TiffFields[number]]>([
    ["a place on a map", 34735, shorts([1, 1, 0, 0])],
    ["IPTC", 33723, [1, 2]],
    ["what stands for no data", 42113, { type: types.ascii, values: [45, 57, 0] }],
    ["a page's name", 285, { type: types.ascii, values: [65, 66, 0] }],
    ["a private tag", 65000, { type: types.ascii, values: [65, 66, 67, 68, 69, 0] }],
  ])("with %s stays a TIFF", async (_, tag, field) => {
    const file = tiffFile(indices, form, { ...colours, [tag]: field });
    const { image, again, page } = await comesBack(file);
    const [before] = readDirectories(tiffBytes(file));
    for (const each of [tag, tags.colourMap, tags.photometric]) {
      expect(page!.field(each)!.values).toEqual(before!.field(each)!.values);
    }
    expect(image.data).toEqual(Uint8Array.from(indices));
    expect(again.data).toEqual(image.data);
  });

  test.each<[string, 2 | 3, TiffFields]>([
    ["alpha beside", 2, { [tags.extraSamples]: [2] }],
    ["two more channels", 3, {}],
  ])("with %s stays a TIFF", async (_, channels, fields) => {
    const samples = Array.from({ length: 8 * channels }, (__, i) => 7 * i);
    const { image, again, page } = await comesBack(
      tiffFile(samples, { ...form, channels }, { ...colours, ...fields }),
    );
    expect(image).toMatchObject({ channels, data: Uint8Array.from(samples) });
    expect(again.data).toEqual(image.data);
    expect(page!.integers(tags.colourMap, 768)).toEqual(map);
    expect(page!.integer(tags.photometric, 0, 9)).toBe(3);
  });

  test("with signed indices stays a TIFF", async () => {
    const { again } = await comesBack(
      tiffFile(indices, form, { ...colours, [tags.sampleFormat]: [2] }),
    );
    expect(again.metadata.origin?.layout?.kind).toBe("signed");
  });
});

test("colours above 65,535 are not cut off", async () => {
  const file = tiffFile(indices, form, {
    ...colours,
    [tags.colourMap]: map.with(5, 2 ** 16 + 257),
  });
  await expect(decodeImage(file)).rejects.toMatchObject({
    file: expect.stringContaining("too large"),
  });
});
