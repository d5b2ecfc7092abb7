import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { BitCounts } from "./bit-counts.ts";
import { readPlaces } from "./bit-places.ts";

test("every bit is counted, whatever the number of arrays and the length", () => {
  const images = idealImages(3, { width: 13, height: 1 });
  const counts = new BitCounts(13);
  const expected = new Float64Array(8 * 13);
  for (let added = 1; added <= 37; added++) {
    const { data } = next(images);
    // One bit that is never set, and one that always is.
    data[4]! &= ~2;
    data[12]! |= 128;
    const words = new Int32Array(4);
    new Uint8Array(words.buffer).set(data);
    counts.add(words);
    for (let bit = 0; bit < expected.length; bit++)
      expected[bit]! += (data[bit >> 3]! >> (bit & 7)) & 1;
    if (![1, 2, 8, 37].includes(added)) continue;
    const histogram = new Float64Array(added + 1);
    for (const count of expected) histogram[count]!++;
    expect(counts.histogram()).toEqual(histogram);
    const found = readPlaces(counts);
    expect(found).toMatchObject({ bits: 104, images: added, farthest: added / 2 });
    const sum = expected.reduce((total, count) => total + (count - added / 2) ** 2, 0);
    expect(found.spread).toBeCloseTo((4 * sum) / added, 9);
  }
});
