import type { Cipher, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { decryptionSensitivity, type DecryptionSensitivity } from "./decryption-sensitivity.ts";
import { encryptionSensitivity, type EncryptionSensitivity } from "./encryption-sensitivity.ts";
import { flipBits, nearestKeys, type KeyChange } from "./key-change.ts";
import { curveExponents, nativeCurves, type ParameterCurve } from "./native-curve.ts";

/** How key sensitivity is measured. */
export interface KeySensitivitySettings extends Pick<Run, "signal" | "onProgress" | "threads"> {
  /** What the native key is derived from, and what is changed for the wrapped value; one byte or more. */
  readonly secret: Uint8Array;
  /** Changes of the native curve, 2^-exponent of a range; default 1 to 52. */
  readonly exponents?: readonly number[];
  /** Bits flipped, in native keys without real numbers and in the secret, 2 and more; default 64. */
  readonly bits?: number;
  /** Level of everything together; default 0.001. */
  readonly alpha?: number;
}

/** The native value of a cipher's key sensitivity, with the wrapped one beside it. */
export interface KeySensitivity {
  readonly cipher: string;
  /** Cipher images of native keys one step apart. */
  readonly encryption: readonly EncryptionSensitivity[];
  /** Decryptions with native keys one step off. */
  readonly decryption: readonly DecryptionSensitivity[];
  /** How small a change still counts, where the native key is made of real numbers. */
  readonly curves: readonly ParameterCurve[];
  /**
   * Cipher images of secrets one bit apart, from which native keys are derived by HKDF. They differ as
   * much as those of unrelated keys, because SHA-256 sees to it, whatever the cipher does with small
   * changes.
   */
  readonly wrapped: readonly EncryptionSensitivity[];
}

/** Encryption, decryption, curves, wrapped: each has a quarter of the level. */
const families = 4;

const everyExponent = Array.from({ length: 52 }, (_, i) => i + 1);

/**
 * Key sensitivity, where it means something: on the network's own parameters, for encryption and for
 * decryption, and beside it the value under a key that was wrapped.
 *
 * @throws {NeuroveilError} "usage" for an empty secret or fewer than 2 bits
 */
export async function keySensitivity(
  cipher: Cipher,
  image: Image,
  settings: KeySensitivitySettings,
): Promise<KeySensitivity> {
  const { secret, exponents = everyExponent, bits = 64, alpha = 0.001 } = settings;
  if (secret.length === 0)
    throw new NeuroveilError("usage", {
      of: '"secret"',
      expected: "one byte or more",
      got: "none",
    });
  if (!(Number.isSafeInteger(bits) && bits >= 2))
    throw new NeuroveilError("usage", {
      of: '"bits"',
      expected: "a whole number from 2",
      got: bits,
    });
  const key = await nativeKeyFrom(cipher, secret);
  const near = nearestKeys(cipher, key, bits);
  const secrets = await derivedKeys(cipher, secret, bits);
  const values = cipher.nativeKey.values?.length ?? 0;
  const points = values * curveExponents(cipher, exponents).length;
  const total = 2 * near.length + secrets.length + points;
  let done = 0;
  const judged = {
    alpha: alpha / families,
    signal: settings.signal,
    threads: settings.threads,
    onChange: (): void => settings.onProgress?.(++done / total),
  };
  return {
    cipher: cipher.id,
    encryption: await encryptionSensitivity(cipher, image, key, near, judged),
    decryption: await decryptionSensitivity(cipher, image, key, near, judged),
    curves: await nativeCurves(cipher, image, key, exponents, judged),
    wrapped: await encryptionSensitivity(cipher, image, key, secrets, judged),
  };
}

/** Native keys of secrets in which one bit is flipped. */
async function derivedKeys(
  cipher: Cipher,
  secret: Uint8Array,
  most: number,
): Promise<readonly KeyChange[]> {
  const all = 8 * secret.length;
  const count = Math.min(all, most);
  const places = Array.from({ length: count }, (_, i) => Math.round((i * (all - 1)) / (count - 1)));
  const keys: KeyChange[] = [];
  for (const { id, key } of flipBits(secret, places))
    keys.push({ id, key: await nativeKeyFrom(cipher, key) });
  return keys;
}
