import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { convertToRgb } from "../jpeg/colour.ts";
import { noise } from "../png/made-png.test.data.ts";
import { tiffBytes } from "./bytes.ts";
import { TiffDirectory } from "./directory.ts";
import { tiffFile, type TiffFields, type TiffForm } from "./made-tiff.test.data.ts";
import { tags, types } from "./tags.ts";

const shape: Readonly<Record<"width" | "height", number>> = { width: 21, height: 13 };

/** A JPEG as it is by itself: with JFIF and tables. */
async function jpeg(
  options: { chromaSubsampling?: string; progressive?: boolean } = {},
  { width, height } = shape,
): Promise<Uint8Array> {
  const raw = { width, height, channels: 3 } as const;
  const picture = noise(width * height * 3, 5);
  return new Uint8Array(await sharp(picture, { raw }).blur(1).jpeg(options).toBuffer());
}

/** A TIFF of one strip, which stands behind all else. */
function tiffOf(
  strip: Uint8Array,
  photometric: number,
  fields: TiffFields = {},
  form: TiffForm = { ...shape, channels: 3, bits: 8 },
): Uint8Array {
  const samples = Array<number>(form.width * form.height * form.channels).fill(0);
  const all = {
    [tags.compression]: [7],
    [tags.photometric]: [photometric],
    [tags.stripByteCounts]: [strip.length],
    ...fields,
  };
  const { length } = tiffFile(samples, form, { ...all, [tags.stripOffsets]: [0] });
  return concat([tiffFile(samples, form, { ...all, [tags.stripOffsets]: [length] }), strip]);
}

test.each([
  { chromaSubsampling: "4:4:4" },
  { chromaSubsampling: "4:2:0" },
  { chromaSubsampling: "4:2:0", progressive: true },
])("YCbCr becomes the RGB that the JPEG is by itself: %o", async (options) => {
  const strip = await jpeg(options);
  const { data, colour } = await decodeImage(tiffOf(strip, 6));
  expect(colour).toBe("rgb");
  expect(Buffer.compare(data, (await decodeImage(strip)).data)).toBe(0);
});

test("channels of RGB stay what they are, whatever the JPEG says", async () => {
  const strip = await jpeg({ chromaSubsampling: "4:4:4" });
  const { data } = await decodeImage(tiffOf(strip, 2));
  const converted = data.slice();
  convertToRgb(converted, 3);
  expect(Buffer.compare(converted, (await decodeImage(strip)).data)).toBe(0);
  expect(Buffer.compare(converted, data)).not.toBe(0);
});

test("what comes back is RGB, with the other tags", async () => {
  const scale = { type: types.double, values: [2, 2, 0] };
  const file = tiffOf(await jpeg(), 6, {
    [tags.yCbCrSubsampling]: { type: types.short, values: [2, 2] },
    33550: scale,
  });
  const said: string[] = [];
  const image = await decodeImage(file, { onNotKept: (what) => said.push(...what) });
  expect(said).toEqual([]);
  expect(image.metadata.origin?.decoder).toBeUndefined();
  const { bytes, extension } = await encodeImage(image);
  expect(extension).toBe("tiff");
  const back = new TiffDirectory(tiffBytes(bytes));
  expect(back.integer(tags.photometric, 0, 9)).toBe(2);
  expect(back.has(tags.yCbCrSubsampling)).toBe(false);
  expect(back.field(33550)).toEqual(new TiffDirectory(tiffBytes(file)).field(33550));
});

describe("kept as a file", () => {
  const whole = jpeg({ chromaSubsampling: "4:4:4" });
  const cases: readonly (readonly [string, () => Promise<Uint8Array>, RegExp])[] = [
    [
      "a strip of another size",
      async () => tiffOf(await jpeg({}, { width: 20, height: 13 }), 6),
      /shape/,
    ],
    [
      "a strip with too few rows",
      async () => tiffOf(await jpeg({}, { width: 21, height: 12 }), 6),
      /shape/,
    ],
    [
      "a strip with more rows",
      async () => tiffOf(await jpeg({}, { width: 21, height: 14 }), 6),
      /shape/,
    ],
    [
      "a strip cut short",
      async () => tiffOf((await whole).subarray(0, -40), 6),
      /JPEG .* inside|stands in it|damaged/,
    ],
    [
      "RGB whose channels have different sizes",
      async () => tiffOf(await jpeg({ chromaSubsampling: "4:2:0" }), 2),
      /different sizes/,
    ],
    [
      "tables that are a picture",
      async () => tiffOf(await whole, 6, bytesField(await whole)),
      /tables/,
    ],
    [
      "tables that are none",
      async () => tiffOf(await whole, 6, bytesField(Uint8Array.of(1, 2, 3, 4, 5))),
      /signature/,
    ],
    ["a predictor", async () => tiffOf(await whole, 6, { [tags.predictor]: [2] }), /in a JPEG/],
    [
      "YCbCr of more channels",
      async () => tiffOf(await whole, 6, {}, { ...shape, channels: 4, bits: 8 }),
      /YCbCr/,
    ],
    [
      "two channels",
      async () => tiffOf(await whole, 1, {}, { ...shape, channels: 2, bits: 8 }),
      /2 channels/,
    ],
    [
      "channels of 16 bits",
      async () => tiffOf(await whole, 2, {}, { ...shape, channels: 3, bits: 16 }),
      /16-bit/,
    ],
    [
      "fewer bytes than so many blocks take",
      async () =>
        tiffOf(Uint8Array.of(0xff), 6, {}, { width: 210, height: 13, channels: 3, bits: 8 }),
      /missing/,
    ],
    ["no picture", async () => tiffOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 6), /no image/],
  ];
  test.each(cases)("%s", async (_, file, problem) => {
    await expect(decodeImage(await file())).rejects.toMatchObject({
      name: "NeuroveilError",
      file: expect.stringMatching(/^a (damaged )?TIFF/),
      message: expect.stringMatching(problem),
    });
  });

  function bytesField(bytes: Uint8Array): TiffFields {
    return { [tags.jpegTables]: { type: types.undefined, values: [...bytes] } };
  }

  test("tables missing", async () => {
    const file = caseFile("tiffcp-jpeg-gray.tif").slice();
    const view = new DataView(file.buffer);
    const start = view.getUint32(4, true);
    for (
      let at = start + 2;
      view.getUint16(at - 0, true) !== 0 && at < file.length - 12;
      at += 12
    ) {
      if (view.getUint16(at, true) === tags.jpegTables) view.setUint16(at, 264, true);
    }
    await expect(decodeImage(file)).rejects.toMatchObject({ file: expect.stringMatching(/table/) });
  });
});
