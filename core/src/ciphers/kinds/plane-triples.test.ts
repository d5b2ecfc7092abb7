import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { planeTriples, type PlaneTriple } from "./plane-triples.ts";

function places({ width, height, starts, right, down }: PlaneTriple): number[] {
  return starts.flatMap((start) =>
    Array.from({ length: height }, (_, y) => y).flatMap((y) =>
      Array.from({ length: width }, (_, x) => start + y * down + x * right),
    ),
  );
}

const shape = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 20 }),
  channels: fc.integer({ min: 1, max: 7 }),
  bytesPerSample: fc.constantFrom(1 as const, 2 as const),
});

property.prop([shape])("every byte of a raster has one place, and few have none", (shape) => {
  const { triples, rest } = planeTriples(shape);
  const all = [...triples.flatMap(places), ...rest].toSorted((a, b) => a - b);
  const { width, height, channels, bytesPerSample } = shape;
  const bytes = width * height * channels * bytesPerSample;
  expect(all).toEqual(Array.from({ length: bytes }, (_, i) => i));
  expect(rest.length).toBeLessThanOrEqual(4 * (channels % 3) * bytesPerSample);
});

test("colours of a pixel, or rows of gray, are the planes", () => {
  const rgb = planeTriples({ width: 4, height: 5, channels: 3, bytesPerSample: 1 });
  expect(rgb).toEqual({
    triples: [{ width: 4, height: 5, starts: [0, 1, 2], right: 3, down: 12 }],
    rest: [],
  });
  const gray = planeTriples({ width: 4, height: 5, channels: 1, bytesPerSample: 1 });
  expect(gray).toEqual({
    triples: [
      { width: 4, height: 1, starts: [0, 4, 8], right: 1, down: 12 },
      { width: 1, height: 2, starts: [12, 13, 14], right: 3, down: 4 },
    ],
    rest: [15, 19],
  });
  const wide = planeTriples({ width: 2, height: 2, channels: 3, bytesPerSample: 2 });
  expect(wide.triples.map(({ starts }) => starts)).toEqual([
    [0, 2, 4],
    [1, 3, 5],
  ]);
});
