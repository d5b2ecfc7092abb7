import { cipherById, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it, test } from "vitest";
import { aes256Cbc, aes256Ctr, aes256Gcm } from "../baselines/aes.ts";
import { hyperchaos } from "../baselines/hyperchaos.ts";
import { permutationDiffusion } from "../baselines/permutation-diffusion.ts";
import { permutationOnly } from "../baselines/permutation-only.ts";
import { decibels } from "./closed-form.ts";
import { gaussianError } from "./combiner.ts";
import type { Disturbance } from "./disturbance.ts";
import { disturbances } from "./list.ts";
import { robustness, type Robustness } from "./robustness.ts";

const side = 256;
const plain: Image = {
  width: side,
  height: side,
  channels: 1,
  bits: 8,
  colour: "gray",
  metadata: {},
  data: Uint8Array.from(
    { length: side * side },
    (_, i) => 160 + 50 * Math.sin((i & 255) / 20) + 40 * Math.cos((i >> 8) / 30),
  ),
};
const secret = Uint8Array.of(1, 2, 3);

function named(...ids: readonly string[]): readonly Disturbance[] {
  return ids.map((id) => disturbances.find((each) => each.id === id)!);
}

async function measured(cipher: Cipher, ...ids: readonly string[]): Promise<readonly Robustness[]> {
  const settings = { secret, disturbances: named(...ids), seeds: 3, threads: 1 };
  return await robustness(cipher, plain, settings);
}

// REFERENCE 3: 21.72 measured, 21.81 by the closed form; 19.09 and 18.91; 12.45 and 12.39; 14.8 to 15.
describe.each([
  [aes256Ctr, "salt-and-pepper-0.05", 21.8, 1],
  [aes256Ctr, "crop-corner-0.25", 14.9, 1],
  [aes256Gcm, "salt-and-pepper-0.01", 28.8, 1],
  [permutationDiffusion, "salt-and-pepper-0.05", 18.9, 2],
  [permutationDiffusion, "salt-and-pepper-0.25", 12.4, 2],
  [permutationDiffusion, "crop-stripe-0.25", 14.8, 1],
] as const)("$0.id under $1", (cipher, id, known, spread) => {
  it(`keeps about ${known} dB; a replaced sample ruins ${spread}`, async () => {
    const [{ psnr, replacement }] = (await measured(cipher, id)) as [Robustness];
    expect(Math.abs(psnr.value - known)).toBeLessThan(0.25);
    expect(psnr.low).toBeLessThan(psnr.value);
    expect(psnr.high).toBeGreaterThan(psnr.value);
    const { wrongSpread, streamPsnr, share } = replacement!;
    expect(wrongSpread.low).toBeLessThanOrEqual(wrongSpread.value + 1e-3);
    expect(wrongSpread.high).toBeGreaterThanOrEqual(wrongSpread.value - 1e-3);
    expect(Math.abs(share / Number(id.slice(id.lastIndexOf("-") + 1)) - 1)).toBeLessThan(0.1);
    expect(Math.abs(wrongSpread.value - spread)).toBeLessThan(0.1);
    if (spread === 1) expect(Math.abs(streamPsnr - known)).toBeLessThan(0.25);
  });
});

test("the squared error tells the spread as well, where damage looks random and lies everywhere", async () => {
  const [{ replacement }] = (await measured(permutationDiffusion, "salt-and-pepper-0.1")) as [
    Robustness,
  ];
  const { low, value, high } = replacement!.spread;
  expect(Math.abs(value - 2)).toBeLessThan(0.1);
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThan(value);
});

test("a block chain loses its block and one sample more", async () => {
  const [{ replacement }] = (await measured(aes256Cbc, "salt-and-pepper-0.005")) as [Robustness];
  expect(Math.abs(replacement!.wrongSpread.value - 17)).toBeLessThan(1);
});

test("backwards, two rounds of hyperchaos spread one wrong sample to nine at most", async () => {
  const [{ replacement }] = (await measured(hyperchaos, "salt-and-pepper-0.01")) as [Robustness];
  expect(replacement!.wrongSpread.value).toBeGreaterThan(8);
  expect(replacement!.wrongSpread.value).toBeLessThan(9.5);
});

test("a permutation's ruined samples are not random ones: only their count tells the spread", async () => {
  const [{ replacement }] = (await measured(permutationOnly, "salt-and-pepper-0.05")) as [
    Robustness,
  ];
  expect(replacement!.spread.value).toBeGreaterThan(1.5);
  expect(Math.abs(replacement!.wrongSpread.value - 1)).toBeLessThan(0.1);
});

test("full diffusion leaves nothing: the squared error is that of an ideal cipher image", async () => {
  const [noisy, flipped] = (await measured(
    cipherById("hybrid"),
    "salt-and-pepper-0.01",
    "bit-flip",
  )) as [Robustness, Robustness];
  expect(Math.abs(noisy.psnr.value - 8.73)).toBeLessThan(0.1);
  expect(noisy.wrong.value).toBeGreaterThan(0.995);
  expect(noisy.ssim!.value).toBeLessThan(0.05);
  expect(noisy.replacement!.wrongSpread.low).toBeGreaterThan(300);
  expect(flipped.wrong.value).toBeGreaterThan(0.02);
  expect(flipped.replacement).toBeUndefined();
});

test("normal noise costs what the combiner says", async () => {
  const [{ error }] = (await measured(aes256Ctr, "gaussian-5")) as [Robustness];
  expect(Math.abs(error.value / gaussianError("xor", plain, 5) - 1)).toBeLessThan(0.05);
  expect(Math.abs(decibels(error.value, 255) - 21.98)).toBeLessThan(0.9);
});

test("16-bit and small images; too few seeds are refused", async () => {
  const data = Uint8Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 3 : i & 255));
  const small: Image = { ...plain, width: 20, height: 10, bits: 12, data };
  const settings = { secret, disturbances: named("byte-error", "lost-row") };
  const [byte, row] = (await robustness(aes256Ctr, small, settings)) as [Robustness, Robustness];
  expect(byte.wrong.value).toBeCloseTo(1 / 200, 12);
  expect(byte.wrong.n).toBe(10);
  expect(row.ssim).toBeUndefined();
  expect(Math.abs(row.replacement!.wrongSpread.value - 1)).toBeLessThan(0.01);
  await expect(robustness(aes256Ctr, small, { ...settings, seeds: 1 })).rejects.toThrow(
    /"seeds" expected a whole number from 2 to 256, got 1/,
  );
});

test("seeds under which nothing was changed say nothing about the spread", async () => {
  const tiny: Image = { ...plain, width: 20, height: 10, data: plain.data.subarray(0, 200) };
  const settings = { secret, disturbances: named("salt-and-pepper-0.005", "crop-corner-0.015625") };
  const [sparse] = (await robustness(aes256Ctr, tiny, settings)) as [Robustness];
  const { share, wrongSpread } = sparse.replacement!;
  expect(share).toBeGreaterThan(0);
  expect(wrongSpread.low).toBeLessThanOrEqual(wrongSpread.value);
  expect(wrongSpread.high).toBeGreaterThanOrEqual(wrongSpread.value);
  expect(Math.abs(wrongSpread.value - 1)).toBeLessThan(0.02);
  const pixel: Image = { ...plain, width: 1, height: 1, data: Uint8Array.of(7) };
  const [none] = (await robustness(aes256Ctr, pixel, settings)) as [Robustness];
  expect(none.wrong.value).toBe(0);
  expect(none.replacement).toBeUndefined();
});

test("progress ends at 1 and a signal stops the work", async () => {
  const done: number[] = [];
  const stop = new AbortController();
  const settings = {
    secret,
    disturbances: named("bit-flip"),
    signal: stop.signal,
    onProgress: (share: number): void => {
      done.push(share);
      if (done.length === 3) stop.abort();
    },
  };
  await expect(robustness(aes256Ctr, plain, settings)).rejects.toMatchObject({ code: "aborted" });
  expect(done).toEqual([0.1, 0.2, 0.3].map((share) => expect.closeTo(share, 9)));
});
