import { test } from "vitest";
import { expectSameWeightsAfterStop } from "./stopped.test.support.ts";

// The slow suite has cnn-only.
test("hybrid: stopped and resumed, it ends with the same weights, which the cipher takes", async () => {
  await expectSameWeightsAfterStop("hybrid-first");
});
