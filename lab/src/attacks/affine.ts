import type { Image } from "neuroveil/image";
import type { Random } from "../random/random.ts";
import type { Attack } from "./attack.ts";
import type { Oracle } from "./oracle.ts";
import { byteChance, sameBytes } from "./random-image.ts";
import { solveModulo } from "./solve-modulo.ts";

/** Bytes of the images that are solved: a system of as many, or eight times as many, unknowns. */
const [width, height] = [8, 6];
const size = width * height;
const victims = 4;

/** Two ways in which a map can be affine: bytes that are added, and bits. */
const rings = [
  {
    name: "bytes modulo 256",
    bits: 8,
    digits: (bytes: Uint8Array) => Uint32Array.from(bytes),
    bytes: (digits: Uint32Array) => Uint8Array.from(digits),
  },
  {
    name: "bits",
    bits: 1,
    digits: (bytes: Uint8Array) =>
      Uint32Array.from({ length: 8 * bytes.length }, (_, i) => (bytes[i >> 3]! >> (i & 7)) & 1),
    bytes: (digits: Uint32Array) =>
      Uint8Array.from({ length: digits.length / 8 }, (_, i) =>
        digits.subarray(8 * i, 8 * i + 8).reduce((byte, bit, k) => byte | (bit << k), 0),
      ),
  },
] as const;
type Ring = (typeof rings)[number];

/** A map that is affine is solved by as many chosen images as it has unknowns, and one. */
export const affine: Attack = {
  id: "affine",
  question: "Is the cipher image a sum of plain bytes or bits, so that it can be solved for them?",
  source:
    "linear algebra modulo 256 and over GF(2); for chaotic and convolutional image ciphers Alvarez and Li 2006, Hu, Yu, Zhang 2020",
  setting: "nonce-reused",
  needs: ["chosen images"],
  controls: { falls: "conv-single", stands: "conv-multi" },
  async run(oracle, { random, onProgress }) {
    const hidden = Array.from({ length: victims }, () => randomImage(random));
    let best = { right: 0, name: "" };
    for (const [i, ring] of rings.entries()) {
      const solve = await learn(oracle, ring);
      let right = 0;
      for (const victim of hidden) {
        const found = solve((await oracle.encrypt(victim)).image.data);
        if (found !== undefined) right += sameBytes(found, victim.data);
      }
      // Of an ideal cipher both are chance: the first is kept unless the second is far beyond it.
      if (i === 0 || right > (victims * size) / 8) best = { right, name: ring.name };
      onProgress?.((i + 1) / rings.length);
    }
    return {
      successes: best.right,
      trials: victims * size,
      chance: byteChance,
      sentence: `images of zeros and of a single one each gave a system of equations for ${size} bytes (${best.name}), which was solved for ${victims} unknown images`,
    };
  },
};

/** Learns the matrix and returns what inverts it; a system without a solution gives nothing. */
async function learn(
  oracle: Oracle,
  ring: Ring,
): Promise<(cipher: Uint8Array) => Uint8Array | undefined> {
  const encrypt = async (digits: Uint32Array): Promise<Uint32Array> =>
    ring.digits((await oracle.encrypt(imageOf(ring.bytes(digits)))).image.data);
  const unknowns = ring.digits(new Uint8Array(size)).length;
  const offset = await encrypt(new Uint32Array(unknowns));
  const columns: Uint32Array[] = [];
  for (let i = 0; i < unknowns; i++) {
    const one = new Uint32Array(unknowns);
    one[i] = 1;
    columns.push(await encrypt(one));
  }
  const mask = 2 ** ring.bits - 1;
  return (cipher) => {
    const rows = Array.from({ length: offset.length }, (_, row) =>
      Uint32Array.from(columns, (column) => (column[row]! - offset[row]!) & mask),
    );
    const right = ring.digits(cipher).map((digit, i) => (digit - offset[i]!) & mask);
    const solved = solveModulo(rows, right, ring.bits);
    return solved === undefined ? undefined : ring.bytes(solved);
  };
}

function imageOf(data: Uint8Array): Image {
  return { width, height, channels: 1, bits: 8, colour: "gray", data, metadata: {} };
}

function randomImage(random: Random): Image {
  return imageOf(Uint8Array.from({ length: size }, () => random.below(256)));
}
