import { describe, expect, it } from "vitest";
import { blockBytes } from "./block-shuffle.ts";
import { latticePitch } from "./fold.ts";

describe("the pitch of a folded plane", () => {
  const vectors = [1, 2, 9, 16, 1000, 2 ** 16, 786_432, 2 ** 20];
  const larger = [
    2 ** 20 + 1,
    2 ** 22,
    16_781_312,
    18_289_152,
    2 ** 25,
    2 ** 26 + 3,
    2 ** 28,
    2 ** 30,
  ];
  const sizes = [...vectors, ...larger];

  it.each(sizes)("is odd and near the root of %i", (cells) => {
    const [pitch, root, block] = [latticePitch(cells), Math.sqrt(cells), blockBytes(cells)];
    expect(pitch % 2).toBe(1);
    expect(Math.abs(pitch - root)).toBeLessThanOrEqual(block === 16 ? 1 : block / 2 + 1);
  });

  /** The least distance between the places in their blocks of cells in eight rows, one below another. */
  function apart(pitch: number, block: number): number {
    const places = Array.from({ length: 8 }, (_, row) => (row * pitch) % block);
    const sorted = [...places, block].toSorted((a, b) => a - b);
    return Math.min(...sorted.slice(1).map((place, i) => place - sorted[i]!));
  }

  it.each(larger)(
    "of %i cells gives those below a cell other places in their blocks, far apart",
    (cells) => {
      const block = blockBytes(cells);
      expect(apart(latticePitch(cells), block)).toBeGreaterThanOrEqual(block / 34);
    },
  );

  it("is not the root where rows would be in step with blocks", () => {
    // 8192 × 4097 gray.
    const cells = 16_781_312;
    const root = Math.floor(Math.sqrt(cells)) | 1;
    expect([root % blockBytes(cells), apart(root, blockBytes(cells))]).toEqual([1, 1]);
  });

  it("of a plane of one vector's blocks is the root", () => {
    expect([16, 100, 2 ** 20].map(latticePitch)).toEqual([5, 11, 1025]);
  });
});
