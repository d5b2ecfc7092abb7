import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { isTest, type Information, type Test } from "./metric.ts";
import { psnr } from "./psnr.ts";
import {
  keySensitivityCorrelation,
  keySensitivityPsnr,
  keySensitivityRefusals,
  unverifiedPsnr,
  wrongKeyReader,
  type WrongDecryption,
} from "./wrong-key.ts";

function wrongKeyTests(wrongKeys: readonly WrongDecryption[]): readonly Test[] {
  return [keySensitivityPsnr, keySensitivityCorrelation].flatMap((metric) =>
    metric.measure({ wrongKeys }).filter(isTest),
  );
}

function wrongKeyInformation(wrongKeys: readonly WrongDecryption[]): readonly Information[] {
  return [keySensitivityRefusals, unverifiedPsnr].flatMap((metric) =>
    metric.measure({ wrongKeys }),
  );
}

const shape = { width: 80, height: 60, channels: 3 };

function picture(bits: 8 | 16): Image {
  const images = idealImages(1, { ...shape, bits });
  const image = next(images);
  return { ...image, data: image.data.map((byte, i) => (i % 5 === 0 ? byte >> 2 : 40)) };
}

test.each([8, 16] as const)("one pass agrees with psnr at %d bits", (bits) => {
  const plain = picture(bits);
  const images = idealImages(2, { ...shape, bits });
  const other = next(images);
  const { noise, correlation } = wrongKeyReader(plain)({ image: other, verified: true });
  const slow = psnr(plain, other)[0]!;
  expect(noise!.value).toBeCloseTo(slow.value, 9);
  expect(noise!.expected).toBeCloseTo(slow.expected, 9);
  expect(noise!.p).toBeCloseTo(slow.p, 6);
  expect(noise!.n).toBe(slow.n);
  expect(Math.abs(correlation!.value)).toBeLessThan(4 / Math.sqrt(slow.n));
});

test("the plain image itself is infinitely like it, and a constant one has no correlation", () => {
  const plain = picture(8);
  const itself = wrongKeyReader(plain)({ image: plain, verified: true });
  expect(itself.noise).toMatchObject({ value: Infinity, p: 0 });
  expect(itself.correlation!.value).toBeCloseTo(1, 12);
  const flat = { ...plain, data: plain.data.map(() => 7) };
  expect(wrongKeyReader(flat)({ image: plain, verified: true }).correlation).toBeUndefined();
  // A decryption without contrast is nothing that chance would give.
  expect(wrongKeyReader(plain)({ image: flat, verified: true }).correlation!.p).toBe(0);
});

test("a limit lies where the p-value of one of several keys passes its share of the level", () => {
  const plain = picture(8);
  const images = idealImages(3, shape);
  const read = wrongKeyReader(plain);
  const four = Array.from({ length: 4 }, () => read({ image: next(images), verified: true }));
  const [noise, correlation] = wrongKeyTests(four);
  expect([noise!.id, correlation!.id]).toEqual([
    "key-sensitivity-psnr",
    "key-sensitivity-correlation",
  ]);
  for (const test of [noise!, correlation!]) {
    const at = (level: number): boolean => {
      const { low = -Infinity, high = Infinity } = test.limits(level);
      return test.value >= low && test.value <= high;
    };
    if (test.p < 1) expect([at(test.p * 0.99), at(test.p * 1.01)]).toEqual([true, false]);
    expect(at(0.001)).toBe(test.p >= 0.001);
  }
});

test("refused keys are counted, and what they would decrypt is told", () => {
  const plain = picture(8);
  const read = wrongKeyReader(plain);
  const noisy = next(idealImages(4, shape));
  const decryptions = [
    read(undefined),
    read({ image: noisy, verified: false }),
    read({ image: plain, verified: false }),
    read({ image: noisy, verified: true }),
  ];
  expect(wrongKeyTests(decryptions).map(({ n }) => n)).toEqual([14_400, 14_400]);
  expect(wrongKeyInformation(decryptions)).toMatchObject([
    { id: "key-sensitivity-refusals", value: 3, n: 4 },
    { id: "unverified-psnr", value: Infinity },
  ]);
  expect(wrongKeyTests(decryptions.slice(0, 3))).toEqual([]);
  expect(wrongKeyInformation([read(undefined)])).toHaveLength(1);
});
