import { maskCipher, type Cipher } from "neuroveil/ciphers";

const keyBytes = 16;

/** XORs the RC4 keystream of a key of 5 to 256 bytes to `data`. */
export function addRc4(data: Uint8Array, key: Uint8Array): void {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (i: number, j: number): void => {
    const before = state[i]!;
    state[i] = state[j]!;
    state[j] = before;
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 255;
    swap(i, j);
  }
  for (let n = 0, i = 0, j = 0; n < data.length; n++) {
    i = (i + 1) & 255;
    j = (j + state[i]!) & 255;
    swap(i, j);
    data[n]! ^= state[(state[i]! + state[j]!) & 255]!;
  }
}

/** Own code: neither the browser nor a kept package has RC4 any more. */
export const rc4: Cipher = maskCipher({
  id: "rc4",
  family: "baseline",
  status: "baseline",
  source:
    "RC4 as published in 1994, no bytes dropped; biased: the second byte of its keystream is 0 with probability 1/128 (Mantin and Shamir 2001)",
  parameters: { keyBits: 8 * keyBytes },
  nativeKey: { bytes: keyBytes, nonceBytes: 0, description: "16 bytes of RC4 key; step 1 bit" },
  keySpace: "2^128 keys",
  addMask: addRc4,
});
