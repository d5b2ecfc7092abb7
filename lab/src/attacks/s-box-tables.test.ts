import { flowCiphers } from "neuroveil/ciphers";
import { wordsOf } from "neuroveil/internal/chaos";
import { openOrbits } from "neuroveil/internal/kernels";
import { drawPermutation } from "neuroveil/internal/layers";
import { expect, test } from "vitest";
import { seededRandom } from "../random/random.ts";
import { randomKey } from "./random-key.ts";
import { largestBias, largestDifference } from "./s-box-tables.ts";

/** That of AES: the inverse in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, and an affine map (FIPS 197). */
function aesBox(): Uint8Array {
  const times = (a: number, b: number): number => {
    let product = 0;
    for (let i = 7; i >= 0; i--) {
      product = (product << 1) ^ (product & 0x80 ? 0x11b : 0);
      if ((b >> i) & 1) product ^= a;
    }
    return product;
  };
  return Uint8Array.from({ length: 256 }, (_, x) => {
    let inverse = 1;
    for (let i = 0; i < 254; i++) inverse = times(inverse, x);
    let y = 0x63;
    for (let turn = 0; turn < 5; turn++) y ^= ((inverse << turn) | (inverse >> (8 - turn))) & 0xff;
    return y;
  });
}

test("of AES and of no S-box at all", () => {
  const box = aesBox();
  expect([box[0], box[1], box[0x53]]).toEqual([0x63, 0x7c, 0xed]);
  expect([largestDifference(box), largestBias(box)]).toEqual([4, 16]);
  const none = Uint8Array.from({ length: 256 }, (_, x) => x);
  expect([largestDifference(none), largestBias(none)]).toEqual([256, 128]);
});

/** Wide around what random S-boxes have: 10 to 14 as a rule, and 30 to 38. */
const [differences, biases] = [
  [8, 18],
  [26, 44],
] as const;

async function expectRandom(word: () => number): Promise<void> {
  for (let i = 0; i < 10; i++) {
    const box = Uint8Array.from(drawPermutation(256, word));
    for (const [found, [low, high]] of [
      [largestDifference(box), differences],
      [largestBias(box), biases],
    ] as const) {
      expect(found).toBeGreaterThanOrEqual(low);
      expect(found).toBeLessThanOrEqual(high);
    }
  }
}

test("of permutations drawn at random", async () => {
  const random = seededRandom(8);
  await expectRandom(() => random.below(2 ** 32));
});

test.each(flowCiphers)("$id draws S-boxes as good as random ones", async (cipher) => {
  const orbits = cipher.orbits(randomKey(cipher, seededRandom(9)));
  await expectRandom(wordsOf(await openOrbits(orbits)));
});
