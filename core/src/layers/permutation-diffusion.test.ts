import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { chaoticConvolution } from "./chaotic-convolution.ts";
import { diffuse, undiffuse, type DiffusionRound } from "./diffusion.ts";
import { drawGridPermutation, permuteGrid, unpermuteGrid } from "./grid-permutation.ts";
import { bytes, keyed, words } from "./keyed-scheme.test.support.ts";
import { maskMemory, readMask, type Mask } from "./mask.ts";
import { permutationDiffusion } from "./permutation-diffusion.ts";
import { drawPermutation, permute, unpermute } from "./permutation.ts";
import { simultaneous } from "./simultaneous.ts";
import type { Scheme, Transform } from "./transform.ts";

function eightConvolutions(mask: Mask, word: () => number): Transform {
  return chaoticConvolution(mask, word, 8);
}

const lengths = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 4090, max: 12_400 }));

test.prop([lengths, fc.nat()], { numRuns: 40 })(
  "every layer is undone by its inverse",
  (length, seed) => {
    const plain = bytes(length, seed);
    const data = plain.slice();
    const chain = { inner: bytes(length, seed + 2), outer: bytes(length, seed + 3) };
    const sBox = Uint8Array.from(drawPermutation(256, words(seed)));
    const round: DiffusionRound = { sBox, forward: chain, backward: chain };
    const grid = drawGridPermutation(length, words(seed));
    const permutation = drawPermutation(length, words(seed));
    const rounds = keyed(permutationDiffusion, length, seed);
    const passes = keyed(simultaneous, length, seed);
    const convolutions = keyed(eightConvolutions, length, seed);
    const layers = [
      [() => diffuse(data, round), () => undiffuse(data, round)],
      [() => permute(data, permutation), () => unpermute(data, permutation)],
      [() => permuteGrid(data, grid), () => unpermuteGrid(data, grid)],
      [() => rounds.encrypt(data), () => rounds.decrypt(data)],
      [() => passes.encrypt(data), () => passes.decrypt(data)],
      [() => convolutions.encrypt(data), () => convolutions.decrypt(data)],
    ] as const;
    for (const [there, back] of layers) {
      there();
      if (length > 70) expect(Buffer.compare(data, plain)).not.toBe(0);
      back();
      expect(Buffer.compare(data, plain)).toBe(0);
    }
  },
);

describe("the diffusion", () => {
  it("is c[i] = p[i] + S[c[i-1] ^ k'[i]] + k[i], forward and backward", () => {
    const sBox = Uint8Array.from({ length: 256 }, (_, i) => i ^ 0x55);
    const forward = { inner: Uint8Array.of(1, 2), outer: Uint8Array.of(10, 20) };
    const backward = { inner: Uint8Array.of(3, 4), outer: Uint8Array.of(30, 40) };
    const data = Uint8Array.of(100, 200);
    diffuse(data, { sBox, forward, backward });
    // Forward 100 + 84 + 10 = 194; 200 + (192 ^ 85) + 20 = 113 mod 256 (with 149).
    // Backward 113 + (4 ^ 85) + 40 = 234; 194 + (233 ^ 85) + 30 = 156 mod 256.
    expect([...data]).toEqual([156, 234]);
  });
});

describe("the grid permutation", () => {
  it.each([1, 2, 4095, 4096, 4097, 8192, 20_000])(
    "moves each of %d bytes to one place",
    (length) => {
      const places = Uint32Array.from({ length }, (_, i) => i);
      const moved = new Uint32Array(length);
      const grid = drawGridPermutation(length, words(7));
      for (let byte = 0; byte < 3; byte++) {
        const data = Uint8Array.from(places, (place) => place >>> (8 * byte));
        permuteGrid(data, grid);
        for (let i = 0; i < length; i++) moved[i]! += data[i]! * 2 ** (8 * byte);
      }
      expect(moved.toSorted().every((place, i) => place === places[i])).toBe(true);
    },
  );

  it("brings a byte to every row and every column equally often", () => {
    const length = 4 * 4096 + 100;
    const rows = new Float64Array(5);
    const halves = [0, 0];
    const draws = 600;
    const word = words(3);
    for (let i = 0; i < draws; i++) {
      const data = new Uint8Array(length);
      data[50] = 1;
      permuteGrid(data, drawGridPermutation(length, word));
      const to = data.indexOf(1);
      rows[Math.floor(to / 4096)]!++;
      halves[(to % 4096) & 1]!++;
    }
    // Column 50 has five places; 4 standard deviations of a fifth of the draws, and of a half.
    for (const count of rows) expect(Math.abs(count - draws / 5)).toBeLessThan(4 * 9.8);
    expect(Math.abs(halves[0]! - draws / 2)).toBeLessThan(4 * 12.3);
  });
});

describe("a mask", () => {
  it("is read from four places on", () => {
    const memory = maskMemory(9);
    memory.set(Uint8Array.from({ length: 9 }, (_, i) => i));
    expect(readMask(memory, 9).map((reading) => Array.from(reading))).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
      [2, 3, 4, 5, 6, 7, 8, 0, 1],
      [4, 5, 6, 7, 8, 0, 1, 2, 3],
      [6, 7, 8, 0, 1, 2, 3, 4, 5],
    ]);
  });

  it("of fewer than four places has four drawn bytes all the same", () => {
    for (const [bytes, readings] of [
      [1, ["0", "1", "2", "3"]],
      [3, ["0,1,2", "1,2,3", "2,3,0", "3,0,1"]],
    ] as const) {
      const memory = maskMemory(bytes);
      memory.set(Uint8Array.of(0, 1, 2, 3));
      expect(readMask(memory, bytes).map((reading) => reading.join())).toEqual(readings);
    }
  });

  it("of a single byte leaves its lowest bit open, which one byte in all four roles does not", () => {
    const even = (mask: (seed: number) => Mask): number => {
      let count = 0;
      for (let seed = 0; seed < 400; seed++) {
        const data = Uint8Array.of(seed);
        permutationDiffusion(mask(seed), words(seed)).encrypt(data);
        if (((data[0]! - seed) & 1) === 0) count++;
      }
      return count;
    };
    const same = (seed: number): Mask => {
      const drawn = bytes(1, seed);
      return [drawn, drawn, drawn, drawn];
    };
    expect(even(same)).toBe(400);
    const drawn = even((seed) => {
      const memory = maskMemory(1);
      memory.set(bytes(4, seed));
      return readMask(memory, 1);
    });
    // Five standard deviations of 400 coins.
    expect(Math.abs(drawn - 200)).toBeLessThan(50);
  });
});

/** Share of bytes that differ after a transform, when byte `at` is changed. */
function spread(encrypt: (data: Uint8Array) => void, length: number, at: number): number {
  const [one, two] = [bytes(length, 1), bytes(length, 1)];
  two[at]! += 1;
  encrypt(one);
  encrypt(two);
  return one.reduce((count, byte, i) => count + (byte === two[i] ? 0 : 1), 0) / length;
}

const schemes: readonly { readonly name: string; readonly scheme: Scheme }[] = [
  { name: "permutation and diffusion", scheme: permutationDiffusion },
  { name: "both at once", scheme: simultaneous },
  { name: "chaotic convolutions", scheme: eightConvolutions },
];

describe.each(schemes)("one changed byte: $name", ({ scheme }) => {
  it("changes 255 of 256 bytes, wherever it stands", () => {
    const length = 65_536;
    const transform = keyed(scheme, length, 5);
    const deviation = Math.sqrt(255 / 256 / 256 / length);
    for (let i = 0; i < 25; i++) {
      const share = spread(
        (data) => transform.encrypt(data),
        length,
        Math.floor((i * (length - 1)) / 24),
      );
      expect(Math.abs(share - 255 / 256)).toBeLessThan(5 * deviation);
    }
  });
});

it.each(schemes)("one changed byte of 8: $name", ({ scheme }) => {
  const [length, draws] = [8, 1500];
  let changed = 0;
  for (let seed = 0; seed < draws; seed++) {
    const transform = keyed(scheme, length, seed);
    changed += length * spread((data) => transform.encrypt(data), length, seed % length);
  }
  // Four standard deviations.
  const n = length * draws;
  expect(Math.abs(changed / n - 255 / 256)).toBeLessThan(4 * Math.sqrt(255 / 65_536 / n));
});

// REFERENCE 1c.2, with the permutation and the S-box drawn anew: the same growth by round.
it("the chaotic convolution spreads a change over all bytes in five rounds", () => {
  const length = 65_536;
  const shares = [1, 2, 3, 4, 5].map((rounds) => {
    const transform = keyed((mask, word) => chaoticConvolution(mask, word, rounds), length, 5);
    return spread((data) => transform.encrypt(data), length, 777);
  });
  expect(shares[0]).toBeLessThan(0.001);
  expect(shares[1]).toBeLessThan(0.03);
  expect(shares[2]).toBeLessThan(0.5);
  expect(shares[3]).toBeGreaterThan(0.9);
  expect(Math.abs(shares[4]! - 255 / 256)).toBeLessThan(0.002);
});

it("one round is too little: a change at the chain's end changes too many bytes", () => {
  const length = 65_536;
  const chain = { inner: bytes(length, 8), outer: bytes(length, 9) };
  const sBox = Uint8Array.from(drawPermutation(256, words(10)));
  const encrypt = (data: Uint8Array): void =>
    diffuse(data, { sBox, forward: chain, backward: chain });
  expect(spread(encrypt, length, length - 1)).toBeGreaterThan(0.998);
});
