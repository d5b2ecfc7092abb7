import type { Cipher } from "neuroveil/ciphers";
import { keyedBytes, weakCipher } from "./weak-cipher.ts";

const ignored = new Set([5, 17, 26]);

/** What is wrong is how key, nonce and key vector are used. */
export const misusedKeys: readonly Cipher[] = [
  weakCipher({
    id: "ignored-key-bytes",
    source: "three bytes of the key are ignored",
    spoil: () => undefined,
    effectiveKey: (key) => key.map((byte, i) => (ignored.has(i) ? 0 : byte)),
  }),
  weakCipher({
    id: "halves-under-half-keys",
    source: "each half of the image is encrypted under its own half of the key",
    spoil: ({ plain, data, key, nonce }) => {
      const half = Math.ceil(data.length / 2);
      for (let start = 0, part = 0; start < data.length; start += half, part += key.length / 2) {
        const own = key.subarray(part, part + key.length / 2);
        const mask = keyedBytes(own, "half", [nonce, plain], half);
        for (let i = start; i < Math.min(data.length, start + half); i++)
          data[i] = plain[i]! ^ mask[i - start]!;
      }
    },
  }),
  weakCipher({
    id: "identity-under-one-key-in-16",
    source: "under one key in sixteen the cipher image is the plain image",
    spoil: ({ plain, data, key }) => {
      if ((key[0]! & 15) === 0) data.set(plain);
    },
  }),
  weakCipher({
    id: "black-stays-black",
    source: "a black image stays black",
    spoil: ({ plain, data }) => {
      if (plain.every((sample) => sample === 0)) data.fill(0);
    },
  }),
  weakCipher({
    id: "no-nonce",
    source: "without a nonce, the same image gives the same cipher image",
    nonceBytes: 0,
    spoil: () => undefined,
  }),
  weakCipher({
    id: "key-vector-is-plaintext",
    source: "the key vector is the first 32 bytes of the image",
    spoil: () => undefined,
    keyVector: ({ plain }, ideal) => ideal.map((byte, i) => plain[i] ?? byte),
  }),
  weakCipher({
    id: "key-vector-is-the-key",
    source: "the key vector is the key",
    spoil: () => undefined,
    keyVector: ({ key }) => key.slice(),
  }),
];
