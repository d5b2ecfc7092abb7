import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { middleOf, toneLike } from "./made-images.ts";

const wide: Image = {
  width: 5,
  height: 3,
  channels: 1,
  bits: 12,
  colour: "gray",
  data: Uint8Array.from({ length: 30 }, (_, i) => i),
  metadata: {},
};

test("the middle of an image, and all of a small one", () => {
  expect(middleOf(wide, 2)).toMatchObject({ width: 2, height: 2 });
  expect(middleOf(wide, 2).data).toEqual(Uint8Array.of(2, 3, 4, 5, 12, 13, 14, 15));
  expect(middleOf(wide, 3)).toMatchObject({ width: 3, height: 3 });
  expect(middleOf(wide, 9).data).toEqual(wide.data);
});

test("black and white are the smallest and the largest sample of the depth", () => {
  expect(toneLike(wide, 0).data).toEqual(new Uint8Array(30));
  expect(toneLike(wide, 1).data.subarray(0, 4)).toEqual(Uint8Array.of(15, 255, 15, 255));
  expect(toneLike({ ...wide, bits: 8 }, 1).data).toEqual(new Uint8Array(30).fill(255));
  expect(toneLike({ ...wide, bits: 1 }, 1).data).toEqual(new Uint8Array(30).fill(1));
});
