import { expect, test } from "vitest";
import { latticePitch } from "../../layers/fold.ts";
import { layOut } from "./layout.ts";

const around = Array.from({ length: 28 }, (_, k) => 2 ** (k + 3)).flatMap((size) =>
  [-3, -2, -1, 0, 1, 2, 3].map((more) => size + more),
);

test("a row above and below every cell lies in its own plane's halo, at every size", () => {
  for (const length of around) {
    const { cells, halo } = layOut(length);
    for (const plane of cells)
      expect(halo - latticePitch(plane), `${length} bytes`).toBeGreaterThanOrEqual(64);
  }
  // Of the two planes of this size the shorter one has the longer pitch.
  const [longer, shorter] = layOut(2 ** 26 + 1).cells;
  expect(latticePitch(shorter)).toBeGreaterThan(latticePitch(longer));
});
