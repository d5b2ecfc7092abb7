import type { Image } from "neuroveil/image";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { entropy } from "./entropy.ts";
import { glcm } from "./glcm.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { psnr } from "./psnr.ts";
import { ssim } from "./ssim.ts";

interface Vector {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bits: 8 | 16;
  readonly a: string;
  readonly b: string;
  readonly mse: number;
  readonly psnr: number;
  readonly ssim: number;
  readonly entropy?: number;
  readonly glcm: readonly ({ levels: number; right: number; down: number } & Record<
    string,
    number
  >)[];
}

const file = new URL("scikit-image.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: readonly Vector[] };

function image({ width, height, bits }: Vector, hex: string): Image {
  const data = new Uint8Array(Buffer.from(hex, "hex"));
  return { width, height, channels: 1, bits, colour: "gray", data, metadata: {} };
}

test("six pairs of images were recorded", () => {
  expect(vectors.map(({ name }) => name)).toHaveLength(6);
});

describe.each(vectors)("scikit-image agrees on $name", (vector) => {
  const [a, b] = [image(vector, vector.a), image(vector, vector.b)];

  test("mean squared error, PSNR and windowed similarity", () => {
    expect(meanSquaredError(a, b)[0]!.value / vector.mse).toBeCloseTo(1, 12);
    expect(psnr(a, b)[0]!.value).toBeCloseTo(vector.psnr, 10);
    expect(ssim(a, b)[0]!.value).toBeCloseTo(vector.ssim, 10);
  });

  // scikit-image counts 16-bit samples as wholes, so only 8-bit vectors have this one.
  const { entropy: bitsPerSample } = vector;
  if (bitsPerSample !== undefined)
    test("entropy", () => {
      expect(entropy(b)[0]!.value).toBeCloseTo(bitsPerSample, 12);
    });

  test.each(vector.glcm)("texture at $levels levels, $right right, $down down", (expected) => {
    const { levels, right, down, ...features } = expected;
    for (const { id, value } of glcm(b, { levels, right, down }))
      expect(value / features[id.slice("glcm-".length)]!, id).toBeCloseTo(1, 10);
  });
});
