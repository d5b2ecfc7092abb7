import { cipherById } from "neuroveil/ciphers";
import sharp from "sharp";
import { expect, it, test } from "vitest";
import { aes256Ctr } from "../baselines/aes.ts";
import { permutationOnly } from "../baselines/permutation-only.ts";
import { drawScene } from "../datasets/scene.ts";
import { idealImages, next } from "../ideal-images.ts";
import { jpeg, type JpegPass } from "./jpeg.ts";
import { seededRandom } from "../random/random.ts";
import { robustness, type Robustness } from "./robustness.ts";

const pass: JpegPass = async ({ width, height, channels, data }, quality) => {
  const raw = { width, height, channels: channels as 1 | 3 };
  const file = await sharp(data, { raw }).jpeg({ quality, chromaSubsampling: "4:4:4" }).toBuffer();
  const back = sharp(file).toColourspace(channels === 1 ? "b-w" : "srgb");
  return new Uint8Array(await back.raw().toBuffer());
};

const scene = drawScene(0, 96);

// REFERENCE 3: JPEG 90 is expected to fail. Nearly every sample is wrong; how far off, depends on how far
// errors spread.
it.each([
  { cipher: aes256Ctr, low: 15, high: 22 },
  { cipher: cipherById("hybrid"), low: 7, high: 12 },
])("$cipher.id after JPEG 90: $low to $high dB are left", async ({ cipher, low, high }) => {
  const settings = { secret: Uint8Array.of(1), disturbances: [jpeg(90, pass)], seeds: 3 };
  const [{ wrong, psnr }] = (await robustness(cipher, scene, settings)) as [Robustness];
  expect(wrong.value).toBeGreaterThan(0.9);
  expect(psnr.value).toBeGreaterThan(low);
  expect(psnr.value).toBeLessThan(high);
});

test("the same pass hardly touches the plain image, and costs a moved one less than a masked one", async () => {
  const copy = { ...scene, data: scene.data.slice() };
  await jpeg(90, pass).apply(copy, seededRandom(0));
  const square = copy.data.reduce((sum, x, i) => sum + (x - scene.data[i]!) ** 2, 0);
  expect(square / copy.data.length).toBeLessThan(40);
  const settings = { secret: Uint8Array.of(1), disturbances: [jpeg(90, pass)], seeds: 3 };
  const [moved] = (await robustness(permutationOnly, scene, settings)) as [Robustness];
  const [masked] = (await robustness(aes256Ctr, scene, settings)) as [Robustness];
  expect(moved.psnr.value).toBeGreaterThan(masked.psnr.value + 10);
});

test("JPEG is the caller's, and must keep the size", async () => {
  const image = next(idealImages(2, { width: 16, height: 8, channels: 3 }));
  const seen: number[] = [];
  const darker = jpeg(90, async ({ data }, quality) => {
    seen.push(quality, data.length);
    return data.map((byte) => byte >> 1);
  });
  const copy = { ...image, data: image.data.slice() };
  await darker.apply(copy, seededRandom(0));
  expect(seen).toEqual([90, 384]);
  expect(copy.data[0]).toBe(image.data[0]! >> 1);
  const shorter = jpeg(90, async ({ data }) => data.subarray(1));
  await expect(async () => shorter.apply(copy, seededRandom(0))).rejects.toThrow(
    /"pass" expected to return 384 samples, got 383/,
  );
});
