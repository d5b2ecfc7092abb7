import { expect, it } from "vitest";
import { growth } from "./growth.ts";

it("counts multiplications of a megabyte", () => {
  const sizes = [0, 1, 2 ** 20, 2 ** 20 + 1, 2 ** 23, 2 ** 23 + 1, 2 ** 26, 2 ** 32];
  expect(sizes.map((bytes) => growth(bytes, 8))).toEqual([0, 0, 0, 1, 1, 2, 2, 4]);
});
