import { createCipheriv, createHmac } from "node:crypto";
import { wholeImage, type Cipher, type Raster } from "neuroveil/ciphers";

const keyBytes = 32;
const nonceBytes = 16;

/** An encryption that is about to be spoilt. */
export interface Draft {
  readonly raster: Omit<Raster, "data">;
  readonly plain: Uint8Array;
  /** The cipher image of an ideal cipher, to be changed in place. */
  readonly data: Uint8Array;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  /** Random bytes that are other ones for every key, nonce, image and name. */
  readonly random: (name: string, length: number) => Uint8Array;
  /** Random bytes that are other ones for every key, nonce, message and name. */
  readonly randomOf: (name: string, message: Uint8Array, length: number) => Uint8Array;
  /** Random bytes that are other ones for every key and name, whatever nonce and image. */
  readonly fixed: (name: string, length: number) => Uint8Array;
}

/** What makes a cipher weak. */
export interface Weakness {
  readonly id: string;
  /** What is wrong with it, in a sentence. */
  readonly source: string;
  /** Default 16. */
  readonly nonceBytes?: 0 | 16;
  readonly spoil: (draft: Draft) => void;
  /** The key vector; default: a keyed hash of nonce and image. */
  readonly keyVector?: (draft: Draft, ideal: Uint8Array) => Uint8Array;
  /** The key that is really used. */
  readonly effectiveKey?: (key: Uint8Array) => Uint8Array;
}

/**
 * A cipher that is weak in one way, to measure what the laboratory sees. Underneath lies full diffusion:
 * the image is XORed with an AES-256-CTR keystream whose key is HMAC-SHA-256 of nonce and image. These
 * are for encrypting only: decrypting takes no weakness back, and the key vector refuses its result.
 */
export function weakCipher(weakness: Weakness): Cipher {
  const { id, source, nonceBytes: publicBytes = nonceBytes, spoil, effectiveKey } = weakness;
  return {
    ...wholeImage({
      id,
      family: "control",
      status: "known-weak",
      source: `made to measure the laboratory; weak: ${source}`,
      parameters: {},
      nativeKey: {
        bytes: keyBytes + publicBytes,
        nonceBytes: publicBytes,
        description: `32 bytes of key${publicBytes > 0 ? ", then 16 bytes of nonce, which is public" : ""}; step 1 bit`,
      },
      keySpace: "2^256 keys",
      keyVectorBytes: keyBytes,
      encryptBytes: (data) => data.slice(0, keyBytes),
      decryptBytes: (data) => data.slice(0, keyBytes),
    }),
    lossless: false,
    encrypt: (raster, native) => {
      const plain = raster.data.slice();
      const given = native.subarray(0, keyBytes);
      const key = effectiveKey?.(given) ?? given;
      const nonce = native.subarray(keyBytes);
      const tweak = hmac(key, "image", nonce, plain);
      const random = (name: string, length: number): Uint8Array =>
        keyedBytes(tweak, name, [], length);
      const mask = random("mask", plain.length);
      for (let i = 0; i < plain.length; i++) raster.data[i]! ^= mask[i]!;
      const draft: Draft = {
        raster,
        plain,
        data: raster.data,
        key,
        nonce,
        random,
        randomOf: (name, message, length) => keyedBytes(key, name, [nonce, message], length),
        fixed: (name, length) => keyedBytes(key, name, [], length),
      };
      spoil(draft);
      return Promise.resolve(weakness.keyVector?.(draft, tweak) ?? tweak);
    },
    decrypt: (_, native, keyVector) =>
      Promise.resolve(hmac(native.subarray(0, keyBytes), "refused", keyVector)),
  };
}

/** What the weak ciphers are made of, without a weakness. */
export const soundCipher: Cipher = weakCipher({
  id: "sound",
  source: "nothing",
  spoil: () => undefined,
});

/** Random bytes that are other ones for every key, name and message. */
export function keyedBytes(
  key: Uint8Array,
  name: string,
  messages: readonly Uint8Array[],
  length: number,
): Uint8Array {
  return keystream(hmac(key, name, ...messages), length);
}

function hmac(key: Uint8Array, name: string, ...messages: readonly Uint8Array[]): Uint8Array {
  const found = createHmac("sha256", key).update(name);
  for (const message of messages) found.update(message);
  return new Uint8Array(found.digest());
}

/** AES-256-CTR from counter 0: every key serves one message. */
function keystream(key: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(
    createCipheriv("aes-256-ctr", key, new Uint8Array(16)).update(new Uint8Array(length)),
  );
}

/** Which of `count` places are chosen, each with probability `share`, from four random bytes each. */
export function chosenPlaces(random: Uint8Array, share: number): readonly number[] {
  const words = new Uint32Array(random.buffer, random.byteOffset, random.length / 4);
  const limit = share * 2 ** 32;
  const chosen: number[] = [];
  // By index: the iterator of a typed array takes several times as long.
  for (let i = 0; i < words.length; i++) if (words[i]! < limit) chosen.push(i);
  return chosen;
}
