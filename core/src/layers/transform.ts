import type { Mask } from "./mask.ts";

/** A keyed bijection of the bytes of an image, in place. */
export interface Transform {
  encrypt(data: Uint8Array): void;
  decrypt(data: Uint8Array): void;
}

/**
 * How a cipher makes its transform for as many bytes as the mask has places.
 *
 * @param word the next 32 bits of a generator, for permutations and S-boxes
 */
export type Scheme = (mask: Mask, word: () => number) => Transform;
