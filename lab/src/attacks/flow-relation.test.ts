import { expect, test } from "vitest";
import { findRelation } from "./flow-relation.ts";
import { cellularRelation } from "./integer-relation.ts";

test("lattice reduction finds the recorded relation", () => {
  expect(findRelation()).toEqual(cellularRelation);
});
