import { flows } from "neuroveil/internal/chaos";
import { expect, test } from "vitest";
import { findRelation } from "./flow-relation.ts";

test("lattice reduction finds the relation that the dense sampling was broken with", () => {
  expect(findRelation({ ...flows["cellular-4"], stepsPerSample: 10 })).toEqual([
    3, -9, -7, 4, 6, 6, -7, 2, 1, 7, -11, 11, -5, 5, -5, -4, 1, -1, -3, 0, 5, 4, -6, 7, 10, -10, -2,
    0, -3, 1,
  ]);
});
