import { describe, expect, test } from "vitest";
import type { ReadableFile } from "../../bytes/random-access.ts";
import { TiffBuilder } from "./builder.ts";
import { onTiffBytes } from "./bytes.ts";
import { streamTiff } from "./stream.ts";
import { tags } from "./tags.ts";

/** A file that is not in memory, of pages of gray 8-bit samples that are all 0. */
function grayPages(pages: number, [width, height]: readonly [number, number]): ReadableFile {
  const builder = new TiffBuilder(Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0), false);
  for (let page = 0; page < pages; page++) {
    if (page > 0) builder.endPage();
    builder.longs(tags.imageWidth, [width]);
    builder.longs(tags.imageLength, [height]);
    builder.shorts(tags.bitsPerSample, [8]);
    builder.shorts(tags.photometric, [1]);
    builder.longs(tags.stripOffsets, [builder.leave(width * height)]);
    builder.longs(tags.stripByteCounts, [width * height]);
  }
  const pieces = builder.pieces();
  const last = pieces.at(-1)!;
  return {
    size: last.at + last.bytes.length,
    read(start, length) {
      const result = new Uint8Array(length);
      for (const { at, bytes } of pieces) {
        const from = Math.max(start, at);
        const part = bytes.subarray(from - at, Math.max(from - at, start + length - at));
        if (part.length > 0) result.set(part, from - start);
      }
      return Promise.resolve(result);
    },
  };
}

describe("of a TIFF that is not in memory", () => {
  test("a page is read in parts, wherever its directory is", async () => {
    const file = grayPages(1, [10_000, 20_000]);
    expect(await streamTiff(file)).toMatchObject({ width: 10_000, height: 20_000, channels: 1 });
  });

  test.each([2, 400])("%i pages have to be in memory, which shows at once", async (pages) => {
    const file = grayPages(pages, [450, 900]);
    let reads = 0;
    const read = (start: number, length: number): Promise<Uint8Array> => {
      reads++;
      return file.read(start, length);
    };
    expect(await streamTiff({ size: file.size, read })).toBeUndefined();
    expect(reads).toBe(3);
  });
});

describe("what is read of it in advance", () => {
  const file = { size: 2 ** 40, read: async (_: number, length: number) => new Uint8Array(length) };
  const inPlaces = (count: number): Promise<number | undefined> =>
    onTiffBytes(file, (bytes) => {
      for (let place = 0; place < count; place++) bytes.at(place * 2 ** 20, 12);
      return count;
    });

  test("may stand in many places", async () => {
    expect(await inPlaces(256)).toBe(256);
  });

  test("stands in memory where there are too many, and is not refused", async () => {
    expect(await inPlaces(257)).toBeUndefined();
  });
});
