import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { referenceCircular, type CircularLayer } from "../../layers/circular-layer.ts";
import { fastCircular } from "./circular-kernel.ts";

// One kernel for all: later images find what earlier ones left in its memory.
const fast = await fastCircular();

it("is a kernel of its own on this machine", () => {
  expect(fast).not.toBe(referenceCircular);
});

const side = fc.nat({ max: 6 }).map((doublings) => 2 ** doublings);
const byte = fc.nat({ max: 255 });
const layers: fc.Arbitrary<CircularLayer> = fc.record({
  layout: fc.record({ width: side, height: side, stride: fc.integer({ min: 1, max: 8 }) }),
  kernel: fc.uint8Array({ minLength: 9, maxLength: 9 }).map((kernel) => {
    if (kernel.reduce((sum, weight) => sum + weight, 0) % 2 === 0) kernel[4]! ^= 1;
    return kernel;
  }),
  bias: byte,
});

function image({ width, height, stride }: CircularLayer["layout"], seed: number): Uint8Array {
  return Uint8Array.from(
    { length: width * height * stride },
    (_, i) => Math.imul(i + seed, 2654435761) >>> 24,
  );
}

test.prop([layers, fc.integer()], { numRuns: 150 })(
  "both directions give the reference's bytes",
  (layer, seed) => {
    const plain = image(layer.layout, seed);
    for (const direction of ["encrypt", "decrypt"] as const) {
      const [one, two] = [plain.slice(), plain.slice()];
      fast[direction](one, layer);
      referenceCircular[direction](two, layer);
      expect(Buffer.compare(one, two)).toBe(0);
    }
  },
);

it.each([
  [512, 256, 3],
  [1, 4096, 1],
  [4096, 2, 2],
])("gives back %i x %i with %i bytes a cell", (width, height, stride) => {
  const layer = {
    layout: { width, height, stride },
    kernel: Uint8Array.of(18, 52, 87, 121, 154, 188, 223, 241, 35),
    bias: 200,
  };
  const plain = image(layer.layout, 7);
  const data = plain.slice();
  fast.encrypt(data, layer);
  expect(Buffer.compare(data, plain)).not.toBe(0);
  fast.decrypt(data, layer);
  expect(Buffer.compare(data, plain)).toBe(0);
});
