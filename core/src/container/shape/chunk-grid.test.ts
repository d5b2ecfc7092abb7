import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { lengthOf, piecesOf } from "../../bytes/rectangle.ts";
import { cipherById } from "../../ciphers/index.ts";
import { createKeyRing } from "../../keys/index.ts";
import { chunkGrid, gridFor } from "./chunk-grid.ts";
import { dissect } from "../forge.test.support.ts";
import { decodeHeader } from "../header/header.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, sealPixels } from "../index.ts";

const gray = { channels: 1, bytesPerSample: 1 } as const;

property.prop([
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: 50 }),
])("every byte is in one chunk", (width, height, chunkRows, chunkBytes) => {
  const grid = chunkGrid({ width, height, ...gray }, { chunkRows, chunkBytes });
  const seen = new Uint8Array(width * height);
  for (let index = 0; index < grid.count; index++) {
    const chunk = grid.chunk(seen, index);
    let length = 0;
    for (const piece of piecesOf(chunk)) {
      length += piece.length;
      piece.forEach((count, i) => (piece[i] = count + 1));
    }
    expect(length).toBe(lengthOf(chunk));
    expect(length).toBeLessThanOrEqual(grid.longest);
  }
  expect(new Set(seen)).toEqual(new Set([1]));
});

describe("a new image", () => {
  const tiles = { tileRows: 256, tileBytes: 64 };
  const whole = { tileRows: 0 };
  test.each([
    ["small", 100, 100, tiles, 100, 100],
    ["12 MP of RGB", 12_000, 3000, tiles, 256, 3008],
    ["just below two columns", 3750, 300, tiles, 256, 3750],
    ["two columns", 3751, 300, tiles, 256, 1920],
    ["a gigapixel of RGB", 98_304, 32_768, tiles, 256, 3648],
    ["less than a tile in height", 32_768, 3, tiles, 3, 32_768],
    ["narrow", 64, 100_000, tiles, 14_848, 64],
    ["of a cipher without tiles", 98_304, 100, whole, 9, 98_304],
    ["of such a cipher, with long rows", 1_500_000, 100, whole, 1, 1_500_000],
  ])("%s", (_, width, height, tile, chunkRows, chunkBytes) => {
    expect(gridFor({ width, height, ...gray }, tile)).toEqual({ chunkRows, chunkBytes });
  });

  property.prop([fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 40_000 })])(
    "a sealed chunk is no larger than what a browser has memory for again",
    (width, height) => {
      const geometry = { width, height, ...gray };
      const grid = chunkGrid(geometry, gridFor(geometry, tiles));
      expect(grid.longest + 16).toBeLessThanOrEqual(983_040);
    },
  );
});

test("tiles of a wide image are sealed side by side, and come back", async () => {
  const key = new Uint8Array(32).fill(7);
  const image = noiseImage(32_768, 40, 1);
  const cipher = cipherById("cnn-only");
  const contentKey = { bytes: key, wrapped: undefined };
  const file = await sealPixels(image, { contentKey, cipher, protection: "sealed" });
  const { parts } = await dissect(file);
  expect(decodeHeader(parts.header)).toMatchObject({ chunkRows: 40, chunkBytes: 16_384 });
  expect(parts.proof).toHaveLength(2 * 16);
  const opened = await openContainer(file, { keys: createKeyRing({ key }) });
  if (opened.payload !== "pixels") throw new Error("expected pixels");
  expect(Buffer.compare(opened.image.data, image.data)).toBe(0);
});
