import type { Cipher } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { chiSquare } from "../metrics/chi-square.ts";
import { correlation } from "../metrics/correlation.ts";
import { entropy } from "../metrics/entropy.ts";
import { npcr } from "../metrics/npcr.ts";
import { uaci } from "../metrics/uaci.ts";
import { aes256Ecb } from "./aes.ts";
import { canary } from "./canary.ts";
import { searchCanaryKey } from "./canary-key-search.ts";
import { permutationDiffusion } from "./permutation-diffusion.ts";
import { permutationOnly } from "./permutation-only.ts";
import { xorReused } from "./xor-reused.ts";

const width = 256;
const height = 256;
const bytes = width * height;

function keyOf(cipher: Cipher, seed = 5): Uint8Array {
  return Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 41 * i + seed);
}

/** The cipher image of `plain` under the key that an attacker does not know. */
async function encrypted(
  cipher: Cipher,
  plain: Uint8Array,
  key: Uint8Array = keyOf(cipher),
): Promise<{ data: Uint8Array; keyVector: Uint8Array }> {
  const data = plain.slice();
  const raster = { width, height, channels: 1, bytesPerSample: 1, data } as const;
  const keyVector = await cipher.encrypt(raster, key);
  return { data, keyVector };
}

/** A smooth scene. */
const scene = Uint8Array.from({ length: bytes }, (_, i) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  return (x + y) / 3 + 40 * Number((x - 120) ** 2 + (y - 90) ** 2 < 3000);
});
const lowBytes = Uint8Array.from({ length: bytes }, (_, i) => i);
const highBytes = Uint8Array.from({ length: bytes }, (_, i) => i >> 8);

test("aes-256-ecb repeats the blocks of a flat image", async () => {
  const { data } = await encrypted(aes256Ecb, new Uint8Array(bytes).fill(90));
  expect(
    new Set(Array.from({ length: bytes / 16 }, (_, i) => data.slice(16 * i, 16 * i + 16).join()))
      .size,
  ).toBe(1);
});

test("permutation-only keeps the histogram and falls to two index images", async () => {
  const { data } = await encrypted(permutationOnly, scene);
  expect(Buffer.compare(data.toSorted(), scene.toSorted())).toBe(0);
  const low = (await encrypted(permutationOnly, lowBytes)).data;
  const high = (await encrypted(permutationOnly, highBytes)).data;
  const recovered = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) recovered[256 * high[i]! + low[i]!] = data[i]!;
  expect(Buffer.compare(recovered, scene)).toBe(0);
});

test("permutation-diffusion falls to three chosen images", async () => {
  const { data } = await encrypted(permutationDiffusion, scene);
  const unchained = (cipher: Uint8Array, keystream?: Uint8Array): Uint8Array =>
    cipher.map((byte, i) => byte - (i > 0 ? cipher[i - 1]! : 0) - (keystream?.[i] ?? 0));
  const ask = async (plain: Uint8Array) => (await encrypted(permutationDiffusion, plain)).data;
  const keystream = unchained(await ask(new Uint8Array(bytes)));
  const low = unchained(await ask(lowBytes), keystream);
  const high = unchained(await ask(highBytes), keystream);
  const permuted = unchained(data, keystream);
  const recovered = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) recovered[256 * high[i]! + low[i]!] = permuted[i]!;
  expect(Buffer.compare(recovered, scene)).toBe(0);
});

test("xor-reused falls to one known image", async () => {
  const { data } = await encrypted(xorReused, scene);
  const known = (await encrypted(xorReused, highBytes)).data;
  const recovered = data.map((byte, i) => byte ^ known[i]! ^ highBytes[i]!);
  expect(Buffer.compare(recovered, scene)).toBe(0);
});

test("canary passes the image metrics, one changed sample included", async () => {
  const image = (data: Uint8Array) =>
    ({ width, height, channels: 1, bits: 8, colour: "gray", metadata: {}, data }) as const;
  const cipher = image((await encrypted(canary, scene)).data);
  const changed = scene.slice();
  changed[0]! ^= 1;
  const other = image((await encrypted(canary, changed)).data);
  const results = [
    ...[entropy, chiSquare, correlation].flatMap((metric) => metric(cipher)),
    ...[npcr, uaci].flatMap((metric) => metric(cipher, other)),
  ];
  for (const { z } of results) expect(Math.abs(z)).toBeLessThan(4);
});

test("canary falls to an exhaustive search for its key", async () => {
  const nonce = Uint8Array.from({ length: 12 }, (_, i) => 7 * i);
  const key = Uint8Array.of(0xc3, 0x5f, ...nonce);
  const { data, keyVector } = await encrypted(canary, scene, key);
  const raster = { width, height, channels: 1, bytesPerSample: 1, data } as const;
  const found = await searchCanaryKey(raster, keyVector, nonce);
  expect(found).toEqual({ key, tried: 0xc35f + 1 });
  expect(Buffer.compare(data, scene)).not.toBe(0);
});

test("the search finds no key where there is none", async () => {
  const { data, keyVector } = await encrypted(canary, scene);
  keyVector[0]! ^= 1;
  const raster = { width, height, channels: 1, bytesPerSample: 1, data } as const;
  expect(await searchCanaryKey(raster, keyVector, new Uint8Array(12))).toEqual({
    key: undefined,
    tried: 65_536,
  });
});
