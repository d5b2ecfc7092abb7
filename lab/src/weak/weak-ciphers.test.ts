import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { repeatsNonce } from "../analysis/nonce-note.ts";
import { drawScene } from "../datasets/scene.ts";
import { weakCiphers } from "./list.ts";
import { soundCipher } from "./weak-cipher.ts";

const side = 48;
const scene = drawScene(0, side);
const image: Image = {
  ...scene,
  channels: 4,
  colour: "rgba",
  data: Uint8Array.from({ length: 4 * side * side }, (_, i) => {
    const pixel = i >> 2;
    return i % 4 < 3 ? scene.data[3 * pixel + (i % 4)]! : 255 - (pixel % side);
  }),
};

async function failures(cipher: Cipher): Promise<Set<string>> {
  const key = await nativeKeyFrom(cipher, new Uint8Array(32).fill(3));
  const { metrics } = await analyzeCipher(cipher, image, { key, positions: 16, threads: 1 });
  return new Set(metrics.flatMap(({ id, verdict }) => (verdict === "fail" ? [id] : [])));
}

test("what the weak ciphers are made of is caught by nothing", async () => {
  expect(await failures(soundCipher)).toEqual(new Set());
});

const byId = new Map(weakCiphers.map(({ cipher }) => [cipher.id, cipher]));

/** Those that need a metric which looks at more than one cipher image and its plain image. */
describe("on one small image, under one key", () => {
  test.each([
    ["leaked-bit-100", "stuck-bits"],
    ["low-bits-52-percent", "bit-planes"],
    ["ignored-key-bytes", "key-bytes-npcr"],
    ["identity-under-one-key-in-16", "weak-keys"],
    ["black-stays-black", "black-chi-square"],
    ["codebook-16x16", "black-repeated-blocks"],
    ["no-nonce", "same-image-npcr"],
    ["key-vector-is-plaintext", "key-vector-leak"],
    ["key-vector-is-the-key", "key-vector-stuck-bits"],
  ])("%s is caught by %s", async (id, metric) => {
    const found = await failures(byId.get(id)!);
    expect(found).toContain(metric);
    expect(repeatsNonce(metric)).toBe(false);
  });

  test("mask-of-the-sum is caught by likeness under a repeated nonce", async () => {
    expect(await failures(byId.get("mask-of-the-sum")!)).toContain("alike");
  });
});

test("every weak cipher has an id of its own, and says what is wrong with it", () => {
  expect(byId.size).toBe(weakCiphers.length);
  for (const { source, status } of byId.values()) {
    expect(source).toMatch(/^made to measure the laboratory; weak: ./);
    expect(status).toBe("known-weak");
  }
});
