import type { Cipher, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { cipherImage, decryptedImage } from "../analysis/cipher-image.ts";
import { spreadBits } from "../analysis/native-key.ts";
import { wholeBytes } from "../analysis/whole-bytes.ts";
import { psnr } from "../metrics/psnr.ts";
import { flipBits, moveValue, realBits, type KeyChange } from "./key-change.ts";

/** How many bits of a part of the native key decide what is decrypted. */
export interface DistinguishableBits {
  /** A real number of the key, or "bits" for a key that is a string of bits. */
  readonly name: string;
  /** log2 of the values that can be told apart. */
  readonly bits: number;
  /** Bits that this part has on paper. */
  readonly nominal: number;
  /** Changes of the key that were tried. */
  readonly n: number;
}

/** What is tried. */
export interface DistinguishableSettings extends Pick<Run, "signal" | "threads"> {
  /** Changes of a real number tried, 2^-exponent of its range, in rising order; default all. */
  readonly exponents?: readonly number[];
  /** Bits flipped in other keys; 2 and more, default 64; the share of those that count stands for all. */
  readonly bits?: number;
}

/** Decibels below which nothing of an image can be seen: an ideal cipher never reaches 10.8. */
const failure = 12;

/**
 * Measures the smallest change of every part of a native key after which decryption fails, at less
 * than 12 dB: keys nearer than that decrypt each other's images and are one key.
 *
 * Key vectors and tags are not asked: whoever tries keys need not ask them either. For a real number
 * all changes down to the one given fail. Equivalent keys far from each other, such
 * as those of a symmetry, are not found.
 *
 * @throws {NeuroveilError} "usage" for a key of another length or fewer than 2 bits
 */
export async function distinguishableBits(
  cipher: Cipher,
  image: Image,
  key: Uint8Array,
  { exponents, bits = 64, signal, threads }: DistinguishableSettings = {},
): Promise<readonly DistinguishableBits[]> {
  if (key.length !== cipher.nativeKey.bytes)
    throw new NeuroveilError("usage", {
      of: '"key"',
      expected: `the ${cipher.nativeKey.bytes} bytes of a native key of ${cipher.id}`,
      got: key.length,
      todo: "derive it with nativeKeyFrom",
    });
  if (!(Number.isSafeInteger(bits) && bits >= 2))
    throw new NeuroveilError("usage", {
      of: '"bits"',
      expected: "a whole number from 2",
      got: bits,
    });
  const run = { signal, threads };
  const plain = wholeBytes(image);
  const [one, other] = [new Uint8Array(plain.data.length), new Uint8Array(plain.data.length)];
  const sent = await cipherImage(cipher, plain, { key, changed: [], memory: one, run });
  const fails = async (change: KeyChange): Promise<boolean> => {
    const found = await decryptedImage(cipher, sent, { key: change.key, memory: other, run });
    return !found || psnr(plain, found.image)[0]!.value < failure;
  };

  const { values } = cipher.nativeKey;
  if (!values) {
    const places = spreadBits(cipher, bits);
    // The last bit is always among them.
    const nominal = places.at(-1)! + 1;
    let failed = 0;
    for (const change of flipBits(key, places)) if (await fails(change)) failed++;
    return [{ name: "bits", bits: (nominal * failed) / places.length, nominal, n: places.length }];
  }
  const nominal = realBits(cipher);
  const results: DistinguishableBits[] = [];
  for (const [index, { name }] of values.entries()) {
    let [smallest, n] = [0, 0];
    for (const exponent of exponents ?? everyExponent(nominal)) {
      n++;
      if (!(await fails(moveValue(cipher, key, index, exponent)))) break;
      smallest = exponent;
    }
    results.push({ name, bits: smallest, nominal, n });
  }
  return results;
}

function everyExponent(bits: number): readonly number[] {
  return Array.from({ length: bits }, (_, i) => i + 1);
}
