import type { Cipher } from "neuroveil/ciphers";
import { alpha } from "./alpha.ts";
import { biasedBits } from "./biased-bits.ts";
import { congruential } from "./congruential.ts";
import { copies } from "./copies.ts";
import { leaks } from "./leaks.ts";
import { misusedKeys } from "./misused-keys.ts";
import { reusedMasks } from "./reused-masks.ts";

/** A weak cipher, and the images on which it is one. */
export interface WeakCipher {
  readonly cipher: Cipher;
  readonly fewestChannels: 1 | 3 | 4;
}

const onAll = [...congruential, ...leaks, ...copies, ...biasedBits, ...misusedKeys];

/** Ciphers that are weak in one way each, in ways that a test of cipher images can see. */
export const weakCiphers: readonly WeakCipher[] = [
  ...onAll.map((cipher): WeakCipher => ({ cipher, fewestChannels: 1 })),
  ...reusedMasks.map((cipher): WeakCipher => ({
    cipher,
    fewestChannels: cipher.id === "one-mask-for-all-channels" ? 3 : 1,
  })),
  ...alpha.map((cipher): WeakCipher => ({ cipher, fewestChannels: 4 })),
];
