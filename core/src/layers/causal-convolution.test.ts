import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { convolveCausal, deconvolveCausal, type CausalKernel } from "./causal-convolution.ts";

const byte = fc.nat({ max: 255 });
const kernels: fc.Arbitrary<CausalKernel> = fc.record({
  own: byte.map((x) => x | 1),
  before: fc.tuple(byte, byte, byte, byte),
  bias: byte,
});

test.prop([
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 4 }),
  kernels,
  fc.integer(),
])("deconvolving undoes convolving at every size", (width, height, stride, kernel, seed) => {
  const data = Uint8Array.from(
    { length: width * height * stride },
    (_, i) => Math.imul(i + seed, 2654435761) >>> 24,
  );
  const before = data.slice();
  convolveCausal(data, { width, height, stride }, kernel);
  deconvolveCausal(data, { width, height, stride }, kernel);
  expect(data).toEqual(before);
});

const kernel: CausalKernel = { own: 3, before: [5, 7, 9, 11], bias: 13 };
const layout = { width: 6, height: 5, stride: 1 };

it("is what its equation says", () => {
  const plain = Uint8Array.from({ length: 30 }, (_, i) => i * i);
  const cipher = plain.slice();
  convolveCausal(cipher, layout, kernel);
  const c = (row: number, column: number): number =>
    row < 0 || column < 0 || column > 5 ? 0 : cipher[6 * row + column]!;
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 6; column++) {
      const before =
        5 * c(row - 1, column - 1) +
        7 * c(row - 1, column) +
        9 * c(row - 1, column + 1) +
        11 * c(row, column - 1);
      expect(c(row, column)).toBe((3 * plain[6 * row + column]! + before + 13) % 256);
    }
  }
});

it("spoils five cells of the plain image for one of the cipher image", () => {
  const images = [0, 1].map((value) => {
    const data = new Uint8Array(30);
    data[8] = value;
    deconvolveCausal(data, layout, kernel);
    return data;
  });
  const spoilt = [...images[0]!.keys()].filter((i) => images[0]![i] !== images[1]![i]);
  expect(spoilt).toEqual([8, 9, 13, 14, 15]);
});
