import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { comesBack, shapes } from "./every-shape.test.support.ts";
import { cipherById, ciphers } from "./index.ts";

describe.each(ciphers)("$id", (cipher) => {
  test.prop(shapes, { numRuns: 200 })("gives back every image", async (shape) => {
    await comesBack(cipher, shape);
  });
});

describe("a plane whose rows are longer than those of the plane with one cell more", () => {
  const shape = { width: 8321, height: 8065, channels: 1, bytesPerSample: 1 } as const;
  it.each(["conv-multi", "conv-hybrid", "gan-exact", "cellular-discrete", "cellular-adaptive"])(
    "%s gives it back",
    async (id) => {
      expect(shape.width * shape.height).toBe(2 ** 26 + 1);
      await comesBack(cipherById(id), shape);
    },
  );
});
