import { describe, expect, test } from "vitest";
import { decodeImage } from "../index.ts";
import { TiffBuilder } from "./builder.ts";
import { tiffBytes } from "./bytes.ts";
import { readPage } from "./describe.ts";
import { readDirectories } from "./directory.ts";
import { zstdFrame } from "./made-tiff.test.data.ts";
import { tags } from "./tags.ts";

/** A TIFF of pages of gray samples that have the fields. */
function tiffOf(pages: number, fields: (builder: TiffBuilder) => void): Uint8Array {
  const builder = new TiffBuilder(Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0), false);
  for (let page = 0; page < pages; page++) {
    if (page > 0) builder.endPage();
    builder.shorts(tags.photometric, [1]);
    fields(builder);
  }
  return builder.finish();
}

/** Pages in strips of so many rows, of 2048 samples of 12 bits. */
const strips = (pages: number, stripRows: number, count: number): Uint8Array =>
  tiffOf(pages, (builder) => {
    const bytes = 3072 * stripRows;
    const offsets = Array.from({ length: count }, () => builder.append(new Uint8Array(bytes)));
    builder.longs(tags.imageWidth, [2048]);
    builder.longs(tags.imageLength, [stripRows * count]);
    builder.shorts(tags.bitsPerSample, [12]);
    builder.longs(tags.rowsPerStrip, [stripRows]);
    builder.longs(tags.stripOffsets, offsets);
    builder.longs(tags.stripByteCounts, Array<number>(count).fill(bytes));
  });

describe("decoding lets other events through, and stops when it is asked to", () => {
  test.each<[string, Uint8Array]>([
    ["a long strip", strips(1, 4000, 1)],
    ["many short strips", strips(1, 8, 500)],
    ["many pages", strips(100, 40, 1)],
  ])("%s", async (_, file) => {
    let events = 0;
    const counting = setInterval(() => events++, 1);
    await decodeImage(file);
    clearInterval(counting);
    expect(events).toBeGreaterThan(0);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1);
    const outcome = await decodeImage(file, { signal: stop.signal }).then(
      () => "decoded",
      (error: unknown) => error,
    );
    expect(outcome).toMatchObject({ code: "aborted" });
  });
});

/** Pages of 16 x 16 samples in a tile that takes next to nothing, and is much larger unpacked. */
const tiled = (pages: number, [width, length]: readonly [number, number]): Uint8Array =>
  tiffOf(pages, (builder) => {
    const packed = zstdFrame(1, width * length, Uint8Array.of(7));
    builder.longs(tags.imageWidth, [16]);
    builder.longs(tags.imageLength, [16]);
    builder.shorts(tags.bitsPerSample, [8]);
    builder.shorts(tags.compression, [50000]);
    builder.longs(tags.tileWidth, [width]);
    builder.longs(tags.tileLength, [length]);
    builder.longs(tags.tileOffsets, [builder.append(packed)]);
    builder.longs(tags.tileByteCounts, [packed.length]);
  });

describe("tiles that are larger than their pages", () => {
  test("are read", async () => {
    const image = await decodeImage(tiled(20, [512, 256]));
    expect(image).toMatchObject({ width: 16, height: 320 });
    expect(new Set(image.data)).toEqual(new Set([7]));
  });

  test("unpack to 256 MiB at the most, those of all pages together", async () => {
    const four = tiffBytes(tiled(4, [8192, 8192]));
    for (const page of readDirectories(four)) readPage(page, four, {});
    await expect(decodeImage(tiled(5, [8192, 8192]))).rejects.toMatchObject({
      file: "a TIFF of many pages in far larger tiles",
    });
  });
});
