import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { chunkBytes, pngSignature, readChunks } from "./chunks.ts";

const ihdr = chunkBytes("IHDR", Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0));
const text = chunkBytes("tEXt", new TextEncoder().encode("Title\0x"));
const iend = chunkBytes("IEND", new Uint8Array());

function manyChunks(count: number): Uint8Array {
  return concat([pngSignature, ihdr, ...Array.from({ length: count }, () => text), iend]);
}

const broken = expect.objectContaining({ name: "NeuroveilError", code: "broken" });

describe("readChunks", () => {
  test("returns views of the file up to IEND and ignores what follows", () => {
    const file = concat([pngSignature, ihdr, text, iend, Uint8Array.of(1, 2, 3)]);
    const chunks = readChunks(file);
    expect(chunks.map(({ type, data, crcOk }) => [type, data.length, crcOk])).toEqual([
      ["IHDR", 13, true],
      ["tEXt", 7, true],
      ["IEND", 0, true],
    ]);
    expect(chunks.every(({ data }) => data.buffer === file.buffer)).toBe(true);
  });

  test("gives plain arrays for a Node Buffer, whose slice() does not copy", () => {
    const [first] = readChunks(Buffer.from(concat([pngSignature, ihdr, iend])));
    expect(Object.getPrototypeOf(first?.data)).toBe(Uint8Array.prototype);
  });

  test.each([
    ["an empty file", new Uint8Array()],
    ["a damaged signature", concat([pngSignature.with(0, 9), ihdr, iend])],
    ["no chunks", pngSignature],
    ["no IEND", concat([pngSignature, ihdr, text])],
    ["a chunk cut short", concat([pngSignature, ihdr, text]).subarray(0, -5)],
    ["a length beyond the file", concat([pngSignature, ihdr, text.with(0, 0x7f), iend])],
    ["a type that is not letters", concat([pngSignature, ihdr, chunkBytes("te t", text), iend])],
    ["another chunk before IHDR", concat([pngSignature, text, ihdr, iend])],
    ["a second IHDR", concat([pngSignature, ihdr, ihdr, iend])],
    ["a wrong CRC", concat([pngSignature, ihdr, text.with(9, 0), iend])],
    ["chunks by the thousand that hold next to nothing", manyChunks(8191)],
  ])("refuses %s", (_, file) => {
    expect(() => readChunks(file)).toThrow(broken);
  });

  test("reads as many short chunks as any file may have", () => {
    expect(readChunks(manyChunks(8190))).toHaveLength(8192);
  });

  test("keeps a chunk with a wrong CRC when asked to", () => {
    const file = concat([pngSignature, ihdr, text.with(9, 0), iend]);
    const oks = readChunks(file, { lenientCrc: true }).map(({ crcOk }) => crcOk);
    expect(oks).toEqual([true, false, true]);
  });
});
