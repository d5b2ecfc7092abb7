import type { Image } from "neuroveil/image";
import { describe, expect, it, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { npcr } from "../metrics/npcr.ts";
import { peakOf, readSample, sampleCount } from "./disturbance.ts";
import { disturbances } from "./list.ts";
import { seededRandom } from "../random/random.ts";

const shapes = [
  { width: 128, height: 96 },
  { width: 60, height: 40, channels: 3 },
  { width: 50, height: 64, bits: 16 },
] as const;

async function disturbed(image: Image, id: string, seed = 1): Promise<Image> {
  const { apply } = disturbances.find((each) => each.id === id)!;
  const copy = { ...image, data: image.data.slice() };
  await apply(copy, seededRandom(seed));
  return copy;
}

/** Differences, sample by sample. */
function differences(a: Image, b: Image): number[] {
  return Array.from({ length: sampleCount(a) }, (_, i) => readSample(b, i) - readSample(a, i));
}

describe.each(shapes)("$width x $height, $channels channels, $bits bits", (shape) => {
  const image = next(idealImages(9, shape));

  it.each(disturbances)("$id: the same seed, the same noise", async ({ id }) => {
    const [one, two] = [await disturbed(image, id), await disturbed(image, id)];
    expect(Buffer.compare(one.data, two.data)).toBe(0);
    expect(Buffer.compare(one.data, image.data)).not.toBe(0);
  });

  it.each(disturbances.filter(({ replaced }) => replaced))(
    "$id replaces the share that it says",
    async ({ id, replaced }) => {
      const share = replaced!(image);
      const n = sampleCount(image);
      const found = npcr(image, await disturbed(image, id))[0]!.value;
      // A sample may be replaced by what it was; and which ones are hit is drawn.
      const kept = 2 / (peakOf(image) + 1);
      const scatter = 4 * Math.sqrt((share * (1 - share)) / n);
      expect(found).toBeLessThan(share + scatter + 1 / n);
      expect(found).toBeGreaterThan(share * (1 - kept) - scatter - 2 / n);
    },
  );

  it.each([1, 5, 10, 25])("gaussian-%d has that standard deviation", async (sd) => {
    const peak = peakOf(image);
    const middle = { ...image, data: new Uint8Array(image.data.length).fill(128) };
    const noise = differences(middle, await disturbed(middle, `gaussian-${sd}`));
    const square = noise.reduce((sum, x) => sum + x * x, 0) / noise.length;
    // Rounding adds a twelfth.
    const expected = ((sd / 255) * peak) ** 2 + 1 / 12;
    expect(Math.abs(square / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / noise.length));
  });

  it("speckle grows with the sample and leaves black black", async () => {
    const level = (byte: number): Image => ({
      ...image,
      data: new Uint8Array(image.data.length).fill(byte),
    });
    const spread = async (byte: number): Promise<number> => {
      const noise = differences(level(byte), await disturbed(level(byte), "speckle-0.01"));
      return Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / noise.length);
    };
    expect(await spread(0)).toBe(0);
    const [dim, bright] = [await spread(60), await spread(120)];
    expect(Math.abs(bright / dim - 2)).toBeLessThan(0.15);
    expect(Math.abs(dim / readSample(level(60), 0) - 0.1)).toBeLessThan(0.01);
  });
});

test("crops lie where their names say", async () => {
  const white: Image = {
    ...next(idealImages(1, { width: 8, height: 8 })),
    data: new Uint8Array(64).fill(255),
  };
  const rows = async (id: string): Promise<string[]> => {
    const { data } = await disturbed(white, id);
    return Array.from({ length: 8 }, (_, row) =>
      Array.from(data.subarray(8 * row, 8 * row + 8), (x) => (x === 0 ? "." : "#")).join(""),
    );
  };
  const [full, half, side] = ["########", "....####", "##....##"];
  expect(await rows("crop-corner-0.25")).toEqual([...Array(4).fill(half), ...Array(4).fill(full)]);
  expect(await rows("crop-centre-0.25")).toEqual([full, full, ...Array(4).fill(side), full, full]);
  expect(await rows("crop-stripe-0.25")).toEqual([
    ...Array(3).fill(full),
    "........",
    "........",
    ...Array(3).fill(full),
  ]);
});

test("names are different", () => {
  expect(new Set(disturbances.map(({ id }) => id)).size).toBe(disturbances.length);
});
