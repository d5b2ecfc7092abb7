import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodePng } from "./decode.ts";
import { noise, pngFile, pngOf, type Part } from "./made-png.test.data.ts";
import { headerBytes, type PngHeader } from "./header.ts";

const gray: PngHeader = { width: 3, height: 2, depth: 8, colourType: 0, interlaced: false };
const rows = Uint8Array.of(0, 1, 2, 3, 0, 4, 5, 6);
const ihdr: Part = ["IHDR", headerBytes(gray)];
const idat: Part = ["IDAT", deflateSync(rows)];
const plte: Part = ["PLTE", noise(9, 1)];
const text: Part = ["tEXt", Uint8Array.of(65, 0)];
const iend: Part = ["IEND", new Uint8Array()];
const rgb: Part = ["IHDR", headerBytes({ ...gray, colourType: 2 })];

const refusal = (code: string): unknown =>
  expect.objectContaining({ name: "NeuroveilError", code });

test("the file that the refusals are variants of is fine", async () => {
  expect([...(await decodePng(pngOf([ihdr, idat, iend]))).data]).toEqual([1, 2, 3, 4, 5, 6]);
});

test("data in several chunks, and bytes after the end of the stream, are fine", async () => {
  const [, data] = idat;
  const pieces: Part[] = [
    ["IDAT", data.subarray(0, 3)],
    ["IDAT", new Uint8Array()],
    ["IDAT", new Uint8Array([...data.subarray(3), 1, 2, 3])],
  ];
  expect([...(await decodePng(pngOf([ihdr, ...pieces, iend]))).data]).toEqual([1, 2, 3, 4, 5, 6]);
});

describe("broken", () => {
  test.each<[string, readonly Part[]]>([
    ["no data", [ihdr, iend]],
    [
      "data apart",
      [ihdr, ["IDAT", idat[1].subarray(0, 4)], text, ["IDAT", idat[1].subarray(4)], iend],
    ],
    ["a short header", [["IHDR", ihdr[1].subarray(1)], idat, iend]],
    ["width 0", [["IHDR", ihdr[1].with(3, 0)], idat, iend]],
    ["height over 2^31 - 1", [["IHDR", ihdr[1].with(4, 0x80)], idat, iend]],
    ["depth 3", [["IHDR", ihdr[1].with(8, 3)], idat, iend]],
    ["depth 4 with RGB", [["IHDR", rgb[1].with(8, 4)], idat, iend]],
    ["colour type 1", [["IHDR", ihdr[1].with(9, 1)], idat, iend]],
    ["compression 1", [["IHDR", ihdr[1].with(10, 1)], idat, iend]],
    ["filter method 1", [["IHDR", ihdr[1].with(11, 1)], idat, iend]],
    ["interlacing 2", [["IHDR", ihdr[1].with(12, 2)], idat, iend]],
    ["a palette image without palette", [["IHDR", ihdr[1].with(9, 3)], idat, iend]],
    ["a gray image with palette", [ihdr, plte, idat, iend]],
    ["a palette after the data", [["IHDR", ihdr[1].with(9, 3)], idat, plte, iend]],
    ["two palettes", [["IHDR", ihdr[1].with(9, 3)], plte, plte, idat, iend]],
    ["a palette of 10 bytes", [["IHDR", ihdr[1].with(9, 3)], ["PLTE", noise(10, 1)], idat, iend]],
    [
      "a palette of 257 colours",
      [["IHDR", ihdr[1].with(9, 3)], ["PLTE", noise(771, 1)], idat, iend],
    ],
    ["data that is not zlib", [ihdr, ["IDAT", rows], iend]],
    ["a stream cut short", [ihdr, ["IDAT", idat[1].subarray(0, -5)], iend]],
    [
      "a wrong Adler-32",
      [
        ihdr,
        ["IDAT", idat[1].map((byte, i, all) => (i === all.length - 1 ? byte ^ 1 : byte))],
        iend,
      ],
    ],
    ["a row too few", [ihdr, ["IDAT", deflateSync(rows.subarray(0, 4))], iend]],
    ["a byte too many", [ihdr, ["IDAT", deflateSync(new Uint8Array([...rows, 0]))], iend]],
    ["an unknown filter", [ihdr, ["IDAT", deflateSync(rows.with(4, 5))], iend]],
  ])("%s", async (_, parts) => {
    await expect(decodePng(pngOf(parts))).rejects.toEqual(refusal("broken"));
  });

  test("dimensions that the data cannot fill, before memory is taken for them", async () => {
    const header = { ...gray, width: 30_000, height: 30_000 };
    const before = process.memoryUsage().rss;
    await expect(decodePng(pngFile(header, new Uint8Array(1000)))).rejects.toEqual(
      refusal("broken"),
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });
});

test("unsupported: a critical chunk that is not of the standard", async () => {
  const parts: Part[] = [ihdr, ["CgBI", new Uint8Array(4)], idat, iend];
  await expect(decodePng(pngOf(parts))).rejects.toEqual(refusal("unsupported"));
});

describe("limit", () => {
  test("more samples than allowed, by default 1 GiB", async () => {
    const header = { ...gray, width: 65_536, height: 65_536 };
    await expect(decodePng(pngFile(header, rows))).rejects.toEqual(refusal("limit"));
    await expect(decodePng(pngFile(gray, rows), { maxBytes: 5 })).rejects.toEqual(refusal("limit"));
    expect((await decodePng(pngFile(gray, rows), { maxBytes: 6 })).data).toHaveLength(6);
  });

  test("counts expanded samples", async () => {
    const header = { ...gray, colourType: 3, depth: 1 } as const;
    const file = pngFile(header, new Uint8Array(4), [plte]);
    await expect(decodePng(file, { maxBytes: 17 })).rejects.toEqual(refusal("limit"));
    expect((await decodePng(file, { maxBytes: 18 })).data).toHaveLength(18);
  });

  test("a profile that inflates without end", async () => {
    const bomb = deflateSync(new Uint8Array(40e6));
    const part: Part = ["iCCP", new Uint8Array([65, 0, 0, ...bomb])];
    await expect(decodePng(pngFile(gray, rows, [part]))).rejects.toEqual(refusal("limit"));
  });
});
