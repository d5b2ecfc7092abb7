import { expect, test } from "vitest";
import { Collected } from "./collected.ts";

test.each([
  ["crumbs", [1, 2, 3, 1]],
  ["blocks that fill up", Array.from({ length: 100 }, () => 5000)],
  ["large ones between small ones", [10, 1 << 17, 3, 1 << 14, (1 << 14) - 1, 0, 7]],
  ["nothing", []],
])("%s come back in order", (_, lengths) => {
  const collected = new Collected();
  const pieces = lengths.map((length, i) => new Uint8Array(length).fill(i + 1));
  for (const piece of pieces) {
    collected.add(piece.slice());
    expect(collected.length).toBeGreaterThanOrEqual(piece.length);
  }
  expect(collected.joined()).toEqual(new Uint8Array(Buffer.concat(pieces)));
});
