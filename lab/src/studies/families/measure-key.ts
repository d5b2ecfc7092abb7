import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { nativeKeyFrom } from "../../analysis/native-key.ts";
import { distinguishableBits } from "../../sensitivity/distinguishable-keys.ts";
import { realBits } from "../../sensitivity/key-change.ts";
import { keySensitivity } from "../../sensitivity/key-sensitivity.ts";
import { rounded } from "./rounded.ts";

/** What small changes of one native key do. */
export interface KeyFigures {
  /** Changes of one smallest step: those whose cipher image is another one, and how many were tried. */
  readonly passed: number;
  readonly tried: number;
  /** Smallest NPCR among them, 0 to 1. */
  readonly npcr: number | null;
  /** s of every real number of the key; empty for a key that is a string of bits. */
  readonly s: readonly number[];
  /** Bits of every part of the key that decide what is decrypted. */
  readonly bits: readonly (number | null)[];
  /** Bits that each part has on paper. */
  readonly nominal: readonly number[];
  /** Largest correlation in size between the image and what a key one step off decrypts to. */
  readonly shows: number | null;
}

/** Changes of real numbers that are tried, 2^-exponent of the range. */
const exponents = [12, 20, 30, 36, 40, 44, 48, 52];
const flips = 64;
/** Single bits that are flipped to count those that decide, in the families' own keys. */
const mostFlips = 512;

/**
 * @param number of the key, from 0
 * @param thorough whether many single bits are tried rather than some
 */
export async function keyFigures(
  cipher: Cipher,
  number: number,
  image: Image,
  thorough: boolean,
): Promise<KeyFigures> {
  const secret = new TextEncoder().encode(`families ${number}`);
  const run = { threads: 1 };
  const { encryption, decryption, curves } = await keySensitivity(cipher, image, {
    secret,
    exponents,
    bits: flips,
    ...run,
  });
  const key = await nativeKeyFrom(cipher, secret);
  const bits = thorough ? Math.min(mostFlips, 8 * cipher.nativeKey.bytes) : flips;
  const within = exponents.filter((exponent) => exponent <= realBits(cipher));
  const parts = await distinguishableBits(cipher, image, key, { exponents: within, bits, ...run });
  const shows = decryption.map(({ correlation }) => Math.abs(correlation?.value ?? 0));
  return {
    passed: encryption.filter(({ pass }) => pass).length,
    tried: encryption.length,
    npcr: rounded(Math.min(...encryption.map(({ npcr }) => npcr.value))),
    s: curves.map(({ sensitivity }) => sensitivity),
    bits: parts.map((part) => rounded(part.bits)),
    nominal: parts.map(({ nominal }) => nominal),
    shows: rounded(Math.max(...shows)),
  };
}
