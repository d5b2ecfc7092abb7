import type { Cipher } from "neuroveil/ciphers";
import { weakCipher, type Draft } from "./weak-cipher.ts";

/** XORs one byte of every state of a 32-bit linear congruential generator (Numerical Recipes' constants). */
function addGenerator({ plain, data }: Draft, seed: Uint8Array, shift: number): void {
  let state = new DataView(seed.buffer, seed.byteOffset).getUint32(0);
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[i] = plain[i]! ^ (state >>> shift);
  }
}

export const congruential: readonly Cipher[] = (
  [
    ["top", 24],
    ["low", 0],
  ] as const
).flatMap(([name, shift]) => [
  weakCipher({
    id: `lcg-${name}`,
    source: `XOR with the ${name} byte of a 32-bit linear congruential generator, seeded by key and nonce`,
    spoil: (draft) => addGenerator(draft, draft.randomOf("seed", new Uint8Array(), 4), shift),
  }),
  weakCipher({
    id: `lcg-${name}-image`,
    source: `the same ${name} byte, seeded by a keyed hash of the image`,
    spoil: (draft) => addGenerator(draft, draft.random("seed", 4), shift),
  }),
]);
