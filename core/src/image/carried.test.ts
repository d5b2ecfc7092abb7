import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { atOnce } from "../turns.ts";
import { carried, carrierShape, picturesOf, sampleSize } from "./carried.ts";
import { decodeImage, encodeImage, samplesSha256, shapeOf } from "./index.ts";
import { noise } from "./png/made-png.test.data.ts";

const layouts = fc.record({
  channels: fc.integer({ min: 1, max: 7 }),
  bits: fc.constantFrom(1, 8, 12, 16, 24, 32, 64),
  kind: fc.constantFrom("unsigned" as const, "signed" as const, "float" as const),
  pages: fc.integer({ min: 1, max: 3 }),
});
const sides = fc.integer({ min: 1, max: 6 });

test.prop([sides, sides, layouts], { numRuns: 150 })(
  "pictures of every layout come back, as bytes and through a file",
  async (width, height, made) => {
    const float = made.kind === "float" && made.bits < 16;
    const layout = {
      ...made,
      ...(float && { bits: 16 }),
      ...(made.bits === 24 && { kind: "unsigned" as const }),
    };
    if (layout.kind === "float" && layout.bits === 12) layout.bits = 16;
    const size = sampleSize(layout.bits);
    const data = noise(width * height * layout.channels * layout.pages * size, width);
    // Within their depth.
    for (let i = 0; i < data.length; i += size) {
      if (layout.bits === 1) data[i]! &= 1;
      if (layout.bits === 12) data[i]! &= 15;
      if (layout.bits === 24) data[i] = 0;
    }
    const image = atOnce(
      carried({ width, height, layout, data }, { format: "tiff" }, { metadata: {} }),
    );
    expect(image).toMatchObject(carrierShape({ width, height }, layout));
    expect(image.channels).toBeLessThanOrEqual(4);
    expect(image.bits).toBeLessThanOrEqual(16);
    expect(atOnce(picturesOf(image)).data).toEqual(data);
    const again = await decodeImage((await encodeImage(image)).bytes);
    expect(await samplesSha256(again)).toBe(await samplesSha256(image));
    // Depths that files do not have are stored in the next larger one.
    const { bits: _, ...shape } = shapeOf(again);
    const { bits: _own, ...wanted } = layout;
    expect(shape).toEqual({ width, height, ...wanted });
  },
);

describe("an image that cannot carry what its origin says is refused", () => {
  const layout = { channels: 5, bits: 8, kind: "unsigned", pages: 1 } as const;
  const data = noise(2 * 3 * 5, 1);
  const image = atOnce(
    carried({ width: 2, height: 3, layout, data }, { format: "tiff" }, { metadata: {} }),
  );
  test.each([{ channels: 4 }, { pages: 2 }, { bits: 16 }])("%o", async (wrong) => {
    const origin = { format: "tiff", layout: { ...layout, ...wrong } };
    await expect(encodeImage({ ...image, metadata: { origin } })).rejects.toMatchObject({
      code: "broken",
    });
  });
});
