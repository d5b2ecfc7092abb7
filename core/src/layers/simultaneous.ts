import type { ChainKey } from "./diffusion.ts";
import { drawGridPermutation, rowSources, type GridPermutation } from "./grid-permutation.ts";
import type { Mask } from "./mask.ts";
import { drawPermutation } from "./permutation.ts";
import type { Transform } from "./transform.ts";

interface Pass extends ChainKey {
  readonly permutation: GridPermutation;
  readonly sBox: Uint8Array;
}

/**
 * So that a change reaches 255 of 256 bytes of an image of 8 bytes or more: after four passes, 253 of 256
 * in an image of 16.
 */
const passCount = 6;

/**
 * Permutation and diffusion in one: c[i] = p[place(i)] + S[c[i-1] ^ k'[i]] + k[i] modulo 256. A pass
 * carries a change only to what comes behind it, so there are several, each with places of its own. As
 * many run backwards afterwards, p[place(i)] = c[i] - S[c[i-1] ^ k'[i]] - k[i]: their chains carry a
 * change on in decryption.
 */
export function simultaneous(mask: Mask, word: () => number): Transform {
  const passes: Pass[] = Array.from({ length: 2 * passCount }, (_, i) => ({
    permutation: drawGridPermutation(mask[0].length, word),
    sBox: Uint8Array.from(drawPermutation(256, word)),
    outer: mask[i % mask.length]!,
    // From the fifth pass on another pair than in the first four.
    inner: mask[(i + 1 + Math.floor(i / mask.length)) % mask.length]!,
  }));
  const [there, back] = [passes.slice(0, passCount), passes.slice(passCount)];
  return {
    encrypt(data) {
      for (const pass of there) place(data, pass);
      for (const pass of back) takeBack(data, pass);
    },
    decrypt(data) {
      for (const pass of back.toReversed()) place(data, pass);
      for (const pass of there.toReversed()) takeBack(data, pass);
    },
  };
}

function place(data: Uint8Array, { permutation, sBox, inner, outer }: Pass): void {
  const plain = data.slice();
  let before = 0;
  for (const [at, sources] of rowSources(permutation)) {
    for (let i = 0; i < sources.length; i++) {
      const masked = sBox[before ^ inner[at + i]!]! + outer[at + i]!;
      before = (plain[sources[i]!]! + masked) & 255;
      data[at + i] = before;
    }
  }
}

function takeBack(data: Uint8Array, { permutation, sBox, inner, outer }: Pass): void {
  const cipher = data.slice();
  let before = 0;
  for (const [at, sources] of rowSources(permutation)) {
    for (let i = 0; i < sources.length; i++) {
      const masked = sBox[before ^ inner[at + i]!]! + outer[at + i]!;
      before = cipher[at + i]!;
      data[sources[i]!] = before - masked;
    }
  }
}
