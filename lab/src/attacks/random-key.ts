import type { Cipher } from "neuroveil/ciphers";
import type { Random } from "../random/random.ts";

/** A native key, for attacks on parts that no container shows. */
export function randomKey({ nativeKey }: Cipher, random: Random): Uint8Array {
  return Uint8Array.from({ length: nativeKey.bytes }, () => random.below(256));
}
