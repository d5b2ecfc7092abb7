import { test } from "@fast-check/vitest";
import { describe } from "vitest";
import { comesBack, shapes } from "./every-shape.test.support.ts";
import { ciphers } from "./index.ts";

describe.each(ciphers)("$id", (cipher) => {
  test.prop(shapes, { numRuns: 200 })("gives back every image", async (shape) => {
    await comesBack(cipher, shape);
  });
});
