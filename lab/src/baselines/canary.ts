import { chacha20 } from "@noble/ciphers/chacha.js";
import { wholeImage, type Cipher } from "neuroveil/ciphers";

const keyBytes = 2;
const digestBytes = 12;

/**
 * A 16-bit key behind a mask that changes completely with every sample of the image: no metric of
 * the cipher image tells it from AES, and 65,536 trials open it. It stands in every report as a
 * reminder of what such metrics cannot see.
 */
export const canary: Cipher = wholeImage({
  id: "canary",
  family: "control",
  status: "known-weak",
  source:
    "made for this laboratory: a ChaCha20 mask (RFC 8439) under a 16-bit key, nonce from SHA-256 of the image; weak: 65,536 keys, and its key vector confirms a guessed image",
  parameters: { keyBits: 8 * keyBytes, nonceBytes: 0 },
  nativeKey: { bytes: keyBytes, description: "a number of 16 bits; step 1" },
  keySpace: "2^16 keys",
  keyVectorBytes: digestBytes,
  encryptBytes: async (data, key) => {
    const digest = await digestOf(data);
    addMask(data, key, digest);
    return digest;
  },
  decryptBytes: async (data, key, digest) => {
    addMask(data, key, digest);
    return await digestOf(data);
  },
});

async function digestOf(data: Uint8Array): Promise<Uint8Array> {
  const whole = await crypto.subtle.digest("SHA-256", data.slice());
  return new Uint8Array(whole, 0, digestBytes).slice();
}

function addMask(data: Uint8Array, key: Uint8Array, digest: Uint8Array): void {
  const padded = new Uint8Array(32);
  padded.set(key);
  data.set(chacha20(padded, digest.slice(), data.slice()));
}
