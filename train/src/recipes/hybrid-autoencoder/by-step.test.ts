import type { Planes } from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import { Notes } from "../../families/autoencoder/notes.ts";
import { differingPart, noteByStep } from "./by-step.ts";

/** Six patches in two rows; `changed` are pixels (row, column) of the second plane and by how much. */
function image(...changed: readonly (readonly [number, number, number])[]): Planes {
  const data = new Int16Array(3 * 8 * 12);
  for (const [row, column, by] of changed) data[(8 + row) * 12 + column] = by;
  return { channels: 3, height: 8, width: 12, data };
}

test("what two keys make is told by steps, which are patches row by row", () => {
  const notes = new Notes();
  noteByStep(notes, {
    plain: image(),
    // Steps 0 and 4, of six.
    ciphers: [image([0, 0, 1], [7, 5, -9]), image()],
    // An error of 6 in both in step 1, one of 12 with the wrong key in step 2.
    decrypted: [image([0, 4, 6]), image([0, 4, 6], [3, 11, -12])],
  });
  const figures = new Map(notes.figures().map(({ id, mean }) => [id, mean]));
  expect(figures.get("cipher-differs-step-0")).toBeCloseTo(1 / 48, 12);
  expect(figures.get("cipher-differs-steps-1-3")).toBe(0);
  expect(figures.get("cipher-differs-steps-4-5")).toBeCloseTo(1 / 96, 12);
  expect(figures.get("decryption-differs-steps-1-3")).toBeCloseTo(1 / 144, 12);
  expect(figures.get("decryption-differs-steps-4-5")).toBe(0);
  expect(figures.get("cipher-forgets-key-after")).toBe(5);
  expect(figures.get("decryption-forgets-key-after")).toBe(3);
  // 144 samples: 10 log10(255² · 144 / 36), and / (36 + 144).
  expect(figures.get("right-key-steps-1-3-psnr")).toBeCloseTo(54.1514, 3);
  expect(figures.get("wrong-key-steps-1-3-psnr")).toBeCloseTo(47.1617, 3);
  expect(figures.get("wrong-key-step-0-psnr")).toBe(99);
  expect(figures.has("right-key-steps-16-63-psnr")).toBe(false);
});

test("the part that differs", () => {
  expect(differingPart(image([1, 1, 1], [2, 2, 5]), image([2, 2, 5], [3, 3, 1]))).toBe(2 / 288);
});
