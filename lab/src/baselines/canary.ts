import { chacha20 } from "@noble/ciphers/chacha.js";
import { wholeImage, type Cipher } from "neuroveil/ciphers";

const keyBytes = 2;
const nonceBytes = 12;
const digestBytes = 12;

/**
 * A 16-bit key behind a mask that changes completely with every sample of the image, and with the
 * nonce: no metric of the cipher image tells it from AES, and 65,536 trials open it. It stands in every
 * report as a reminder of what such metrics cannot see.
 */
export const canary: Cipher = wholeImage({
  id: "canary",
  family: "control",
  status: "known-weak",
  source:
    "made for this laboratory: a ChaCha20 mask (RFC 8439) under a 16-bit key, its nonce from SHA-256 of a public nonce and the image; weak: 65,536 keys, and its key vector confirms a guessed image",
  parameters: { keyBits: 8 * keyBytes },
  nativeKey: {
    bytes: keyBytes + nonceBytes,
    nonceBytes,
    description: "a number of 16 bits, then 12 bytes of nonce, which is public; step 1",
  },
  keySpace: "2^16 keys",
  keyVectorBytes: digestBytes,
  encryptBytes: async (data, key) => {
    const digest = await digestOf(key, data);
    addMask(data, key, digest);
    return digest;
  },
  decryptBytes: async (data, key, digest) => {
    addMask(data, key, digest);
    return await digestOf(key, data);
  },
});

/** Of the public nonce and the image. */
async function digestOf(key: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const message = new Uint8Array(nonceBytes + data.length);
  message.set(key.subarray(keyBytes));
  message.set(data, nonceBytes);
  const whole = await crypto.subtle.digest("SHA-256", message);
  return new Uint8Array(whole, 0, digestBytes).slice();
}

function addMask(data: Uint8Array, key: Uint8Array, digest: Uint8Array): void {
  const padded = new Uint8Array(32);
  padded.set(key.subarray(0, keyBytes));
  data.set(chacha20(padded, digest.slice(), data.slice()));
}
