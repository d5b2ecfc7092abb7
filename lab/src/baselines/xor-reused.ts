import { maskCipher, type Cipher } from "neuroveil/ciphers";
import { keystreamBytes } from "../random/keyed-words.ts";

/** A sound keystream without a nonce: two images under one key give away their difference. */
export const xorReused: Cipher = maskCipher({
  id: "xor-reused",
  family: "control",
  status: "known-weak",
  source:
    "a ChaCha20 keystream (RFC 8439) at nonce zero; weak: the same mask for every image of a key, one known image gives it",
  parameters: {},
  nativeKey: { bytes: 32, nonceBytes: 0, description: "32 bytes of ChaCha20 key; step 1 bit" },
  keySpace: "2^256 keys, of which one known image needs none",
  addMask: (data, key) => {
    const mask = keystreamBytes(key, data.length);
    for (let i = 0; i < data.length; i++) data[i]! ^= mask[i]!;
  },
});
