import type { Random } from "@neuroveil/autodiff";
import { entropy, meanSquaredError, npcr, uaci } from "@neuroveil/lab/metrics";
import type { Image } from "neuroveil/image";
import { ReferenceEngine, type Block } from "neuroveil/internal/networks";
import type { TileNetwork } from "./subject.ts";

/** A key and the places of its changed bit and of the changed sample. */
export interface Trial {
  readonly key: Uint8Array;
  readonly bit: number;
  readonly sample: number;
}

/** A native key and changes at random. @param samples of the image */
export function drawTrial(keyBytes: number, samples: number, random: Random): Trial {
  return {
    key: Uint8Array.from({ length: keyBytes }, () => random.below(256)),
    bit: random.below(8 * keyBytes),
    sample: random.below(samples),
  };
}

/** The usual bars of a cipher with some weights, on one gray image; all but the entropy from 0 to 1. */
export type Bars = Readonly<
  Record<"npcr" | "uaci" | "key-bit-npcr" | "entropy" | "mean-squared-error", number>
>;

/** Encrypts one image, with one other sample, and under a key with another bit; and decrypts it. */
export function barsOf(network: TileNetwork, image: Image, { key, bit, sample }: Trial): Bars {
  const engine = new ReferenceEngine(network);
  const { width, height: rows } = image;
  const block = (data: Uint8Array): Block => ({
    data,
    offset: 0,
    pitch: width,
    width,
    rows,
    firstTile: 0,
  });
  const encrypted = (data: Uint8Array, key: Uint8Array) => {
    const own = block(data.slice());
    const root = engine.root(key, { rowBytes: width, rows });
    root.absorb(engine.digest(key, own).digests);
    const keyVector = root.keyVector();
    engine.encrypt(key, own, keyVector);
    return { cipher: { ...image, data: own.data }, keyVector };
  };
  const { cipher, keyVector } = encrypted(image.data, key);
  const otherSample = encrypted(changed(image.data, sample, 1), key).cipher;
  const otherKey = encrypted(image.data, changed(key, bit >> 3, 1 << (bit & 7))).cipher;
  const decrypted = block(cipher.data.slice());
  engine.decrypt(key, decrypted, keyVector);
  const overall = (results: readonly { readonly value: number }[]): number => results[0]!.value;
  return {
    npcr: overall(npcr(cipher, otherSample)),
    uaci: overall(uaci(cipher, otherSample)),
    "key-bit-npcr": overall(npcr(cipher, otherKey)),
    entropy: overall(entropy(cipher)),
    "mean-squared-error": overall(meanSquaredError(image, { ...image, data: decrypted.data })),
  };
}

function changed(bytes: Uint8Array, at: number, by: number): Uint8Array {
  const copy = bytes.slice();
  copy[at]! ^= by;
  return copy;
}
