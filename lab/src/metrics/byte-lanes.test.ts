import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { byteLanes, firstRows, masksOf, mostBytes, spreadRows } from "./byte-lanes.ts";

function image(width: number, height: number, bits: number, data: Uint8Array): Image {
  return { width, height, channels: 1, bits, colour: "gray", data, metadata: {} };
}

test("masks: of bytes, of samples of two bytes with their carry, of fewer bits", () => {
  const wide = masksOf(
    image(2, 1, 16, Uint8Array.of(1, 200, 0, 0)),
    image(2, 1, 16, Uint8Array.of(3, 100, 255, 255)),
  );
  expect(wide.exclusiveOr.data).toEqual(Uint8Array.of(2, 172, 255, 255));
  // 868 - 456 = 412, and 65535.
  expect(wide.difference.data).toEqual(Uint8Array.of(1, 156, 255, 255));
  expect(wide.difference).toMatchObject({ lanes: 2, row: 4, levels: 256 });
  const bytes = masksOf(image(2, 1, 8, Uint8Array.of(9, 5)), image(2, 1, 8, Uint8Array.of(3, 7)));
  expect(bytes.difference.data).toEqual(Uint8Array.of(250, 2));
  const narrow = masksOf(image(1, 1, 4, Uint8Array.of(9)), image(1, 1, 4, Uint8Array.of(3)));
  expect(narrow.difference).toMatchObject({ data: Uint8Array.of(10), levels: 16 });
});

test("of large images whole rows are taken, from the top or spread evenly", () => {
  const large = image(1000, 700, 8, new Uint8Array(700_000));
  expect(firstRows(large).data.length).toBe(262_000);
  const rows = spreadRows(large);
  expect(rows).toHaveLength(262);
  expect(rows[0]![0] / 1000).toBe(1);
  expect(rows.at(-1)![1] / 1000).toBe(699);
  for (const [start, end] of rows) expect([start % 1000, end - start]).toEqual([0, 1000]);
  const long = image(3 * mostBytes, 2, 8, new Uint8Array(6 * mostBytes));
  expect(spreadRows(long)).toEqual([[3 * mostBytes, 4 * mostBytes]]);
  expect(firstRows(long).data.length).toBe(mostBytes);
  const small = image(5, 3, 16, new Uint8Array(30));
  expect(byteLanes(small)).toMatchObject({ lanes: 2, row: 10 });
  expect(spreadRows(small)).toEqual([
    [0, 10],
    [10, 20],
    [20, 30],
  ]);
});
