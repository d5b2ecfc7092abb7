import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { drawnJpeg } from "../jpeg/made-jpeg.test.data.ts";
import { decodeImage } from "../index.ts";
import { segment } from "../jpeg/made-jpeg-scans.test.data.ts";
import { tiffFile, type TiffFields } from "./made-tiff.test.data.ts";
import { tags, types } from "./tags.ts";

const secret = Uint8Array.from({ length: 60 }, (_, i) => 65 + (i % 26));
const form = { width: 4, height: 4, channels: 1, bits: 8 } as const;
const samples = Array<number>(16).fill(9);
const pixels = Uint8Array.from(samples);
const unused = "data that none of its pages has, 60 bytes";
const behind = "data behind the samples of strips or tiles, 60 bytes";

async function toldOf(file: Uint8Array): Promise<string[]> {
  const told: string[] = [];
  await decodeImage(file, { onNotKept: (what) => void told.push(...what) });
  return told;
}

/** A TIFF whose one strip stands behind all else. */
function tiffOf(compression: number, strip: Uint8Array, fields: TiffFields = {}): Uint8Array {
  const headOf = (offset: number): Uint8Array => {
    const changed = {
      [tags.compression]: [compression],
      [tags.imageLength]: [4],
      [tags.rowsPerStrip]: [4],
      [tags.stripByteCounts]: [strip.length],
      [tags.stripOffsets]: [offset],
      ...fields,
    };
    return tiffFile([], { ...form, height: 0 }, changed);
  };
  return concat([headOf(headOf(0).length), strip]);
}

test("data that nothing points to are told of, zeros not", async () => {
  const file = tiffFile(samples, form);
  expect(await toldOf(file)).toEqual([]);
  expect(await toldOf(concat([file, new Uint8Array(60)]))).toEqual([]);
  expect(await toldOf(concat([file, secret]))).toEqual([unused]);
});

test.each<[string, number, Uint8Array]>([
  ["none", 1, pixels],
  ["Deflate", 8, deflateSync(pixels)],
  ["PackBits", 32773, Uint8Array.of(256 - 15, 9)],
  // In nine bits each: 256 clears, a 9, the strings 258 to 261 of two to five, a 9, and 257 ends.
  ["LZW", 5, Uint8Array.of(0x80, 0x02, 0x60, 0x50, 0x38, 0x24, 0x14, 0x13, 0x01)],
])("so are data behind the samples of a strip: %s", async (_, compression, strip) => {
  expect(await toldOf(tiffOf(compression, strip))).toEqual([]);
  expect(await toldOf(tiffOf(compression, concat([strip, secret])))).toEqual([behind]);
});

test("and what JPEGs in it hold beside their samples", async () => {
  const jpeg = new Uint8Array(await drawnJpeg(1));
  const { width, height } = await decodeImage(jpeg);
  const shape = {
    [tags.imageWidth]: [width],
    [tags.imageLength]: [height],
    [tags.rowsPerStrip]: [height],
  };
  expect(await toldOf(tiffOf(7, jpeg, shape))).toEqual([]);
  expect(await toldOf(tiffOf(7, concat([jpeg, secret]), shape))).toEqual([behind]);
  const comment = segment(0xfe, secret);
  const commented = concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
  expect(await toldOf(tiffOf(7, commented, shape))).toEqual([
    "segments of JPEGs beside their samples, 60 bytes",
  ]);
});

test.each([tags.compression, tags.jpegTables, 521])(
  "and values of the tag %d that nobody needs",
  async (tag) => {
    const values = [1, ...Array<number>(29).fill(0x4141)];
    const file = tiffFile(samples, form, { [tag]: { type: types.short, values } });
    expect(await toldOf(file)).toEqual([
      `values of the tag ${tag} that its samples do not need, 60 bytes`,
    ]);
  },
);
