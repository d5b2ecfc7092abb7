import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { analyzePair } from "./analyze-pair.ts";
import type { Judgement } from "./judge.ts";

const size = { width: 96, height: 80, channels: 3 };
const [width, height] = [96, 80];

function picture(bits: 4 | 8 | 16): Image {
  const bytes = bits > 8 ? 2 : 1;
  const data = Uint8Array.from({ length: width * height * 3 * bytes }, (_, i) => {
    const at = Math.floor(i / (3 * bytes));
    return Math.floor((0.5 + 0.4 * Math.sin((at % width) / 9)) * Math.min(256, 2 ** bits));
  });
  return { ...size, bits, colour: "rgb", data, metadata: {} };
}

const failures = ({ metrics }: Judgement): string[] => [
  ...new Set(metrics.filter(({ verdict }) => verdict === "fail").map(({ id }) => id)),
];

test.each([8, 16] as const)("an ideal cipher image of %d bits passes", async (bits) => {
  const cipher = next(idealImages(3, { ...size, bits }));
  const analysis = await analyzePair(picture(bits), cipher);
  expect(failures(analysis)).toEqual([]);
  const ids = new Set(analysis.metrics.map(({ id }) => id));
  for (const id of ["entropy", "chi-square", "mse", "psnr", "ssim", "glcm-contrast"])
    expect(ids).toContain(id);
  for (const id of ids) expect(id).not.toMatch(/npcr|uaci|avalanche|key/);
});

test("the plain image in place of its cipher image fails", async () => {
  const plain = picture(8);
  const failed = failures(await analyzePair(plain, plain));
  for (const id of ["entropy", "correlation-vertical", "mse", "mae", "ssim-global", "glcm-energy"])
    expect(failed).toContain(id);
});

test("a depth below 8 may have become whole bytes, or have stayed", async () => {
  const cipher = next(idealImages(5, size));
  expect(failures(await analyzePair(picture(4), cipher))).toEqual([]);
  const narrow = { ...cipher, bits: 4, data: cipher.data.map((byte) => byte & 15) };
  expect(failures(await analyzePair(picture(4), narrow))).toEqual([]);
  const uneven = { ...narrow, data: narrow.data.map((byte) => byte & 14) };
  expect(failures(await analyzePair(picture(4), uneven))).toContain("chi-square");
});

test("images that do not fit together are refused", async () => {
  const cipher = next(idealImages(5, size));
  for (const wrong of [
    next(idealImages(5, { ...size, width: 95 })),
    next(idealImages(5, { ...size, channels: 1 })),
    next(idealImages(5, { ...size, bits: 16 })),
  ])
    await expect(analyzePair(picture(8), wrong)).rejects.toThrow(
      /^expected a cipher image of 96×80×3 at 8 bits as the plain image, got .*; give/,
    );
  const plain = { ...picture(16), bits: 12 };
  const uneven = analyzePair(plain, { ...picture(16), bits: 12 });
  await expect(uneven).rejects.toThrow(/of 16 bits, got 12/);
  await expect(analyzePair(picture(8), cipher)).resolves.toBeDefined();
});

test("a white image of a million pixels, beside itself, has no correlation in any direction", async () => {
  const shape = { width: 1000, height: 1000, channels: 1, bits: 8 } as const;
  const data = new Uint8Array(1_000_000).fill(255);
  const white: Image = { ...shape, colour: "gray", metadata: {}, data };
  const { metrics } = await analyzePair(white, white);
  const found = metrics.filter(({ id }) => id.startsWith("correlation"));
  expect(found.map(({ value, verdict }) => [value, verdict])).toEqual(
    Array.from({ length: 3 }, () => [Number.NaN, "fail"]),
  );
});
